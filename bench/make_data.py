#!/usr/bin/env python3
"""Makes the input of the benchmarks, the same on each run.

usage: make_data.py records COUNT < records with landmarks > COUNT of them, with points moved by noise
       make_data.py embeddings COUNT > records of COUNT embeddings: persons with ten photos each
       make_data.py doubles COUNT COLUMNS CENTRES FILE      rows around random centres
       make_data.py enlarge PIXELS FOLDER < paths           photos of about PIXELS pixels
"""
import os
import sys

import numpy as np


def records(count):
    import orjson

    seen = [orjson.loads(line) for line in sys.stdin.buffer]
    seen = [record for record in seen if "landmarks" in record]
    random = np.random.default_rng(1)
    out = sys.stdout.buffer
    points = [np.array(record["landmarks"]) for record in seen]
    for number in range(count):
        record, shape = seen[number % len(seen)], points[number % len(seen)]
        record["path"] = f"faces/{number}.jpg"
        record["landmarks"] = np.round(shape + random.normal(0, 4, shape.shape), 2).tolist()
        out.write(orjson.dumps(record) + b"\n")


def embeddings(count):
    import orjson

    random = np.random.default_rng(2)
    out = sys.stdout.buffer
    for person in range((count + 9) // 10):
        centre = random.normal(0, 1, 128)
        centre *= 1.4 / np.linalg.norm(centre)
        for photo in range(min(10, count - 10 * person)):
            # Faces of the same person are then some 0.4 apart, those of different persons about 2.
            vector = np.round(centre + random.normal(0, 0.025, 128), 6).tolist()
            out.write(orjson.dumps({"path": f"{person}/{photo}.jpg", "embedding": vector}) + b"\n")


def doubles(count, columns, centres, path):
    random = np.random.default_rng(3)
    middle = random.normal(0, 1, (centres, columns))
    (middle[random.integers(0, centres, count)] + random.normal(0, 0.5, (count, columns))).tofile(path)


def enlarge(pixels, folder):
    import cv2

    os.makedirs(folder, exist_ok=True)
    for path in sys.stdin.read().splitlines():
        picture = cv2.imread(path)
        height, width = picture.shape[:2]
        factor = (pixels / (height * width)) ** 0.5
        large = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        # Without noise, the smooth enlarged pixels would be faster to decode than a camera's.
        noise = np.random.default_rng(4).normal(0, 4, large.shape[:2])[..., None]
        large = np.clip(large + noise, 0, 255).astype(np.uint8)
        cv2.imwrite(os.path.join(folder, os.path.basename(path)), large, [cv2.IMWRITE_JPEG_QUALITY, 92])


if __name__ == "__main__":
    what, arguments = sys.argv[1], sys.argv[2:]
    if what == "records":
        records(int(arguments[0]))
    elif what == "embeddings":
        embeddings(int(arguments[0]))
    elif what == "doubles":
        doubles(*(int(argument) for argument in arguments[:3]), arguments[3])
    elif what == "enlarge":
        enlarge(int(float(arguments[0])), arguments[1])
    else:
        sys.exit(__doc__)
