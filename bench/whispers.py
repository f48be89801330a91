#!/usr/bin/env python3
"""fc-whispers as a script: dlib's Chinese whispers on embeddings. usage: whispers.py < records > records"""
import sys

import dlib
import orjson


def main():
    records = [orjson.loads(line) for line in sys.stdin.buffer]
    labels = dlib.chinese_whispers_clustering([dlib.vector(record["embedding"]) for record in records], 0.5)
    out = sys.stdout.buffer
    for record, label in zip(records, labels):
        record["cluster"] = label
        out.write(orjson.dumps(record) + b"\n")


if __name__ == "__main__":
    main()
