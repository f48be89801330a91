#!/usr/bin/env python3
"""How often fc-elbow's gap is right about whether there are groups, and how many: a table for BENCHMARKS.md.

usage: groups.py [--seeds 10] [--only WORD] [FACES]      the programs on the PATH; FACES: the folder of real photos

Artificial sets with known groups, each as it is and z-scored; drawn faces (fc-synth, measured by fc-normalize, z-scored); and, with
FACES and the networks, the people in its folders `people` and `pairs`, by their embeddings. Takes some minutes.
"""
import argparse
import collections
import json
import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def around(rng, centres, count, spread):
    return np.concatenate([centre + rng.normal(0, spread, (count, len(centre))) for centre in centres])


def apart(rng, groups, columns, distance):
    while True:
        centres = rng.uniform(-1.6 * distance, 1.6 * distance, (groups, columns))
        distances = np.linalg.norm(centres[:, None] - centres[None], axis=2) + 1e9 * np.eye(groups)
        if distances.min() >= distance:
            return centres


def made(seed):
    """(kind, groups, rows) of each artificial set."""
    rng = np.random.default_rng(seed)
    for groups in range(4, 11):
        yield "simplex, 5 apart, sd 0.1", groups, around(rng, 5 * np.eye(groups), 20, 0.1)
    grid = [[5 * (place // 3), 5 * (place % 3)] for place in range(9)]
    yield "grid 3 x 3, 5 apart, sd 0.5", 9, around(rng, grid, 20, 0.5)
    yield "grid 3 x 3, 5 apart, sd 1", 9, around(rng, grid, 20, 1)
    photos = int(rng.integers(2, 6))
    yield "copies of 2 to 5 photos", photos, np.repeat(rng.normal(0, 1, (photos, 8)), rng.integers(8, 16, photos), 0)
    heaps = [[20 * (place // 3)] + (5 * np.eye(3)[place % 3]).tolist() for place in range(6)]
    yield "two heaps of three", 6, around(rng, heaps, 20, 0.7)
    for groups, columns in ((3, 2), (5, 2), (5, 6), (8, 3), (8, 6)):
        for distance in (4, 7):
            centres = apart(rng, groups, columns, distance)
            yield f"centres at least {distance} sd apart", groups, around(rng, centres, 25, 1)
            parts = [around(rng, [centre], int(rng.integers(10, 60)), 1) for centre in centres]
            yield f"the same, of 10 to 60 faces", groups, np.concatenate(parts)
    for _ in range(4):
        columns = int(rng.integers(2, 17))
        mixed = rng.normal(0, 1, (100, columns)) @ rng.normal(0, 1, (columns, columns))
        yield "normal, correlated, no groups", 1, mixed
    for _ in range(2):
        yield "even cube, no groups", 1, rng.uniform(0, 1, (120, int(rng.integers(1, 9))))
        yield "even box, no groups", 1, rng.uniform(0, 1, (100, 4)) * [5, 3, 2, 1]
    ball = rng.normal(0, 1, (150, 3))
    ball *= rng.uniform(0, 1, (150, 1)) ** (1 / 3) / np.linalg.norm(ball, axis=1, keepdims=True)
    yield "even ball, no groups", 1, ball
    yield "long tails (lognormal, t5), no groups", 1, np.exp(rng.normal(0, 0.5, (100, 4)))
    yield "long tails (lognormal, t5), no groups", 1, rng.standard_t(5, (100, 4))
    outlier = rng.normal(0, 1, (100, 8))
    outlier[0] += 20
    yield "normal with one face far out", 1, outlier


def pick(path, field, *options):
    command = ["fc-elbow", "-q", "--pick", "gap", "--on", field, *options, path]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def written(folder, name, rows):
    path = os.path.join(folder, name)
    with open(path, "w") as out:
        out.writelines(json.dumps({"v": row}) + "\n" for row in np.asarray(rows).tolist())
    return path


def drawn(folder, types, seed):
    path = os.path.join(folder, f"drawn-{types}-{seed}")
    subprocess.run(
        f"fc-synth -q --types {types} --count 100 --seed {seed} --out {path}.d | fc-landmarks -q | fc-normalize -q > {path}"
        f" && rm -r {path}.d", shell=True, check=True)
    return path


def people(folder, faces):
    """(kind, persons, path, options): embeddings of real people."""
    for kind, part, persons, most in (("people", "people/*/*.jpg", None, 10), ("pairs", "pairs/*/*.jpg", None, 40)):
        path = os.path.join(folder, kind)
        subprocess.run(f"ls {faces}/{part} | fc-landmarks -q | fc-embed -q --drop-errors > {path}", shell=True)
        names = [json.loads(line)["path"].split("/") for line in open(path)]
        persons = {name[-2] if kind == "people" else name[-1].split("_")[0].split(".")[0] for name in names}
        if persons:
            yield f"{kind}, embeddings, --k-max {most}", len(persons), path, ["--k-max", str(most)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("faces", nargs="?")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as workers:
        asked = []
        for seed in range(options.seeds):
            for number, (kind, groups, rows) in enumerate(made(seed)):
                if options.only not in kind:
                    continue
                path = written(folder, f"{seed}-{number}", rows)
                for scale in ("none", "zscore"):
                    asked.append((kind, scale, groups, workers.submit(pick, path, "v", "--scale", scale)))
            for types in (4, 3, 2, 0):
                if options.only in "drawn":
                    found = workers.submit(lambda t=types, s=seed: pick(drawn(folder, t, s), "features"))
                    asked.append((f"drawn faces, {types or 'no'} types", "zscore", types or 1, found))
        for kind, persons, path, extra in people(folder, options.faces) if options.faces else []:
            asked.append((kind, "none", persons, workers.submit(pick, path, "embedding", *extra)))
        table = collections.defaultdict(list)
        for kind, scale, groups, found in asked:
            table[kind, scale].append((found.result(), groups))
    print("| set | scale | right | wrong answers |\n|---|---|---|---|")
    for (kind, scale), answers in table.items():
        wrong = collections.Counter(f"{found} for {groups}" for found, groups in answers if found != groups)
        text = ", ".join(f"{what} ({count})" for what, count in wrong.most_common(4))
        print(f"| {kind} | {scale} | {sum(found == groups for found, groups in answers)} of {len(answers)} | {text} |")


if __name__ == "__main__":
    main()
