#!/usr/bin/env python3
"""Compares fc-compare with face_recognition's method, on all pairs of photos, with one folder per person.

    fc-compare PEOPLE/*/*.jpg | bench/pairs.py PEOPLE

face_recognition 1.3 finds faces by dlib's HOG search at double size, takes 68 points (its "large" model) and dlib's descriptor, and
says "the same" if two are at most 0.6 apart; this script makes the same calls to dlib's Python. It prints how many pairs each has
right, and on how many they agree.
"""
import json
import os
import sys
from itertools import combinations
from pathlib import Path

import dlib
import numpy as np

from table import records



class FaceRecognition:
    """face_recognition's embeddings of a photo, by the calls of dlib that it makes."""

    def __init__(self, landmarks="/usr/share/dlib/shape_predictor_68_face_landmarks.dat"):
        folder = Path(os.environ.get("FC_MODELS", "").split(":")[0] or Path.home() / ".local/share/face-clustering")
        self.search = dlib.get_frontal_face_detector()
        self.points = dlib.shape_predictor(landmarks)
        self.descriptor = dlib.face_recognition_model_v1(str(folder / "dlib_face_recognition_resnet_model_v1.dat"))

    def embeddings(self, photo: str) -> list:
        picture = dlib.load_rgb_image(photo)
        return [np.array(self.descriptor.compute_face_descriptor(picture, self.points(picture, box), 1)) for box in self.search(picture, 1)]


def compare(photos: list, answers: list) -> dict:
    """How many pairs of the photos both have right; the answers are fc-compare's."""
    ours = {}
    for pair in answers:
        ours.setdefault(tuple(sorted(str(Path(pair[side]["path"])) for side in "ab")), pair["same"])
    peer = FaceRecognition()
    theirs = {str(Path(photo)): peer.embeddings(str(photo)) for photo in sorted(photos)}
    figures = {"pairs": 0, "fc_compare_right": 0, "face_recognition_right": 0, "agree": 0}
    for one, other in combinations(sorted(theirs), 2):
        mine = ours.get((one, other))
        if mine is None:
            continue
        truth = Path(one).parent == Path(other).parent
        answer = bool(theirs[one] and theirs[other]) and np.linalg.norm(theirs[one][0] - theirs[other][0]) <= 0.6
        figures["pairs"] += 1
        figures["fc_compare_right"] += int(mine == truth)
        figures["face_recognition_right"] += int(answer == truth)
        figures["agree"] += int(mine == answer)
    figures["photos_without_a_face_for_dlib"] = sum(not found for found in theirs.values())
    return figures


def on_people(photos: str, row) -> None:
    """Rows for make accuracy."""
    paths = sorted(map(str, Path(photos).glob("people/*/*.jpg")))
    figures = compare(paths, records("fc-compare", *paths))
    count, wanted = figures["pairs"], len(paths) * (len(paths) - 1) // 2
    row("fc-compare on all pairs of `people`: right answers", f"{figures['fc_compare_right']} of {count}", "≥ 99 %",
        figures["fc_compare_right"] >= 0.99 * count and count == wanted > 0)
    row("the same by face_recognition's way (dlib's Python), 0.6, too; both answer alike",
        f"{figures['face_recognition_right']} of {count}; {figures['agree']} of {count}", "")


if __name__ == "__main__":
    people = Path(sys.argv[1])
    print(json.dumps(compare(sorted(people.glob("*/*.jpg")), [json.loads(line) for line in sys.stdin])))
