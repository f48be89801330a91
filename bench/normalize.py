#!/usr/bin/env python3
"""fc-normalize as a script: orjson and numpy. usage: normalize.py < records > records"""
import math
import sys

import numpy as np
import orjson


def measure(p):
    def length(a, b):
        x, y = p[a] - p[b]
        return math.sqrt(x * x + y * y)

    def between(a, b, c):
        x, y = p[a] - (p[b] + p[c]) / 2
        return math.sqrt(x * x + y * y)

    jaw = length(0, 16)
    nose = length(27, 33)
    left, right = p[36:42].mean(axis=0), p[42:48].mean(axis=0)
    line, corners = right - left, p[45] - p[36]
    shift = (p[30] - (p[36] + p[45]) / 2) @ corners / (corners @ corners)
    return {
        "features": {
            "nose_size": round(nose / jaw, 6),
            "nose_ratio": round(nose / length(31, 35), 6),
            "mouth_width": round(length(48, 54) / jaw, 6),
            "mouth_height": round(length(51, 57) / jaw, 6),
            "eye_width": round((length(36, 39) + length(42, 45)) / 2 / jaw, 6),
            "eye_spacing": round(length(39, 42) / jaw, 6),
            "brow_height": round((between(19, 37, 38) + between(24, 43, 44)) / 2 / jaw, 6),
            "chin_height": round(length(57, 8) / jaw, 6),
        },
        "roll": round(math.degrees(math.atan2(line[1], line[0])), 2),
        "yaw": round(math.degrees(math.atan(shift / 0.5)), 2),
    }


def main():
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        record = orjson.loads(line)
        record.update(measure(np.array(record["landmarks"])))
        out.write(orjson.dumps(record) + b"\n")


if __name__ == "__main__":
    main()
