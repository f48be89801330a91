#!/usr/bin/env python3
"""fc-embed as a script: the dlib wheel, with given landmarks. usage: embed.py MODEL < records of fc-landmarks > records"""
import sys

import cv2
import dlib
import orjson


def main():
    cv2.setNumThreads(1)
    network = dlib.face_recognition_model_v1(sys.argv[1])
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        record = orjson.loads(line)
        picture = cv2.cvtColor(cv2.imread(record["path"]), cv2.COLOR_BGR2RGB)
        x, y, width, height = record["box"]
        points = dlib.points(dlib.point(round(a), round(b)) for a, b in record["landmarks"])
        shape = dlib.full_object_detection(dlib.rectangle(x, y, x + width - 1, y + height - 1), points)
        record["embedding"] = list(network.compute_face_descriptor(picture, shape))
        out.write(orjson.dumps(record) + b"\n")


if __name__ == "__main__":
    main()
