#!/usr/bin/env python3
"""How near fc-points' template of 189 points comes to the hand, on photos with webmorph's templates beside them. Prints
tables; its rows are called by accuracy.py, and alone it tells each region too.

usage: template.py PHOTOS [--trees]      PHOTOS: the folder of photos with known truth; the programs stand on the PATH
                                         --trees: what fc-train's trees reach on the 34, too; takes some minutes

"The 68, shifted": each moved by its mean distance from its partner, which the 68 were never meant to be. Errors are mean
distances from the hand-placed points in percent of the distance between the eyes' centres (that between
the hand-placed pupils is the same to a thousandth in the mean). People are left out in five folds, or the model is that
of the 34 and the people are those of another set. Along the jaw it is the distance of the hand-placed points from the
line through the found ones, since the 68 have others there.
"""
import os
import sys
import tempfile

import numpy as np

import table
from hairline import eyes, landmarks, template as placed
from table import records, row

REGIONS = {
    "pupils": [0, 1], "irises, lids": range(2, 50), "nose": [*range(50, 71), *range(179, 183)], "brows": range(71, 87),
    "mouth, philtrum": [*range(87, 109), *range(170, 174)], "cheeks": range(158, 170), "chin": range(174, 179),
    "jaw": range(125, 134), "ears": [*range(109, 125), *range(185, 189)], "hairline": range(134, 145),
    "outline of the hair": range(146, 157), "neck": [145, 157, 183, 184],
}
# The template's point for each of the 68 that both have: the eyes' corners and lids, wings and foot of the nose, lips.
BOTH = {
    "brows": {**{17 + i: 71 + i for i in range(5)}, **{22 + i: 78 + i for i in range(5)}},
    "nose": {31: 64, 33: 55, 35: 69},
    "eyes": {36: 18, 37: 19, 38: 21, 39: 22, 40: 30, 41: 28, 42: 23, 43: 24, 44: 26, 45: 27, 46: 33, 47: 31},
    "mouth": {**{48 + i: 87 + i for i in range(7)}, **{55 + i: 108 - i for i in range(5)},
              61: 95, 62: 96, 63: 97, 65: 102, 66: 101, 67: 100},
    "chin": {8: 129},
}
JAW = [111, *range(125, 134), 114]


def far(found, true):
    """Distances of points, an array: faces × points."""
    return np.hypot(*np.moveaxis(np.asarray(found) - true, -1, 0))


def from_line(points, line):
    """The distance of each point from the nearest place on a line through others."""
    starts, ends = line[:-1], line[1:]
    along = ends - starts
    share = ((points[:, None] - starts) * along).sum(-1) / (along**2).sum(-1)
    return far(starts + np.clip(share, 0, 1)[..., None] * along, points[:, None]).min(1)


class Faces:
    def __init__(self, pattern):
        self.records = landmarks(pattern)
        self.points = np.array([face["landmarks"] for face in self.records])
        self.true = np.array([placed(face["path"]) for face in self.records])
        ends = np.array([eyes(face) for face in self.records])
        self.unit = far(ends[:, 0], ends[:, 1])[:, None] / 100
        # As in the upright frame, as complex numbers: the eyes level and 1 apart.
        self.middle = ends.mean(1) @ [1, 1j]
        self.across = (ends[:, 1] - ends[:, 0]) @ [1, 1j]

    def upright(self, points):
        return (points @ [1, 1j] - self.middle[:, None]) / self.across[:, None]

    def upon(self, upright):
        there = upright * self.across[:, None] + self.middle[:, None]
        return np.stack([there.real, there.imag], -1)

    def error(self, found):
        return far(found, self.true) / self.unit

    def both(self, found, region=None):
        """The mean error on points that both have; found: the template's, or the 68."""
        pairs = [pair for name, named in BOTH.items() if region in (None, name) for pair in named.items()]
        own = [pair[found.shape[1] != 68] for pair in pairs]
        return (far(found[:, own], self.true[:, [pair[1] for pair in pairs]]) / self.unit).mean()

    def jaw(self, found):
        lines = found[:, :17] if found.shape[1] == 68 else found[:, JAW]
        errors = [from_line(true[125:134], line) for true, line in zip(self.true, lines)]
        return (np.array(errors) / self.unit).mean()


def folds(faces, learn):
    """What learn(of these faces) says of those that it has not seen."""
    number = np.arange(len(faces.records)) % 5
    parts = [learn(faces, number != fold)(faces) for fold in range(5)]
    return np.array([parts[fold][face] for face, fold in enumerate(number)])


def mean_shape(faces, taught):
    shape = faces.upright(faces.true)[taught].mean(0)
    return lambda others: others.upon(np.repeat(shape[None], len(others.records), 0))


