#!/usr/bin/env python3
"""Checks whether the programs find faces, points and persons as well as before. Prints a table; called by Scripts/accuracy.

usage: accuracy.py PHOTOS MODEL      PHOTOS: the folder of photos with known truth; MODEL: dlib's 68-point model

Exits with 1 if a figure is worse than required.
"""
import glob
import math
import os
import sys
import tempfile
import xml.etree.ElementTree

import numpy as np

import corrections
import hairline
import pairs
import quiz
import recall
import steadiness
import table
import template
import words
from table import records, row


def detection(photos):
    def found(pattern, *options):
        paths = sorted(glob.glob(f"{photos}/{pattern}"))
        faces = records("fc-detect", "--drop-errors", *options, *paths)
        return len({face["path"] for face in faces}), len(paths), len(faces)

    for pattern, what in [("women/*.jpg", "women"), ("pairs/*/*.jpg", "pairs"), ("people/*/*.jpg", "people")]:
        with_face, count, _ = found(pattern)
        row(f"fc-detect, `{what}`: photos with a face", f"{with_face} of {count}", "all", with_face == count > 0)
    _, count, faces = found("notfaces/*.jpg")
    row("fc-detect, `notfaces`: faces", f"{faces} in {count} photos", "0", faces == 0 < count)

    def overlap(a, b):
        width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
        height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
        both = max(0, width) * max(0, height)
        return both / (a[2] * a[3] + b[2] * b[3] - both)

    hits = boxes = wrong = 0
    for image in xml.etree.ElementTree.parse(f"{photos}/groups/truth.xml").getroot().iter("image"):
        path = f"{photos}/groups/{image.get('file')}"
        if not os.path.exists(path):
            continue
        truth = [
            ([int(box.get(side)) for side in ("left", "top", "width", "height")], box.get("ignore") == "1")
            for box in image.findall("box")
        ]
        own = [face["box"] for face in records("fc-detect", "--search", "thorough", "--drop-errors", path)]
        wanted = [box for box, ignored in truth if not ignored]
        boxes += len(wanted)
        hits += sum(any(overlap(box, one) >= 0.5 for one in own) for box in wanted)
        wrong += sum(not any(overlap(box, one) >= 0.5 for box, _ in truth) for one in own)
    row("fc-detect --search thorough, `groups`: boxes found, false ones", f"{hits} of {boxes}, {wrong}", "≥ 85 %, 0",
        hits >= 0.85 * boxes > 0 and wrong == 0)


def turned(photos):
    """A hundred portraits, upright and rotated without metadata; and photos without faces."""
    import cv2

    faces = [one for folder in ("women", "pairs/neutral", "people/*") for one in sorted(glob.glob(f"{photos}/{folder}/*.jpg"))]
    faces, others = faces[:100], sorted(glob.glob(f"{photos}/notfaces/*.jpg"))
    # What was rotated counterclockwise has to be rotated clockwise.
    ways = {90: cv2.ROTATE_90_COUNTERCLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_CLOCKWISE}
    with tempfile.TemporaryDirectory() as folder:
        def found(paths, turn):
            for number, path in enumerate(paths):
                image = cv2.imread(path)
                image = image if turn == 0 else cv2.rotate(image, ways[turn])
                cv2.imwrite(f"{folder}/{number:03}.jpg", image)
            names = [f"{folder}/{number:03}.jpg" for number in range(len(paths))]
            return [face.get("turned", 0) for face in records("fc-detect", "--drop-errors", *names)]

        upright = found(faces, 0)
        for turn in (90, 180, 270):
            turns, false = found(faces, turn), found(others, turn)
            right = turns.count(turn)
            row(f"fc-detect, {len(faces)} portraits to be turned by {turn}: faces turned right, wrong ones, faces in `notfaces`",
                f"{right} of {len(upright)}, {len(turns) - right}, {len(false)}", "all, 0, 0",
                right == len(upright) == len(turns) > 0 and not false)


