#!/usr/bin/env python3
"""The script that people would otherwise write: from photos to a page with dlib, OpenCV and scikit-learn. For `make bench`.

usage: python_pipeline.py K OUT.html < paths     (environment: SEED_MODEL = the 68-point model, SEED_JOBS = workers)

Photos are reduced to a width of 500 px, and the detector runs at twice that size, as in the tutorials that such scripts are based
on. If ../shared/reference has the original, make bench uses that.
"""
import html
import os
import sys
from multiprocessing import Pool

import cv2
import dlib
import imutils
import numpy as np
from imutils import face_utils
from sklearn.cluster import KMeans

MODEL = os.environ.get("SEED_MODEL", "/usr/share/dlib/shape_predictor_68_face_landmarks.dat")
WIDTH, UPSAMPLE = 500, 1
detector = predictor = None


def start():
    global detector, predictor
    cv2.setNumThreads(1)
    detector = dlib.get_frontal_face_detector()
    predictor = dlib.shape_predictor(MODEL)


def features(points):
    def length(a, b):
        return float(np.linalg.norm(a - b))

    p = points.astype(float)
    jaw = length(p[0], p[16])
    brow_left = length(p[19], (p[37] + p[38]) / 2)
    brow_right = length(p[24], (p[43] + p[44]) / 2)
    lengths = [
        length(p[31], p[35]),
        length(p[27], p[33]),
        length(p[48], p[54]),
        length(p[51], p[57]),
        (length(p[36], p[39]) + length(p[42], p[45])) / 2,
        length(p[39], p[42]),
        (brow_left + brow_right) / 2,
        length(p[57], p[8]),
    ]
    return [value / jaw for value in lengths]


def faces_of(path):
    picture = cv2.imread(path)
    if picture is None:
        return []
    gray = cv2.cvtColor(imutils.resize(picture, width=WIDTH), cv2.COLOR_BGR2GRAY)
    return [(path, features(face_utils.shape_to_np(predictor(gray, box)))) for box in detector(gray, UPSAMPLE)]


def main():
    k, out = int(sys.argv[1]), sys.argv[2]
    jobs = int(os.environ.get("SEED_JOBS", "1"))
    paths = sys.stdin.read().splitlines()
    if jobs > 1:
        with Pool(jobs, start) as pool:
            found = [face for faces in pool.imap(faces_of, paths, chunksize=4) for face in faces]
    else:
        start()
        found = [face for path in paths for face in faces_of(path)]
    groups = KMeans(n_clusters=k, n_init=10, random_state=0).fit_predict([face[1] for face in found])
    with open(out, "w") as page:
        page.write("<table>")
        for group in range(k):
            cells = (path for (path, _), own in zip(found, groups) if own == group)
            page.write("<tr>" + "".join(f'<td><img width=100 src="{html.escape(path)}"></td>' for path in cells) + "</tr>")
        page.write("</table>")


if __name__ == "__main__":
    main()