def shifted(faces, taught):
    """The 68, each where its partner's mean is: what they are off beside being defined otherwise."""
    own, partners = np.array([pair for pairs in BOTH.values() for pair in pairs.items()]).T
    away = (faces.upright(faces.true)[:, partners] - faces.upright(faces.points)[:, own])[taught].mean(0)

    def predict(others):
        points = others.upright(others.points)
        points[:, own] += away
        return others.upon(points)
    return predict


def ridge(faces, taught):
    """Ridge regression from the 68. Descent starts with one that has each point follow the landmarks around it at least."""
    def split(points):
        return np.concatenate([points.real, points.imag], 1) * 64

    x, y = split(faces.upright(faces.points)[taught]), split(faces.upright(faces.true)[taught])
    weights = np.linalg.solve((x - x.mean(0)).T @ (x - x.mean(0)) + 250 * np.eye(136), (x - x.mean(0)).T @ (y - y.mean(0)))

    def predict(others):
        there = ((split(others.upright(others.points)) - x.mean(0)) @ weights + y.mean(0)) / 64
        return others.upon(there[:, :189] + 1j * there[:, 189:])
    return predict


def trained(faces, method, path):
    """What fc-train says of the people left out, and its model's file."""
    out = records("fc-train", "--tem", "--method", method, "--name", "template", "--model-out", path, of=faces.records)
    return np.array([face["predicted"] for face in out])


def found_by(faces, path):
    out = records("fc-points", "--model", path, of=faces.records)
    refused = sum(face["template"] is None for face in out)
    return np.array([face["template"] or np.full((189, 2), np.nan) for face in out]), refused


def rows(what, faces, found, refused):
    """Those of make accuracy: the template against the 68. A face that was refused makes the figures NaN, which is no."""
    error = faces.error(found)
    row(f"{what}: 189 points, mean and worst face", f"{error.mean():.2f} %, {error.mean(1).max():.1f} %", "≤ 4.5 % mean",
        error.mean() <= 4.5)
    ours, theirs = faces.both(found), faces.both(faces.points)
    row(f"{what}: points that both have, template and 68", f"{ours:.2f} %, {theirs:.2f} %", "no farther", ours <= theirs)
    ours, theirs = faces.jaw(found), faces.jaw(faces.points)
    row(f"{what}: along the jaw, template and 68", f"{ours:.2f} %, {theirs:.2f} %", "no farther", ours <= theirs)
    row(f"{what}: refused", f"{refused} of {len(found)}", "none", refused == 0)


def regions(what, faces, columns):
    print(f"\n| {what} | points | {' | '.join(columns)} |\n|---|--:|{'--:|' * len(columns)}")

    def line(name, points, values):
        figures = [f"{value:.2f}" if value is not None else "" for value in values]
        print(f"| {name} | {points} | {' | '.join(figures)} |")

    whole = {name: faces.error(found) for name, found in columns.items() if found.shape[1] == 189}
    for name, points in [("all", range(189)), *REGIONS.items()]:
        line(name, len(points), [whole[key][:, points].mean() if key in whole else None for key in columns])
    line("both have: all", sum(map(len, BOTH.values())), [faces.both(found) for found in columns.values()])
    for name, pairs in BOTH.items():
        line(f"both have: {name}", len(pairs), [faces.both(found, name) for found in columns.values()])
    line("along the jaw", 9, [faces.jaw(found) for found in columns.values()])


def template(photos, tells_regions=False, with_trees=False):
    people, others = Faces(f"{photos}/pairs/neutral/*.jpg"), Faces(f"{photos}/women/*.jpg")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "template.points")
        left_out = trained(people, "descent", path)
        unseen, refused = found_by(others, path)
        rows("template, pairs/neutral, cross-validated", people, left_out, 0)
        rows("template, women, unseen", others, unseen, refused)
        if not tells_regions:
            return
        trees = {"trees": trained(people, "trees", path)} if with_trees else {}
    taught = np.ones(len(people.records), bool)
    regions(f"{len(people.records)} people, left out in turn", people, {
        "template": left_out, "the 68": people.points, "the 68, shifted": folds(people, shifted), "mean shape": folds(people, mean_shape),
        "ridge from the 68": folds(people, ridge), **trees})
    regions(f"{len(others.records)} people of another set", others, {
        "template": unseen, "the 68": others.points, "the 68, shifted": shifted(people, taught)(others), "mean shape": mean_shape(people, taught)(others),
        "ridge from the 68": ridge(people, taught)(others)})


def main():
    print("| what | figure | wanted | reached |\n|---|---|---|---|", flush=True)
    template(sys.argv[1], tells_regions=True, with_trees="--trees" in sys.argv[2:])
    sys.exit(1 if table.worse else 0)


if __name__ == "__main__":
    main()
