#!/usr/bin/env python3
"""fc-normalize as a script: orjson and numpy, a thousand records at a time. usage: normalize.py < records > records"""
import sys
from itertools import islice

import numpy as np
import orjson

NAMES = [
    "nose_size", "nose_ratio", "mouth_width", "mouth_height", "eye_width", "eye_spacing", "brow_height", "chin_height",
]


def measure(p):
    """Features, roll and yaw of faces × 68 × 2 points."""

    def length(a, b):
        return np.linalg.norm(p[:, a] - p[:, b], axis=1)

    def to_middle(a, b, c):
        return np.linalg.norm(p[:, a] - (p[:, b] + p[:, c]) / 2, axis=1)

    jaw, nose = length(0, 16), length(27, 33)
    features = [
        nose / jaw,
        nose / length(31, 35),
        length(48, 54) / jaw,
        length(51, 57) / jaw,
        (length(36, 39) + length(42, 45)) / 2 / jaw,
        length(39, 42) / jaw,
        (to_middle(19, 37, 38) + to_middle(24, 43, 44)) / 2 / jaw,
        length(57, 8) / jaw,
    ]
    line = p[:, 42:48].mean(axis=1) - p[:, 36:42].mean(axis=1)
    corners = p[:, 45] - p[:, 36]
    shift = ((p[:, 30] - (p[:, 36] + p[:, 45]) / 2) * corners).sum(axis=1) / (corners**2).sum(axis=1)
    roll, yaw = np.degrees(np.arctan2(line[:, 1], line[:, 0])), np.degrees(np.arctan(shift / 0.5))
    return np.column_stack(features).round(6).tolist(), roll.round(2).tolist(), yaw.round(2).tolist()


def main():
    out = sys.stdout.buffer
    while lines := list(islice(sys.stdin.buffer, 1000)):
        records = [orjson.loads(line) for line in lines]
        points = np.array([record["landmarks"] for record in records])
        for record, features, roll, yaw in zip(records, *measure(points)):
            record["features"] = dict(zip(NAMES, features))
            record["roll"], record["yaw"] = roll, yaw
            out.write(orjson.dumps(record) + b"\n")


if __name__ == "__main__":
    main()
