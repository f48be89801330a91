#!/usr/bin/env python3
"""Draws the examples of docs/numbers.md into docs/numbers/: made points, and what the programs say of them.

usage: numbers.py FOLDER      the programs stand on the PATH
"""
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile

COLOURS = ["#0072b2", "#d55e00", "#009e73", "#777777"]
NAMES = ["eye_width", "face_height"]
PANEL, HEIGHT = 300, 230


def run(command, records):
    lines = "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def faces(points):
    return [{"path": str(i), "features": dict(zip(NAMES, map(float, point)))} for i, point in enumerate(points)]


def blob(count, x, y, spread, generator):
    return [(x + generator.gauss(0, spread), y + generator.gauss(0, spread)) for _ in range(count)]


def clusters(points, k, *options):
    return run(["fc-kmeans", "-q", "-k", str(k), "--scale", "none", *options], faces(points))


class Panel:
    """A part of a picture with points in a frame: x and y from 0 to 6 and 0 to 4.6."""

    def __init__(self, place):
        self.left, self.parts = place * (PANEL + 20), []

    def at(self, x, y):
        return f"{self.left + 10 + x * 46.5:.1f}", f"{HEIGHT - 30 - y * 42:.1f}"

    def dot(self, point, colour, radius=4, hollow=False):
        x, y = self.at(*point)
        look = f'fill="none" stroke="{colour}" stroke-width="1.5"' if hollow else f'fill="{colour}"'
        self.parts.append(f'<circle cx="{x}" cy="{y}" r="{radius}" {look}/>')

    def line(self, start, end, colour="#777", dash="", width=1.5):
        (a, b), (c, d) = self.at(*start), self.at(*end)
        dash = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<path d="M{a} {b}L{c} {d}" stroke="{colour}" stroke-width="{width}" fill="none"{dash}/>')

    def area(self, start, end, y, colour):
        (left, top), (right, _) = self.at(start, y), self.at(end, y)
        width = float(right) - float(left)
        self.parts.append(f'<rect x="{left}" y="{top}" width="{width:.1f}" height="10.5" fill="{colour}" opacity=".18"/>')

    def text(self, point, words, anchor="start"):
        x, y = self.at(*point)
        self.parts.append(f'<text x="{x}" y="{y}" text-anchor="{anchor}">{words}</text>')

    def label(self, words):
        self.parts.append(f'<text x="{self.left + PANEL / 2}" y="{HEIGHT - 8}" text-anchor="middle">{words}</text>')

    def __str__(self):
        frame = f'<rect x="{self.left + 1}" y="1" width="{PANEL - 2}" height="{HEIGHT - 28}" fill="none" stroke="#ccc"/>'
        return frame + "\n" + "\n".join(self.parts) + "\n"


def save(folder, name, title, panels):
    width = len(panels) * (PANEL + 20) - 20
    with open(os.path.join(folder, name + ".svg"), "w") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}" height="{HEIGHT}" '
            f'font-family="sans-serif" font-size="13" fill="#222" role="img">\n<title>{title}</title>\n'
            f'<rect width="{width}" height="{HEIGHT}" fill="#fff"/>\n' + "".join(map(str, panels)) + "</svg>\n")


def scattered(panel, points, found):
    for point, face in zip(points, found):
        panel.dot(point, COLOURS[face["cluster"]])


def silhouette(folder, sets, rows):
    panels = []
    for place, (points, row) in enumerate(zip(sets, rows)):
        panel = Panel(place)
        scattered(panel, points, clusters(points, 3))
        panel.label(f"three clusters: silhouette {row[2]['silhouette']:.2f}")
        panels.append(panel)
    save(folder, "silhouette", "Three groups apart, and one group cut into three", panels)


