#!/usr/bin/env python3
"""Gives ten corrections, as a reader of the page would make them, to fc-whispers as constraints: are all of them met, and does the
adjusted Rand index not fall? Prints rows for accuracy.py, or a table when run alone.

usage: corrections.py PHOTOS      PHOTOS: the folder of photos with known truth; the programs on the PATH
"""
import collections
import glob
import json
import os
import random
import sys
import tempfile

import table
from table import records

CORRECTIONS = 10
# The number of faces by which the page identifies a cluster.
ANCHORS = 8


def person(face):
    """The person on a photo: from the folder for wild photos, from the file name for pairs."""
    folder, file = os.path.split(face["path"])
    return file.split("_")[0].split(".")[0] if "/pairs/" in face["path"] else os.path.basename(folder)


def place(face):
    return {key: face[key] for key in ("path", "box") if key in face}


def anchors(faces, but=None):
    return [place(face) for face in sorted(faces, key=lambda face: face["distance"]) if face is not but][:ANCHORS]


def corrections(faces, seed):
    """The corrections of a reader who knows everybody: misplaced faces first, then split persons, then what is already right."""
    groups = collections.defaultdict(list)
    for face in faces:
        groups[face["cluster"]].append(face)
    called = {number: collections.Counter(map(person, group)).most_common(1)[0][0] for number, group in groups.items()}
    said, homes = [], {}
    for number in sorted(groups):
        homes.setdefault(called[number], number)
    for number, group in sorted(groups.items()):
        right = [face for face in group if person(face) == called[number]]
        for face in group:
            if person(face) != called[number]:
                home = homes.get(person(face))
                to = anchors([one for one in groups[home] if person(one) == person(face)]) if home is not None else None
                said.append({"move": place(face), "to": to, "from": anchors(right)})
    for number, group in sorted(groups.items()):
        if homes[called[number]] != number:
            own = [[one for one in groups[n] if person(one) == called[n]] for n in (homes[called[number]], number)]
            said.append({"merge": [anchors(own[0]), anchors(own[1])]})
    rest = random.Random(seed)
    rest.shuffle(said)
    said = said[:CORRECTIONS]
    while len(said) < CORRECTIONS:
        face, other = rest.sample(faces, 2)
        if person(face) != person(other):
            said.append({"not": place(face), "cluster": [place(other)]})
    return said


def kept(said, faces):
    """The number of corrections that the clusters satisfy."""
    where = {json.dumps(place(face)): face["cluster"] for face in faces}
    at = lambda group: [where[json.dumps(one)] for one in group or []]
    count = 0
    for line in said:
        if "merge" in line:
            count += len(set(at(line["merge"][0]) + at(line["merge"][1]))) == 1
        else:
            cluster = where[json.dumps(line.get("move") or line["not"])]
            count += set(at(line.get("to"))) <= {cluster} and cluster not in at(line.get("from") or line.get("cluster"))
    return count


def on_wild(photos, row):
    from sklearn.metrics import adjusted_rand_score

    faces = records("fc-embed", "--drop-errors", *sorted(glob.glob(f"{photos}/people/*/*.jpg") + glob.glob(f"{photos}/pairs/*/*.jpg")))
    wild = [face for face in faces if "/people/" in face["path"]]
    for what, given, thresholds in (("people", wild, (0.35, 0.4, 0.5, 0.8)), ("people` and `pairs", faces, (0.3, 0.5, 0.6))):
        for threshold in thresholds:
            before, after, counts = [], [], []
            for seed in range(5):
                command = ["fc-whispers", "--threshold", str(threshold), "--seed", str(seed)]
                plain = records(*command, of=given)
                said = corrections(plain, seed)
                with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
                    file.writelines(json.dumps(line) + "\n" for line in said)
                    file.flush()
                    taught = records(*command, "--constraints", file.name, of=given)
                truth = [person(face) for face in given]
                before.append(adjusted_rand_score(truth, [face["cluster"] for face in plain]))
                after.append(adjusted_rand_score(truth, [face["cluster"] for face in taught]))
                counts.append(kept(said, taught))
            row(f"fc-whispers --threshold {threshold}, `{what}`: ten corrections kept of 10, in 5 trials; ARI before and after",
                f"{min(counts)} … {max(counts)}; {sum(before) / 5:.3f}, {sum(after) / 5:.3f}", "10, not lower in any",
                min(counts) == CORRECTIONS and all(b <= a + 1e-12 for b, a in zip(before, after)))


def main():
    print("| what | figure | target | met |\n|---|---|---|---|", flush=True)
    on_wild(sys.argv[1], table.row)
    sys.exit(1 if table.worse else 0)


if __name__ == "__main__":
    main()
