"""Compares steadiness with what happened, for accuracy.py: people on two photos, each left out of the covariance in turn."""
import glob
import json
import os
import tempfile

import numpy as np

from words import run

BINS = 5
MEASURES, SCALES, NUMBERS = ("eight", "stable", "looks"), ("zscore", "within"), (2, 4, 8)


def person(record):
    return os.path.basename(record["path"])


def measured(photos, kind):
    paths = sorted(glob.glob(f"{photos}/pairs/{kind}/*.jpg"))
    points = run(["fc-points", "-q"], run(["fc-landmarks", "-q", "--largest", *paths], []))
    return run(["fc-normalize", "-q", "--features", "all"], points)


def clustered(lines, *options):
    records = [json.loads(line) for line in run(["fc-kmeans", "-q", *options], lines)]
    return {person(record): record for record in records if record.get("cluster") is not None}


class Others:
    """For each person, a covariance learned from all others."""

    def __init__(self, folder, lines):
        self.folder = folder
        for name in {person(json.loads(line)) for line in lines}:
            others = [line for line in lines if person(json.loads(line)) != name]
            run(["fc-repeat", "-q", "--label-from-path", "([^/]*)$", "--covariance-out", self.of(name)], others)

    def of(self, name):
        return f"{self.folder}/{name}.json"


def faces(first, second, scale, k, others):
    """Steadiness, margin and whether the second photo is in the first one's cluster, for each person with both."""
    model = f"{others.folder}/model.json"
    first, second = ({person(json.loads(line)): line for line in lines} for lines in (first, second))
    if scale == "zscore":
        made = clustered(first.values(), "-k", str(k), "--model-out", model)
        after = clustered(second.values(), "--model", model)
    found = []
    for name in sorted(set(first) & set(second)):
        if scale == "within":
            made = clustered(first.values(), "-k", str(k), "--scale", f"within:{others.of(name)}", "--model-out", model)
            after = clustered([second[name]], "--model", model)
            told = made
        else:
            told = clustered([first[name]], "--model", model, "--within", others.of(name))
        if name in told and name in after:
            stayed = after[name]["cluster"] == told[name]["cluster"]
            found.append((told[name]["steadiness"], told[name]["margin"], stayed))
    return np.array(found, float)


def ranking(values, stayed):
    """The area under the ROC curve; None if all stayed, or none did."""
    stay, leave = values[stayed == 1], values[stayed == 0]
    if not len(stay) or not len(leave):
        return None
    return ((stay[:, None] > leave) + (stay[:, None] == leave) / 2).mean()


def on_pairs(photos, row):
    both = [measured(photos, kind) for kind in ("neutral", "smiling")]
    differences, rankings, everything = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        others = Others(folder, both[0] + both[1])
        for how in MEASURES:
            options = ["--features", how] if how != "eight" else []
            one, other = (run(["fc-normalize", "-q", *options], lines) for lines in both)
            for scale in SCALES:
                shares = []
                for k in NUMBERS:
                    # Either photo can come first.
                    found = [faces(one, other, scale, k, others), faces(other, one, scale, k, others)]
                    rankings += [(ranking(of[:, 0], of[:, 2]), ranking(of[:, 1], of[:, 2])) for of in found]
                    found = np.concatenate(found)
                    everything.append(found)
                    predicted, observed = found[:, 0].mean(), found[:, 2].mean()
                    differences.append(abs(predicted - observed))
                    shares.append(f"{predicted:.0%} and {observed:.0%}")
                row(f"steadiness, pairs, {how}, {scale}, k = 2, 4, 8: predicted and observed", "; ".join(shares))
    mean, worst = np.mean(differences), max(differences)
    row("the same: differences, mean and worst", f"{100 * mean:.1f} and {100 * worst:.1f} points", "≤ 4 and ≤ 9",
        mean <= 0.04 and worst <= 0.09)
    found = np.concatenate(everything)
    bins = np.minimum((found[:, 0] * BINS).astype(int), BINS - 1)
    shares = [(found[bins == one, 0].mean(), found[bins == one, 2].mean(), (bins == one).sum()) for one in range(BINS)
              if (bins == one).any()]
    row("the same, by fifths of steadiness: predicted and observed (faces)",
        "; ".join(f"{predicted:.0%} and {observed:.0%} ({count})" for predicted, observed, count in shares),
        "≤ 10 points apart with 100 faces or more",
        all(abs(predicted - observed) <= 0.1 for predicted, observed, count in shares if count >= 100))
    own, margins = (np.mean([pair[place] for pair in rankings if pair[0] is not None]) for place in (0, 1))
    row("the same: who stays, ranked by steadiness and by margin, AUC", f"{own:.3f} and {margins:.3f}", "≥ margin's",
        own >= margins)