def gap(folder, rows):
    panels = []
    for place, row in enumerate(rows):
        panel = Panel(place)
        values = [one["gap"] for one in row]
        top = max(max(one["gap"] for one in each) for each in rows)
        points = [(0.6 + i * 0.95, 0.4 + 3.6 * max(0, value) / top) for i, value in enumerate(values)]
        panel.line((0.2, 0.4), (5.8, 0.4), dash="4 3")
        for start, end in zip(points, points[1:]):
            panel.line(start, end, COLOURS[0])
        for k, (point, one) in enumerate(zip(points, row), 1):
            panel.dot(point, COLOURS[1] if one.get("gap_pick") else COLOURS[0], 6 if one.get("gap_pick") else 4)
            panel.text((point[0], 0.05), f"{k}", "middle")
        picked = next(one["k"] for one in row if one.get("gap_pick"))
        panel.label("gap picks 1: no groups" if picked == 1 else f"gap picks {picked}")
        panels.append(panel)
    save(folder, "gap", "How much tighter the faces are than samples without groups, for 1 to 6 clusters", panels)


def stability(folder, points, rows):
    panels = []
    for place in range(2):
        half = points[place::2]
        panel = Panel(place)
        found = clusters(half, 3)
        centres = []
        for number in range(3):
            own = [point for point, face in zip(half, found) if face["cluster"] == number]
            centres.append([sum(values) / len(own) for values in zip(*own)])
        # Left to right, so that the same place has the same colour in both halves.
        centres.sort()
        nearest = lambda x, y: min(range(3), key=lambda i: (x - centres[i][0]) ** 2 + (y - centres[i][1]) ** 2)
        for y in (0.2 + 0.25 * row for row in range(18)):
            runs = itertools.groupby((0.05 + 0.05 * step for step in range(118)), lambda x: nearest(x, y - 0.12))
            for number, places in runs:
                places = list(places)
                panel.area(places[0], places[-1] + 0.05, y, COLOURS[number])
        for point in half:
            panel.dot(point, COLOURS[nearest(*point)])
        panel.label(("one half of the faces", "the other half")[place])
        panels.append(panel)
    save(folder, "stability", f"Two halves of one group, cut into three: agreement {rows[2]['stability']:.2f}", panels)


# Two groups whose centres lie at 1.5 and 4.5, the border halfway; the last face is the one looked at.
GROUPS = [(1.2, 2.2), (1.8, 2.6), (1.5, 1.8), (1.5, 2.6), (4.2, 2.2), (4.8, 2.6), (4.5, 1.8), (4.5, 2.6)]


def margin(folder):
    panels = []
    for place, x in enumerate((1.9, 2.8)):
        points = GROUPS + [(x, 3.3)]
        found = clusters(points, 2)
        face = found[-1]
        panel = Panel(place)
        scattered(panel, points[:-1], found)
        centres = []
        for number in (face["cluster"], face["runner_up"]):
            own = [point for point, one in zip(points, found) if one["cluster"] == number]
            centres.append([sum(values) / len(own) for values in zip(*own)])
        for centre, colour in zip(centres, (COLOURS[0], COLOURS[1])):
            panel.line(points[-1], centre, "#222", "3 3")
        panel.line(((centres[0][0] + centres[1][0]) / 2, 0.2), ((centres[0][0] + centres[1][0]) / 2, 4.4))
        panel.dot(points[-1], COLOURS[face["cluster"]], 7)
        panel.label(f"the large face: margin {face['margin']:.2f}")
        panels.append(panel)
    save(folder, "margin", "A face well inside its cluster, and one near the border", panels)


def steadiness(folder, generator):
    panels = []
    points = GROUPS + [(2.3, 3.3)]
    for place, (across, along) in enumerate(((0.12, 0.45), (0.8, 0.12))):
        with tempfile.TemporaryDirectory() as work:
            within = os.path.join(work, "within.json")
            with open(within, "w") as file:
                json.dump({
                    "model": "within-person", "people": 30, "photos": 60, "deviations": dict(zip(NAMES, (1, 1))),
                    "covariance": [[across**2 / 2, 0], [0, along**2 / 2]]}, file)
            found = clusters(points, 2, "--within", within)
        panel = Panel(place)
        scattered(panel, points[:-1], found)
        own, other = (
            [sum(values) / len(group) for values in zip(*group)]
            for group in ([p for p, f in zip(points, found) if f["cluster"] == found[-1]["cluster"]], GROUPS[4:]))
        for _ in range(24):
            photo = (points[-1][0] + generator.gauss(0, across), points[-1][1] + generator.gauss(0, along))
            stays = sum((a - b) ** 2 for a, b in zip(photo, own)) < sum((a - b) ** 2 for a, b in zip(photo, other))
            panel.dot(photo, COLOURS[0] if stays else COLOURS[1], 3, hollow=True)
        middle = (own[0] + other[0]) / 2
        tilt = (own[1] - other[1]) / (other[0] - own[0])
        centre = (own[1] + other[1]) / 2
        panel.line((middle + tilt * (0.2 - centre), 0.2), (middle + tilt * (4.4 - centre), 4.4))
        panel.dot(points[-1], COLOURS[0], 7)
        panel.label(f"margin {found[-1]['margin']:.2f}, steadiness {found[-1]['steadiness']:.2f}")
        panels.append(panel)
    save(folder, "steadiness", "One face, and where its person's other photos would lie (rings)", panels)