def boxes_as_dlib(photos):
    """Faces on pictures that both search at their full size, 480 px."""
    import cv2
    import dlib

    paths = [one for folder in ("women", "pairs/*", "people/*", "notfaces", "groups")
             for one in sorted(glob.glob(f"{photos}/{folder}/*.jpg"))]
    detector = dlib.get_frontal_face_detector()
    equal = count = 0
    differences = []
    with tempfile.TemporaryDirectory() as folder:
        pictures = {}
        for number, path in enumerate(paths):
            image = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
            scale = 480 / max(image.shape)
            pictures[f"{folder}/{number}.png"] = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for path, image in pictures.items():
            cv2.imwrite(path, image)
        own = {}
        for face in records("fc-detect", "--drop-errors", "--min-score", "0.1", *pictures):
            own.setdefault(face["path"], {})[tuple(face["box"])] = face["score"]
        for path, image in pictures.items():
            boxes, scores, _ = detector.run(image, 0, 0.1)
            for box, score in zip(boxes, scores):
                found = own.get(path, {}).get((box.left(), box.top(), box.width(), box.height()))
                count += 1
                equal += found is not None
                differences += [abs(found - score)] if found is not None else []
    row("fc-detect against dlib's detector, same picture: boxes that are equal; scores differ by",
        f"{equal} of {count}; {np.median(differences):.4f} in the median, {max(differences):.2f} at most", "≥ 97 %",
        equal >= 0.97 * count > 0)


def points(photos, model):
    import cv2
    import dlib

    paths = sorted(glob.glob(f"{photos}/women/*.jpg")) + sorted(glob.glob(f"{photos}/pairs/neutral/*.jpg"))
    faces = records("fc-landmarks", *paths)
    errors = []
    for face in faces:
        with open(face["path"][:-3] + "tem") as template:
            pupils = sorted(tuple(map(float, line.split("\t"))) for line in template.read().split("\n")[1:3])
        eyes = [np.mean(face["landmarks"][a : a + 6], axis=0) for a in (36, 42)]
        errors.append(sum(map(math.dist, eyes, pupils)) / 2 / math.dist(*pupils))
    row(f"fc-landmarks, {len(errors)} portraits: eyes to hand-placed pupils, of their distance",
        f"{np.mean(errors):.2%} mean, {max(errors):.1%} worst", "≤ 4 % mean", np.mean(errors) <= 0.04)

    predictor = dlib.shape_predictor(model)
    boxed = [face for face in faces if face["width"] == 1350][:20]
    equal = count = 0
    for face in records("fc-landmarks", "--boxes", "1", of=[{k: face[k] for k in ("path", "box")} for face in boxed]):
        # Faces of these widths are processed at half size.
        x, y, width, height = face["box"]
        half = cv2.imread(face["path"], cv2.IMREAD_REDUCED_GRAYSCALE_2)
        left, top, right, bottom = (math.floor(side / 2 + 0.5) for side in (x, y, x + width, y + height))
        box = dlib.rectangle(left, top, right - 1, bottom - 1)
        for own, part in zip(face["landmarks"], predictor(half, box).parts()):
            count += 1
            # dlib gives whole pixels; a record has hundredths of the photo's pixels.
            equal += all(abs((a + 0.5) / 2 - 0.5 - b) <= 0.5 + 0.0026 for a, b in zip(own, (part.x, part.y)))
    row("fc-landmarks --boxes 1 against dlib, same picture and box: points that are equal once rounded", f"{equal} of {count}",
        "all", equal == count > 0)


