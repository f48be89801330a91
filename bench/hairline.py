#!/usr/bin/env python3
"""How well fc-points finds the hairline, on photos with hand-placed points. Prints a table; run by accuracy.py or alone.

usage: hairline.py PHOTOS      PHOTOS: the folder of photos with known truth; the programs must be on the PATH

Heights are those of the middle of the hairline (template points 138, 139 and 140) above the line through the eyes, along the
face's axis, in eye distances. Exits with 1 if a figure is worse than required.
"""
import glob
import os
import sys
import tempfile

import numpy as np
from scipy.stats import spearmanr

import table
from table import records, row


def template(path):
    lines = open(path[:-3] + "tem").read().splitlines()
    return np.array([list(map(float, line.split()[:2])) for line in lines[1 : int(lines[0]) + 1]])


def eyes(face):
    points = np.array(face["landmarks"])
    return points[36:42].mean(0), points[42:48].mean(0)


def height(points, face):
    """The height of the middle of a line above the line through the eyes, along the face's axis."""
    left, right = eyes(face)
    across = right - left
    up = np.array([across[1], -across[0]]) / (across @ across)
    return (np.mean(points, 0) - (left + right) / 2) @ up


def true_height(face):
    return height(template(face["path"])[138:141], face)


def landmarks(pattern):
    return records("fc-landmarks", "--largest", "--drop-errors", *sorted(glob.glob(pattern)))


def agreement(what, found, true, rank, count):
    """found, true: heights of the faces with a line; count: the number of all faces."""
    found, true = np.array(found), np.array(true)
    error, rho = abs(found - true), spearmanr(found, true)[0]
    row(f"{what}: Spearman", f"{rho:.3f} ({len(found)} of {count} have a line)", f"≥ {rank}", rho >= rank)
    row(f"{what}: median error", f"{np.median(error):.3f}", "≤ 0.035", np.median(error) <= 0.035)
    row(f"{what}: off by more than 0.25", f"{np.sum(error > 0.25)}", "≤ 1 %", np.sum(error > 0.25) <= 0.01 * count)
    return error


def gray(face, points):
    """The mean gray of a patch around points, a fifth of the eye distance wide."""
    import cv2

    photo = cv2.imread(face["path"], cv2.IMREAD_GRAYSCALE)
    left, right = eyes(face)
    half = max(1, int(np.hypot(*(right - left)) / 10))
    values = []
    for x, y in np.round(points).astype(int):
        patch = photo[max(0, y - half) : y + half + 1, max(0, x - half) : x + half + 1]
        if patch.size:
            values.append(patch.mean())
    return np.mean(values) if values else np.nan


def thirds(what, values, error):
    order = np.argsort(values)
    third = len(order) // 3
    low, high = np.median(error[order[:third]]), np.median(error[order[-third:]])
    ratio = max(low, high) / min(low, high)
    row(f"{what}: median error, lowest and highest third", f"{low:.3f}, {high:.3f}", "within 1.5 ×", ratio <= 1.5)


def by_kind(faces, error):
    cheeks = [gray(face, np.array(face["landmarks"])[[2, 14]] * 0.6 + np.array(face["landmarks"])[[31, 35]] * 0.4)
              for face in faces]
    thirds("by skin (dark to light)", cheeks, error)
    contrast = []
    for face in faces:
        left, right = eyes(face)
        across = right - left
        up = np.array([across[1], -across[0]])
        line = template(face["path"])[138:141]
        contrast.append(abs(gray(face, line + 0.25 * up) - gray(face, line - 0.25 * up)))
    thirds("by hair against skin (near to far)", contrast, error)


def cropped(faces, folder):
    """The faces on pictures cropped above the brows, at four heights."""
    import cv2

    for face in faces:
        photo = cv2.imread(face["path"])
        brows = min(y for _, y in face["landmarks"][17:27])
        hair = template(face["path"])[138:141, 1].mean()
        for share in (0.1, 0.4, 0.7, 0.95):
            top = max(0, int(brows + (hair - brows) * share))
            path = f"{folder}/{len(os.listdir(folder))}.png"
            cv2.imwrite(path, photo[top:])
            points = [[x, y - top] for x, y in face["landmarks"]]
            yield {"path": path, "width": face["width"], "height": face["height"] - top, "landmarks": points}


def refusals(photos, good):
    def share(faces):
        refused = [face.get("hairline_reason") for face in faces if not face.get("hairline")]
        return len(refused), len(faces), ", ".join(f"{r} {refused.count(r)}" for r in sorted(set(refused)))

    for what, faces in good:
        count, all_faces, why = share(faces)
        row(f"refused, {what}", f"{count} of {all_faces} {why}", "≤ 3 %", count <= 0.03 * all_faces)
    with tempfile.TemporaryDirectory() as folder:
        women = landmarks(f"{photos}/women/*.jpg")
        count, all_faces, why = share(records("fc-points", of=cropped(women, folder)))
    row("refused, women cropped above the brows", f"{count} of {all_faces} {why}", "≥ 90 %", count >= 0.9 * all_faces)
    bald = records("fc-landmarks", "--search", "thorough", f"{photos}/groups/bald_guys.jpg")
    count, all_faces, why = share(records("fc-points", of=bald))
    row("refused, `bald_guys.jpg` (23 of 24 shaved)", f"{count} of {all_faces} {why}", "≥ 90 %", count >= 0.9 * 23)


def hairline(photos):
    neutral = landmarks(f"{photos}/pairs/neutral/*.jpg")
    with tempfile.TemporaryDirectory() as folder:
        left_out = records(
            "fc-train", "--tem", "--tem-points", "134-144", "--name", "hairline",
            "--model-out", f"{folder}/hairline.points", of=neutral)
    found = [height(out["predicted"][4:7], face) for out, face in zip(left_out, neutral)]
    error = agreement("pairs/neutral, cross-validated", found, [true_height(f) for f in neutral], 0.76, len(neutral))
    by_kind(neutral, error)
    women = records("fc-points", of=landmarks(f"{photos}/women/*.jpg"))
    lines = [face for face in women if face["hairline"]]
    found = [height(face["hairline"][4:7], face) for face in lines]
    agreement("women, unseen", found, [true_height(f) for f in lines], 0.84, len(women))
    neutral = records("fc-points", of=neutral)
    smiling = records("fc-points", of=landmarks(f"{photos}/pairs/smiling/*.jpg"))
    smile = {os.path.basename(face["path"]): face for face in smiling if face["hairline"]}
    both = [(f, smile[os.path.basename(f["path"])]) for f in neutral
            if f["hairline"] and os.path.basename(f["path"]) in smile]
    over_eyes = np.array([[height(face["hairline"][4:7], face) for face in pair] for pair in both])
    brows = np.array([[height(np.array(face["landmarks"])[17:27], face) for face in pair] for pair in both])
    r = np.corrcoef(over_eyes.T)[0, 1]
    row(f"smiling against neutral, {len(both)} people: hairline over the eyes, r", f"{r:.3f}", "≥ 0.95", r >= 0.95)
    row("the same: hairline over the brows, r", f"{np.corrcoef((over_eyes - brows).T)[0, 1]:.3f}")
    refusals(photos, [("pairs/neutral (learned from)", neutral), ("pairs/smiling", smiling), ("women, unseen", women)])


def main():
    print("| what | figure | target | met |\n|---|---|---|---|", flush=True)
    hairline(sys.argv[1])
    sys.exit(1 if table.worse else 0)


if __name__ == "__main__":
    main()
