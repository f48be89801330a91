"""Prints Numbers.swift: the expected values for the generator, the parameters and the drawn pictures.

    python3 make_numbers.py path/to/drawn_face.py > Numbers.swift

The generator and the planted proportions are computed here in plain Python, independently of the module under test. The
pictures' block means come from the prototype that the module was ported from (it needs numpy and opencv-python).
"""

import importlib.util
import sys

MASK = (1 << 64) - 1


def mix(i):
    z = (i + 1) * 0x9E3779B97F4A7C15 & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


class Generator:
    def __init__(self, seed):
        self.counter = mix(seed) >> 1

    def uniform(self, a=0.0, b=1.0):
        self.counter += 1
        return a + (b - a) * ((mix(self.counter) >> 11) / 2.0**53)

    def normal(self, limit):
        total = 0.0
        for _ in range(12):
            total += self.uniform()
        return min(max(total - 6, -limit), limit)

    def index(self, n):
        return min(n - 1, int(self.uniform() * n))


NAMES = "jaw_width face_height eye_spacing eye_width nose_width nose_length mouth_width lip_height brow_height".split()
NOMINAL = dict(zip(NAMES, (1, 0.765, 0.262, 0.178, 0.178, 0.335, 0.355, 0.115, 0.148)))
SPREAD = dict(zip(NAMES, (0.05, 0.040, 0.020, 0.011, 0.021, 0.024, 0.030, 0.022, 0.015)))
SIGNS = [(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)]


def lower_lip(p):
    return -0.062 + p["nose_length"] + 0.107 + p["lip_height"]


def random_face(seed):
    r = Generator(seed)
    return {n: NOMINAL[n] + SPREAD[n] * r.normal(2.5) for n in NAMES}, r


def typed_face(kind, seed, shift=1.2, within=0.5):
    r, p, signs = Generator(seed), dict(NOMINAL), SIGNS[kind]
    groups = (("eye_spacing", "eye_width", "brow_height"), ("nose_width", "mouth_width"), ("lip_height", "nose_length"))
    for group, sign in zip(groups, signs):
        for n in group:
            p[n] += SPREAD[n] * (shift * sign + within * r.normal(2.5))
    chin = 0.274 + 0.034 * (shift * signs[2] + within * r.normal(2.5))
    p["jaw_width"] += SPREAD["jaw_width"] * within * r.normal(2.5)
    p["face_height"] = lower_lip(p) + chin
    return p, r


def planted(p):
    return [p[n] for n in NAMES] + [p["face_height"] - lower_lip(p)]


def nuisance(r):
    """In the order in which the numbers are drawn."""
    skin, hair, iris = r.index(8), r.index(8), r.index(6)
    if skin >= 5:
        hair, iris = (0, 1, 7, 6)[hair % 4], (0, 1, 5)[iris % 3]
    lengths = [min(max(0.35 * r.normal(6), -0.8), 0.8), r.uniform(0.62, 0.70), min(max(2 * r.normal(6), -5), 5)]
    lengths += [r.uniform(0.93, 1.05), r.uniform(-0.04, 0.04), r.uniform(-0.03, 0.03)]
    indices = [skin, hair, iris, r.index(7), r.index(6), r.index(6)]
    lengths += [r.uniform(-0.16, 0.16), r.uniform(0, 0.032), r.uniform(0.055, 0.068), r.uniform(-0.19, 0.19)]
    return indices + [r.index(1 << 30)], lengths


def block_means(picture, blocks=8):
    n = len(picture) // blocks
    gray = picture.mean(axis=2).reshape(blocks, n, blocks, n).mean(axis=(1, 3))
    return [round(float(v), 2) for v in gray.ravel()], [round(float(v), 2) for v in picture.mean(axis=(0, 1))]


def listing(values, indent="      "):
    lines, line = [], ""
    for v in values:
        item = f"{v}, "
        if len(indent) + len(line) + len(item) > 98:
            lines.append(indent + line.rstrip())
            line = ""
        line += item
    return "\n".join(lines + [indent + line.rstrip()])


def main():
    spec = importlib.util.spec_from_file_location("prototype", sys.argv[1])
    prototype = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(prototype)

    print("// Made by make_numbers.py; do not edit.\n// swift-format-ignore-file\n\nenum Expected {")
    print("  static let mixed: [(input: UInt64, output: UInt64)] = [")
    for i in (0, 1, 2, 12345, MASK):
        print(f"    ({i:#x}, {mix(i):#x}),")
    r = Generator(7)
    print("  ]\n\n  /// Seed 7: four uniform numbers, three normal ones, four indices below 10.")
    print("  static let drawn: (uniform: [Double], normal: [Double], indices: [Int]) = (")
    print(f"    {[r.uniform() for _ in range(4)]},")
    print(f"    {[r.normal(2.5) for _ in range(3)]},")
    print(f"    {[r.index(10) for _ in range(4)]}\n  )\n")

    print("  static let planted: [(type: Int?, seed: UInt64, values: [Double])] = [")
    for kind, seed in ((None, 0), (None, 1), (None, 987654321), (0, 0), (1, 1), (2, 42), (3, MASK)):
        p, _ = typed_face(kind, seed) if kind is not None else random_face(seed)
        print(f"    (\n      {'nil' if kind is None else kind}, {seed:#x},\n      [\n{listing(planted(p), '        ')}")
        print("      ]\n    ),")
    print("  ]\n\n  /// Skin, hair, iris, clothing, backdrop, hair style, texture; then jaw squareness, forehead, roll,")
    print("  /// scale, offset x and y, light, smile, eye opening, part.")
    print("  static let nuisance: [(seed: UInt64, indices: [Int], lengths: [Double])] = [")
    for seed in (0, 5, 6):
        indices, lengths = nuisance(random_face(seed)[1])
        print(f"    (\n      {seed}, {indices},\n      [\n{listing(lengths, '        ')}\n      ]\n    ),")

    print("  ]\n\n  /// One random face of 160 pixels for each hair style: the gray level (mean of the three channels)")
    print("  /// of 8 × 8 blocks, and the means of red, green and blue.")
    print("  static let pictures: [(seed: UInt64, style: Int, blocks: [Double], means: [Double])] = [")
    for style in range(6):
        seed = next(s for s in range(1000) if nuisance(random_face(s)[1])[0][5] == style)
        blocks, means = block_means(prototype.face(prototype.random_params(seed), 160))
        print(f"    (\n      {seed}, {style},\n      [\n{listing(blocks, '        ')}\n      ],\n      {means}\n    ),")
    print("  ]\n}")


main()
