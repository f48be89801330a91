#!/usr/bin/env python3
"""Writes landmark_codes.json: points and their packed form, computed from the documentation of
LandmarkCode; both the page's writer and the page's script are tested with it.

    Tests/Pages/make_landmark_codes.py > Tests/Pages/landmark_codes.json

"back" is the result of unpacking: within a cell and a half of the point, except for steps that are too long."""
import json
import math

GRID = 825
DIGITS = [chr(c) for c in range(33, 127) if chr(c) not in "\"&'<>`"]
STARTS = {0, 17, 22, 27, 31, 36, 42, 48, 60}
assert len(DIGITS) == 88


def cell(value):
    scaled = (value + 0.25) / 1.5 * (GRID - 1)
    return min(max(math.floor(scaled + 0.5), 0), GRID - 1)


def pack(points):
    code, back, at = "", [], (0, 0)
    for index, (x, y) in enumerate(points):
        wanted = (cell(x), cell(y))
        if index in STARTS:
            number = wanted[0] + GRID * wanted[1]
            code += "".join(DIGITS[number // 88 ** place % 88] for place in range(3))
            at = wanted
        else:
            # The nearest number of double cells, half a cell up, as far as a digit goes.
            steps = [min(max(math.floor((new - old + (new > old)) / 2), -44), 43)
                     for new, old in zip(wanted, at)]
            code += "".join(DIGITS[step + 44] for step in steps)
            at = tuple(old + 2 * step for old, step in zip(at, steps))
        back.append([round(part / (GRID - 1) * 1.5 - 0.25, 7) for part in at])
    return code, back


def case(name, points):
    code, back = pack(points)
    return dict(name=name, points=[[round(x, 6), round(y, 6)] for x, y in points], code=code, back=back)


def wave(index):
    """A line across the grid in steps of nearly 0.15, about the longest that fit, and back."""
    along = index % 20 if index % 20 < 10 else 20 - index % 20
    return (-0.22 + 0.147 * along, 1.2 - 0.144 * along)


spiral = [(0.5 + 0.006 * i * math.cos(0.3 * i), 0.45 + 0.006 * i * math.sin(0.3 * i)) for i in range(68)]
leap = [(0.2, 0.2)] * 68
leap[1] = leap[2] = (0.5, 0.2)
corners = [(-9.0, 9.0)] + [(0.0, 0.0)] * 67
cases = [case("a spiral", spiral), case("the longest steps", [wave(i) for i in range(68)]),
         case("a step too long", leap), case("beyond the grid", corners)]
print("[\n" + ",\n".join(json.dumps(entry) for entry in cases) + "\n]")