def sketch(panel, x, width, eye):
    """A face: an outline, eyes, a nose and a mouth."""
    (left, top), (right, bottom) = panel.at(x - width, 3.9), panel.at(x + width, 1.3)
    middle, half = (float(left) + float(right)) / 2, (float(bottom) - float(top)) / 2
    centre = float(top) + half
    pen = 'fill="none" stroke="#222" stroke-width="1.5"'
    panel.parts.append(f'<ellipse cx="{middle}" cy="{centre}" rx="{(float(right) - float(left)) / 2}" ry="{half}" {pen}/>')
    for side in (-1, 1):
        panel.parts.append(f'<ellipse cx="{middle + side * width * 20:.1f}" cy="{centre - 10}" rx="{eye}" ry="{eye * .6:.1f}" {pen}/>')
    panel.parts.append(f'<path d="M{middle} {centre - 4}v18h-4M{middle - 12} {centre + 28}q12 8 24 0" {pen}/>')


def exact_interval(right, count):
    """Clopper and Pearson's, of 95 %."""
    def below(share, most):
        return sum(math.comb(count, i) * share**i * (1 - share) ** (count - i) for i in range(most + 1))

    def halved(is_low):
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if is_low(middle) else (low, middle)
        return low
    return halved(lambda share: 1 - below(share, right - 1) < 0.025), halved(lambda share: below(share, right) > 0.025)


def quiz(folder):
    faces, bars = Panel(0), Panel(1)
    for x, width, eye in ((1, 0.75, 8), (3, 0.5, 5.5), (5, 0.78, 8.5)):
        sketch(faces, x, width, eye)
    faces.text((3, 0.7), "Which is the odd one?", "middle")
    for y, words, right in ((3.2, "clusters", 144), (1.9, "random groups", 84)):
        low, high = exact_interval(right, 240)
        colour = COLOURS[0] if words == "clusters" else COLOURS[3]
        bars.text((0.2, y + 0.35), f"{words}: {right / 240:.0%} right ({low:.0%} to {high:.0%})")
        bars.line((0.2, y), (0.2 + 5.6 * right / 240, y), colour, width=12)
        bars.line((0.2 + 5.6 * low, y), (0.2 + 5.6 * high, y), "#222", width=2)
        bars.line((0.2 + 5.6 / 3, y - 0.25), (0.2 + 5.6 / 3, y + 0.25), "#222", "3 3")
    bars.text((0.2 + 5.6 / 3, 1.1), "guessing: 33 %", "middle")
    bars.label("of 240 answers each")
    save(folder, "quiz", "Three faces, and how often the odd one was found", [faces, bars])


def main():
    (folder,) = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    generator = random.Random(3)
    apart = sum((blob(20, x, y, 0.35, generator) for x, y in ((1.2, 1.2), (4.8, 1.2), (3, 3.6))), [])
    one = blob(60, 3, 2.2, 0.8, generator)
    rows = [run(["fc-elbow", "-q", "--scale", "none", "--k-max", "6"], faces(points)) for points in (apart, one)]
    silhouette(folder, (apart, one), rows)
    gap(folder, rows)
    stability(folder, one, rows[1])
    margin(folder)
    steadiness(folder, generator)
    quiz(folder)
    for points in rows:  # what docs/numbers.md quotes
        print([(row["k"], row["silhouette"], round(row["gap"], 2), row["stability"]) for row in points], points[-1]["verdict"])


if __name__ == "__main__":
    main()
