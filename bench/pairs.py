#!/usr/bin/env python3
"""fc-compare beside face_recognition's way, on all pairs of photos whose folder is the person.

    fc-compare PEOPLE/*/*.jpg | bench/pairs.py PEOPLE

face_recognition 1.3 finds faces by dlib's HOG search at double size, takes 68 points (its "large" model) and dlib's descriptor, and
says "the same" where two are at most 0.6 apart: the same calls of dlib's Python stand here. Prints how many pairs each has right, and
on how many they agree.
"""
import json
import os
import sys
from itertools import combinations
from pathlib import Path

import dlib
import numpy as np

people = Path(sys.argv[1])
network = Path(os.environ.get("FC_MODELS", "").split(":")[0] or Path.home() / ".local/share/face-clustering")
search = dlib.get_frontal_face_detector()
points = dlib.shape_predictor("/usr/share/dlib/shape_predictor_68_face_landmarks.dat")
descriptor = dlib.face_recognition_model_v1(str(network / "dlib_face_recognition_resnet_model_v1.dat"))


def embeddings(photo: Path) -> list:
    picture = dlib.load_rgb_image(str(photo))
    return [np.array(descriptor.compute_face_descriptor(picture, points(picture, box), 1)) for box in search(picture, 1)]


ours = {}
for line in sys.stdin:
    pair = json.loads(line)
    key = tuple(sorted(str(Path(pair[side]["path"])) for side in "ab"))
    ours.setdefault(key, pair["same"])
theirs = {str(photo): embeddings(photo) for photo in sorted(people.glob("*/*.jpg"))}

right_ours = right_theirs = agree = asked = 0
for one, other in combinations(sorted(theirs), 2):
    truth = Path(one).parent == Path(other).parent
    answer = bool(theirs[one] and theirs[other]) and np.linalg.norm(theirs[one][0] - theirs[other][0]) <= 0.6
    mine = ours.get((one, other))
    if mine is None:
        continue
    asked += 1
    right_ours += int(mine == truth)
    right_theirs += int(answer == truth)
    agree += int(mine == answer)
print(json.dumps({"pairs": asked, "fc_compare_right": right_ours, "face_recognition_right": right_theirs, "agree": agree,
                  "photos_without_a_face_for_dlib": sum(not found for found in theirs.values())}))
