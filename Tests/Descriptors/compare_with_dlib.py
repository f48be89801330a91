#!/usr/bin/env python3
"""Compares fc-embed with dlib's Python module, photo by photo: how much descriptors differ, and the time per face.

    compare_with_dlib.py PHOTO…

Needs dlib's module, numpy, the programs on the PATH, and the models where the programs look for them (this script also uses
$FC_MODELS). Prints, for each photo's best face, the maximum difference of a number, and the Euclidean distance, between
descriptors:

    chip        the same chip: the same small picture and landmarks
    landmarks   the same landmarks (whole pixels); the decoder and the size from which the chip is cropped differ
    photo       only the same box; dlib predicts its own landmarks

and finally the time for one face on one core, chip and network, without decoding the photo.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

import dlib
import numpy as np

# A picture of one face from which both crop the chip at full size, so that the chips are the same.
CROP = {"size": 250, "padding": 0.6}
CROP_BOX = dlib.rectangle(65, 65, 185, 185)


def model(name, *folders):
    for folder in os.environ.get("FC_MODELS", "").split(":") + list(folders):
        if os.path.exists(f"{folder}/{name}"):
            return f"{folder}/{name}"
    sys.exit(f"{name}: not there: run make models, or set FC_MODELS")


def run(command, lines):
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def line(record):
    return json.dumps(record) + "\n"


def shape(points, box):
    x, y, width, height = box
    return dlib.full_object_detection(
        dlib.rectangle(x, y, x + width - 1, y + height - 1), [dlib.point(round(a), round(b)) for a, b in points])


def main(paths):
    home = os.path.expanduser("~/.local/share/face-clustering")
    network = dlib.face_recognition_model_v1(model("dlib_face_recognition_resnet_model_v1.dat", home))
    predictor = dlib.shape_predictor(model("shape_predictor_68_face_landmarks.dat", "/usr/share/dlib"))
    faces = run(["fc-landmarks"], [path + "\n" for path in paths])
    faces = [face for face in faces if face.get("face") == 0]
    rounded = [face | {"landmarks": [[round(a), round(b)] for a, b in face["landmarks"]]} for face in faces]
    ours = {"photo": run(["fc-embed"], map(line, faces)), "landmarks": run(["fc-embed"], map(line, rounded))}
    theirs = {"chip": [], "landmarks": [], "photo": []}
    with tempfile.TemporaryDirectory() as folder:
        chips = []
        for i, face in enumerate(faces):
            picture = dlib.load_rgb_image(face["path"])
            points = shape(face["landmarks"], face["box"])
            crop = dlib.get_face_chip(picture, points, **CROP)
            dlib.save_image(crop, f"{folder}/{i}.png")
            inside = predictor(crop, CROP_BOX)
            chips.append(line({"path": f"{folder}/{i}.png", "landmarks": [[p.x, p.y] for p in inside.parts()]}))
            theirs["chip"].append(network.compute_face_descriptor(crop, inside))
            theirs["landmarks"].append(network.compute_face_descriptor(picture, points))
            own = predictor(picture, points.rect)
            theirs["photo"].append(network.compute_face_descriptor(picture, own))
        ours["chip"] = run(["fc-embed"], chips)
    print(f"{len(faces)} faces")
    for what, descriptors in theirs.items():
        difference = np.array([one["embedding"] for one in ours[what]]) - np.array(descriptors)
        length = np.linalg.norm(difference, axis=1)
        print(f"{what:10} maximum difference {abs(difference).max():.2e}, distance mean {length.mean():.2e}, most {length.max():.2e}")

    count = 200
    begin = time.process_time()
    for _ in range(count // 5):
        network.compute_face_descriptor(picture, points)
    print(f"module     {(time.process_time() - begin) * 1e3 / (count // 5):.1f} ms per face")

    def seconds(lines):
        before = os.times()
        run(["fc-embed", "--jobs", "1"], lines)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    one = line(faces[-1])
    print(f"fc-embed   {(seconds([one] * (count + 1)) - seconds([one])) * 1e3 / count:.1f} ms per face")


if __name__ == "__main__":
    main(sys.argv[1:])
