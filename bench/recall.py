#!/usr/bin/env python3
"""Checks whether faces are found in photos of any size: one face of known px on photos of many sizes. Prints a table.

usage: recall.py PHOTOS [DETECTOR …]      PHOTOS: the folder of photos with known truth; it may be missing

Uses drawn faces, and real ones if there are photos, on gray, noise and landscapes. The px of a face are the width of the box that
the default detector finds in its original, large photo. Called by accuracy.py, for the default detector.
"""
import glob
import os
import sys
import tempfile

import cv2
import numpy as np

from table import records

WIDTHS = (400, 481, 1000, 2300, 4000)  # px, of photos of 4 : 3
FACES = (40, 60, 80, 110)  # px


def is_promised(search, photo, face, detector="hog"):
    """Whether --help promises that the face is found."""
    pixels = photo * (photo * 3 // 4)
    if detector == "cnn":
        small, large = 1e6, 4e6
    else:
        small, large = (4e6 if search == "fast" else 24e6), np.inf
    return pixels <= small and face >= 40 or pixels <= large and face >= 80


def sources(photos, folder, count):
    """The paths of photos with one face, and the face's box."""
    drawn = os.path.join(folder, "drawn")
    records("fc-synth", "--count", str(count), "--seed", "5", "--out", drawn)
    paths = sorted(glob.glob(f"{drawn}/*.jpg")) + sorted(glob.glob(f"{photos}/women/*.jpg"))[: 3 * count : 3]
    return [(face["path"], face["box"]) for face in records("fc-detect", "--largest", *paths)]


def backgrounds(photos):
    generator = np.random.default_rng(1)
    landscapes = [cv2.imread(path) for path in sorted(glob.glob(f"{photos}/notfaces/*.jpg"))]

    def make(index, width, height):
        if index % 3 == 0 or (index % 3 == 2 and not landscapes):
            return np.full((height, width, 3), 90 + 10 * (index % 9), np.uint8)
        if index % 3 == 1:
            return generator.normal(128, 25, (height, width, 3)).clip(0, 255).astype(np.uint8)
        return cv2.resize(landscapes[index // 3 % len(landscapes)], (width, height), interpolation=cv2.INTER_CUBIC)

    return make


def paste(source, box, px, canvas, place):
    """Puts the source's face, with a margin of half its width, onto the canvas; returns its box there."""
    x, y, width, height = box
    margin = width // 2
    left, top = max(0, x - margin), max(0, y - margin)
    scale = px / width
    patch = cv2.imread(source)[top : y + height + margin, left : x + width + margin]
    patch = cv2.resize(patch, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    rows, columns = patch.shape[:2]
    at = [int(place[0] * (canvas.shape[1] - columns)), int(place[1] * (canvas.shape[0] - rows))]
    canvas[at[1] : at[1] + rows, at[0] : at[0] + columns] = patch
    return [at[0] + (x - left) * scale, at[1] + (y - top) * scale, px, px]


def overlap(a, b):
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    both = max(0, width) * max(0, height)
    return both / (a[2] * a[3] + b[2] * b[3] - both)


def recall(photos, detectors=("hog",), searches=("fast", "thorough"), count=3):
    """{(detector, search, photo px, face px): [faces, found, false ones]}; false ones' scores."""
    figures, false_scores = {}, []
    with tempfile.TemporaryDirectory() as folder:
        faces = sources(photos, folder, count)
        make = backgrounds(photos)
        for width in WIDTHS:
            for px in FACES:
                truth = {}
                for index, (source, box) in enumerate(faces):
                    canvas = make(index, width, width * 3 // 4)
                    place = ((0.37 * index + 0.1) % 1, (0.61 * index + 0.3) % 1)
                    truth[f"{folder}/{index}.png"] = paste(source, box, px, canvas, place)
                    cv2.imwrite(f"{folder}/{index}.png", canvas, [cv2.IMWRITE_PNG_COMPRESSION, 1])
                for detector in detectors:
                    for search in searches:
                        found = records("fc-detect", "--drop-errors", "--detector", detector, "--search", search, *truth)
                        right = {face["path"] for face in found if overlap(face["box"], truth[face["path"]]) > 0.3}
                        wrong = [face for face in found if overlap(face["box"], truth[face["path"]]) <= 0.3]
                        figures[detector, search, width, px] = [len(truth), len(right), len(wrong)]
                        false_scores += [(detector, search, width, px, face["score"], face["box"]) for face in wrong]
    return figures, false_scores


def main():
    photos, *detectors = sys.argv[1:]
    detectors = detectors or ["hog"]
    figures, false_scores = recall(photos, detectors)
    for detector in detectors:
        for search in ("fast", "thorough"):
            print(f"\n{detector}, {search}: found of {figures[detector, search, WIDTHS[0], FACES[0]][0]}, false ones "
                  "(brackets: not promised)\n")
            print("| photo, px | " + " | ".join(f"face of {px}" for px in FACES) + " |\n|---" + "|---" * len(FACES) + "|")
            for width in WIDTHS:
                cells = []
                for px in FACES:
                    _, right, wrong = figures[detector, search, width, px]
                    text = f"{right}" + (f" ({wrong} false)" if wrong else "")
                    cells.append(text if is_promised(search, width, px, detector) else f"[{text}]")
                print(f"| {width} | " + " | ".join(cells) + " |", flush=True)
    for one in false_scores:
        print("false:", *one)


if __name__ == "__main__":
    main()