def persons(photos):
    name_of_file, name_of_folder = r"([^/]*)\.jpg$", r"([^/]*)/[^/]*$"
    pairs = records("fc-embed", *sorted(glob.glob(f"{photos}/pairs/*/*.jpg")))
    pairs = records("fc-normalize", "--features", "all", of=pairs)
    people = records("fc-embed", *sorted(glob.glob(f"{photos}/people/*/*.jpg")))
    people = records("fc-normalize", "--features", "all", of=people)
    k = len({os.path.dirname(face["path"]) for face in people})

    def features(faces, how):
        return records("fc-normalize", *(["--features", how] if how != "eight" else []), of=faces)

    for how, options, wanted in [
        ("eight", [], None), ("stable", [], 0.9), ("stable", ["--scale", "within"], 0.97),
        ("embedding", ["--on", "embedding"], 1),
    ]:
        faces = pairs if how == "embedding" else features(pairs, how)
        (score,) = records("fc-score", "--retrieval", "--label-from-path", name_of_file, *options, of=faces)
        row(f"`pairs`, nearest face is the same person's: {' '.join([how] + options[:2] * (how != 'embedding'))}",
            f"{score['top1']:.2f}", f"≥ {wanted}" if wanted else "", not wanted or score["top1"] >= wanted)
    for how, command, wanted in [
        ("eight", ["fc-kmeans", "-k", str(k)], None),
        ("stable --scale within", ["fc-kmeans", "-k", str(k), "--scale", "within"], 0.6),
        ("embedding", ["fc-kmeans", "-k", str(k), "--on", "embedding"], 0.95),
        ("embedding, fc-whispers", ["fc-whispers"], 0.95),
    ]:
        faces = people if how.startswith("embedding") else features(people, how.split()[0])
        clustered = records(*command, of=faces)
        (score,) = records("fc-score", "--on", "embedding", "--label-from-path", name_of_folder, of=clustered)
        row(f"`people`, clusters against persons, ARI: {how}", f"{score['ari']:.2f}", f"≥ {wanted}" if wanted else "",
            not wanted or score["ari"] >= wanted)


def clusters(photos):
    from sklearn.cluster import KMeans

    faces = records("fc-normalize", of=records("fc-landmarks", *sorted(glob.glob(f"{photos}/women/*.jpg"))))
    data = np.array([list(face["features"].values()) for face in faces])
    data = (data - data.mean(axis=0)) / data.std(axis=0)
    ratios = []
    for k in range(2, 9):
        inertia = sum(face["distance"] ** 2 for face in records("fc-kmeans", "-k", str(k), of=faces))
        ratios.append(inertia / KMeans(k, n_init=10, random_state=0).fit(data).inertia_)
    row("fc-kmeans, `women`, k = 2 … 8: inertia against scikit-learn's best of 10",
        f"{min(ratios):.3f} … {max(ratios):.3f}", "≤ 1.001", max(ratios) <= 1.001)


def drawn():
    from sklearn.metrics import adjusted_rand_score

    scores, found = [], 0
    for seed in range(1, 6):
        with tempfile.TemporaryDirectory() as folder:
            truth = records("fc-synth", "--types", "4", "--count", "100", "--seed", str(seed), "--out", folder)
            faces = records("fc-normalize", of=records("fc-landmarks", "--drop-errors", of=truth))
            found += len(faces)
            types = {face["path"]: face["type"] for face in truth}
            faces = records("fc-kmeans", "-k", "4", of=faces)
            scores.append(adjusted_rand_score([types[face["path"]] for face in faces], [face["cluster"] for face in faces]))
    row("drawn faces, 4 types, 5 seeds: faces found", f"{found} of 500", "all", found == 500)
    row("the same, k = 4: clusters against types, ARI", ", ".join(f"{score:.3f}" for score in scores), "≥ 0.95",
        min(scores) >= 0.95)


def sizes(photos):
    figures, false_scores = recall.recall(photos)
    for search in ("fast", "thorough"):
        for px in recall.FACES:
            found = {
                width: figures["hog", search, width, px] for width in recall.WIDTHS
                if recall.is_promised(search, width, px)
            }
            all_found = all(right == count for count, right, _ in found.values())
            text = ", ".join(f"{right} of {count} at {width}" for width, (count, right, _) in found.items())
            row(f"--search {search}, faces of {px} px on photos of … px: found", text, "all", all_found)
    row("the same: false faces", len(false_scores), "0", not false_scores)


def main():
    photos, model = sys.argv[1:]
    print("| what | figure | target | met |\n|---|---|---|---|", flush=True)
    drawn()
    words.on_drawn(row)
    quiz.verdicts(row)
    sizes(photos)
    if os.path.isdir(photos):
        detection(photos)
        turned(photos)
        boxes_as_dlib(photos)
        points(photos, model)
        clusters(photos)
        persons(photos)
        pairs.on_people(photos, row)
        corrections.on_wild(photos, row)
        hairline.hairline(photos)
        template.template(photos)
        words.on_pairs(photos, row)
        steadiness.on_pairs(photos, row)
    else:
        print(f"accuracy: no photos in {photos}: drawn faces only", file=sys.stderr)
    sys.exit(1 if table.worse else 0)


if __name__ == "__main__":
    main()
