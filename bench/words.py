"""Checks the words of fc-describe, for accuracy.py: repeated for another photo, and right on drawn faces."""
import glob
import json
import os
import subprocess
import tempfile


def run(command, lines):
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"accuracy: {' '.join(command[:4])} …: {done.stderr}")
    return done.stdout.splitlines(keepends=True)


def person(line):
    return os.path.basename(json.loads(line)["path"])


def words(lines, *options):
    described = run(["fc-describe", "-q", *options], lines)
    return {person(line): set(json.loads(line)["words"]) for line in described}


def opposites():
    """Each word and the one that contradicts it."""
    rows = [line.rstrip("\n").split("\t") for line in run(["fc-looks", "--list"], [])]
    by_way = {row[1]: row[0] for row in rows}
    return {word: by_way[{"low": "high", "high": "low"}[way.split()[0]] + " " + way.split()[1]]
            for way, word in by_way.items()}


def found_again(neutral, smiling):
    """The number of words for neutral photos, and the shares of these that the smiling photo of the same person also gets, or
    gets the opposite of; with the rule and without. A person's own photos are left out of the covariance that the rule
    uses; a word counts as repeated if the other photo is beyond the quantile."""
    opposite = opposites()
    with tempfile.TemporaryDirectory() as folder:
        norms, within = f"{folder}/norms.json", f"{folder}/within.json"
        run(["fc-describe", "-q", "--norms-out", norms], neutral)
        plain = ["--norms", norms, "--sure", "0"]
        again, unruled = words(smiling, *plain), words(neutral, *plain)
        ruled = {}
        for line in neutral:
            name = person(line)
            others = [other for other in neutral + smiling if person(other) != name]
            run(["fc-repeat", "-q", "--label-from-path", "([^/]*)$", "--covariance-out", within], others)
            ruled |= words([line], "--norms", norms, "--within", within)

    def shares(said):
        pairs = [(word, name) for name, of_face in said.items() for word in of_face if name in again]
        count = max(1, len(pairs))
        return (len(pairs) / max(1, len(said)), sum(word in again[name] for word, name in pairs) / count,
                sum(opposite[word] in again[name] for word, name in pairs) / count)

    return shares(ruled), shares(unruled)


# The planted proportion for each word's measure: one length over another.
PLANTED = {
    "nose_size": ("nose_length", "jaw_width"), "nose_width": ("nose_width", "jaw_width"),
    "eye_width": ("eye_width", "jaw_width"), "eye_spacing": ("eye_spacing", "jaw_width"),
    "mouth_width": ("mouth_width", "jaw_width"), "mouth_height": ("lip_height", "jaw_width"),
    "chin_height": ("chin_height", "jaw_width"), "brow_height": ("brow_height", "jaw_width"),
    "face_height": ("face_height", "jaw_width"), "jaw_width_ratio": ("jaw_width", "face_height"),
    "forehead_height": ("forehead_height", "jaw_width"),
}

TYPES = """0: wide-set eyes, large eyes, high brows, broad nose, wide mouth, full lips, long nose, long chin
1: wide-set eyes, large eyes, high brows, narrow nose, narrow mouth, thin lips, short nose, short chin
2: close-set eyes, small eyes, low brows, broad nose, wide mouth, thin lips, short nose, short chin
3: close-set eyes, small eyes, low brows, narrow nose, narrow mouth, full lips, long nose, long chin
"""


def measured(folder, model, *options):
    faces = run(["fc-synth", "-q", *options, "--out", folder], [])
    points = run(["fc-points", "-q", "--model", model], run(["fc-landmarks", "-q"], faces))
    return run(["fc-normalize", "-q", "--features", "looks"], points)


def drawn_hairline(folder):
    """A model of the hairline trained on drawn faces, since one trained on photos puts the line elsewhere on them."""
    faces = run(["fc-landmarks", "-q"], run(["fc-synth", "-q", "--count", "100", "--seed", "99", "--out", folder], []))
    placed = [json.dumps(json.loads(line) | {"hairline": json.loads(line)["planted_hairline"]}) + "\n" for line in faces]
    model = f"{folder}/hairline.points"
    run(["fc-train", "-q", "--folds", "0", "--points", "hairline", "--model-out", model], placed)
    return model


def directions(faces, *options):
    """Words for planted proportions, on faces planted beyond one deviation: right, none, wrong; and how many of all words
    for any face are on the wrong side of the mean by more than half a deviation."""
    meaning = {row.split("\t")[0]: row.split("\t")[1].split() for row in run(["fc-looks", "--list"], [])}
    described = [json.loads(line) for line in run(["fc-describe", "-q", *options], faces)]
    right = none = wrong = turned = 0
    for measure, (length, base) in PLANTED.items():
        known = [face for face in described if length in face["planted"] and "words" in face
                 and face["features"].get(measure) is not None]
        planted = [face["planted"][length] / face["planted"][base] for face in known]
        if not planted:
            continue
        mean = sum(planted) / len(planted)
        deviation = (sum((value - mean) ** 2 for value in planted) / len(planted)) ** 0.5
        for face, value in zip(known, planted):
            ways = [meaning[word][0] for word in face["words"] if meaning[word][1] == measure]
            z = (value - mean) / deviation
            sign = {"low": -1, "high": 1}[ways[0]] if ways else 0
            if abs(z) > 1:
                right, none, wrong = right + (sign * z > 0), none + (sign == 0), wrong + (sign * z < 0)
            turned += sign * z < -0.5
    return right, none, wrong, turned


def on_drawn(row):
    with tempfile.TemporaryDirectory() as folder:
        model = drawn_hairline(folder)
        plain = [measured(folder, model, "--count", "100", "--seed", str(seed)) for seed in range(1, 6)]
        for options in ([], ["--sure", "0"], ["--sure", "0", "--beyond", "0.75"]):
            found = [directions(faces, *options) for faces in plain]
            right, none, wrong, turned = (sum(column) for column in zip(*found))
            share = right / max(1, right + wrong)
            what = " ".join(["fc-describe", *options])
            row(f"{what}, drawn, planted beyond 1 deviation: said words right; without a word; wrong; of others reversed",
                f"{share:.1%}; {none / max(1, right + none + wrong):.0%}; {wrong}; {turned}", "95%; ; 0",
                share >= 0.95 and wrong == 0)
        with open(f"{folder}/looks.txt", "w") as file:
            file.write(TYPES)
        good = count = 0
        for seed in range(1, 6):
            faces = measured(folder, model, "--types", "4", "--count", "80", "--seed", str(seed))
            for line in run(["fc-looks", "-q", "--looks", f"{folder}/looks.txt"], run(["fc-describe", "-q"], faces)):
                face = json.loads(line)
                good, count = good + (face.get("look") == str(face["type"])), count + 1
    row("fc-looks, drawn types, looks written by hand: right", f"{good / count:.1%}", "95%", good >= 0.95 * count)


def on_pairs(photos, row):
    def lines(kind):
        paths = sorted(glob.glob(f"{photos}/pairs/{kind}/*.jpg"))
        points = run(["fc-points", "-q"], run(["fc-landmarks", "-q", "--largest", *paths], []))
        return run(["fc-normalize", "-q", "--features", "looks"], points)

    ruled, unruled = found_again(lines("neutral"), lines("smiling"))
    for what, (said, again, turned), wanted in [("with the rule", ruled, 0.9), ("without it", unruled, 0)]:
        row(f"fc-describe, pairs, {what}: words a face; found again in the smiling photo; reversed",
            f"{said:.1f}; {again:.1%}; {turned:.1%}", f"{wanted:.0%}" if wanted else "", again >= wanted)
