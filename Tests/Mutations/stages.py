#!/usr/bin/env python3
"""Runs every stage on damaged lines: none may end by a signal or take long, and good records among them must come out again.

    stages.py PROGRAMS [LINES] [SEED]      PROGRAMS: the folder of the built programs

Each stage gets damaged records of its kind, and every tenth one undamaged. In a stage that processes each record by itself,
undamaged records must come out as they do alone; in other stages, with all fields that the stage does not set.
"""
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

from mutations import check_memory, failed, mutated

CHARACTERS = "{}[]\",:\\0123456789.eE+-truefalsn \t\x01u/é".encode()
# The input of each stage: records from the stage named; and whether it processes each by itself.
STAGES = [
    (["fc-normalize"], "landmarks", True),
    (["fc-normalize", "--features", "looks"], "landmarks", True),
    (["fc-describe"], "looks", False),
    (["fc-looks", "--looks", "looks.txt"], "described", False),
    (["fc-memo", "store", "cat"], "landmarks", True),
    (["fc-landmarks", "--boxes", "1"], "boxes", True),
    (["fc-detect"], "boxes", False),
    (["fc-points"], "landmarks", True),
    (["fc-kmeans", "-k", "3"], "features", False),
    (["fc-whispers", "--on", "features", "--threshold", "0.1"], "features", False),
    (["fc-elbow", "--k-max", "3"], "features", None),
    (["fc-score", "--label", "type"], "clusters", None),
    (["fc-table"], "clusters", None),
    (["fc-names", "names.ndjson"], "clusters", False),
    (["fc-repeat", "--label", "type"], "features", None),
    (["fc-average", "--out", "averages"], "clusters", None),
    (["fc-render", "--images", "none"], "clusters", None),
]
SECONDS = 5
# Stages that open photos get fewer lines, since each line names one.
PHOTO_STAGES = {"fc-landmarks", "fc-detect", "fc-points", "fc-average"}


def outputs(programs, folder):
    """The records that each stage writes for two types of drawn faces."""

    def made(command, data=b""):
        done = subprocess.run([programs / command[0], *command[1:]], cwd=folder, input=data, capture_output=True, check=True)
        return done.stdout

    planted = made(["fc-synth", "-q", "--count", "8", "--types", "2", "--size", "160", "--out", "drawn"])
    boxes = made(["fc-detect"], planted)
    landmarks = made(["fc-landmarks", "--boxes", "1"], boxes)
    features = made(["fc-normalize"], landmarks)
    looks = made(["fc-normalize", "--features", "looks"], landmarks)
    (folder / "looks.txt").write_text("soft: big eyes, small nose\nbold: wide jaw\n")
    (folder / "names.ndjson").write_text('{"name":"Ann","cluster":["drawn/face-0000.jpg"]}\n')
    found = {
        "boxes": boxes, "landmarks": landmarks, "features": features, "looks": looks,
        "described": made(["fc-describe"], looks), "clusters": made(["fc-kmeans", "-k", "2"], features)}
    return {name: data.splitlines() for name, data in found.items()}


def damaged_lines(records, count):
    """Damaged lines, and undamaged ones with unique names."""
    lines, whole = [], {}
    for number in range(count):
        line = random.choice(records)
        if number % 10 == 0:
            name = f"whole {number}"
            line = line[:-1] + b',"mark":"' + name.encode() + b'"}'
            whole[name] = line
        else:
            line = mutated(line, CHARACTERS, random.choice([1, 1, 2, 5])).replace(b"\n", b"").replace(b"\r", b"")
        lines.append(line)
    return lines, whole


def marked(output):
    found = {}
    for line in output.splitlines():
        record = json.loads(line)
        if "mark" in record:
            found.setdefault(record["mark"], []).append(line)
    return found


def run(programs, command, lines, folder):
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    done = subprocess.run(
        [programs / command[0], *command[1:]], input=b"\n".join(lines) + b"\n", capture_output=True, cwd=folder, timeout=300)
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - used
    if done.returncode not in (0, 1):
        failed(f"{' '.join(command)} ended with {done.returncode}", done.stderr[-2000:])
    return done, used


def check_stage(programs, command, kind, is_alone, records, count, folder):
    slowest, lost = 0.0, 0
    for first in range(0, count, 1000):
        lines, whole = damaged_lines(records[kind], min(1000, count - first))
        done, used = run(programs, command, lines, folder)
        slowest = max(slowest, used)
        if is_alone is None:
            continue
        found = marked(done.stdout)
        # Only damaged lines may contain more than one record; an undamaged one comes out once per face.
        lost += sum(name not in found for name in whole)
        if is_alone:
            alone = marked(run(programs, command, list(whole.values()), folder)[0].stdout)
            if any(found.get(name) != alone[name] for name in whole):
                failed(f"{' '.join(command)} changed a good record beside damaged ones")
    if lost:
        failed(f"{' '.join(command)} lost {lost} good records")
    if slowest > 4 * SECONDS:
        failed(f"{' '.join(command)} took {slowest:.1f} s of work for 1000 lines")
    print(f"{' '.join(command)}: {count} lines, at most {slowest:.2f} s for 1000")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.environ |= {"HOME": str(folder), "FC_MODELS": str(pathlib.Path(__file__).parents[2] / "models")}
        records = outputs(programs, folder)
        for command, kind, is_alone in STAGES:
            few = count if command[0] not in PHOTO_STAGES else max(10, count // 10)
            check_stage(programs, command, kind, is_alone, records, few, folder)
    check_memory()


if __name__ == "__main__":
    main()
