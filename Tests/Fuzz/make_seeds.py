#!/usr/bin/env python3
"""Makes the seeds of the fuzzers: a folder of small valid files per target. Uses only the standard library.

    make_seeds.py FOLDER [PROGRAMS]

In addition, each line of corpus/TARGET.txt and found/TARGET.txt is a file in base64; # begins a comment. PROGRAMS is a folder of
built programs, which make the models that users keep.
"""
import base64
import hashlib
import pathlib
import struct
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "Mutations"))
from heifs import heifs  # noqa: E402
from mutations import LINES  # noqa: E402
from pictures import pictures  # noqa: E402
from tiffs import tiffs  # noqa: E402

BEGINNINGS = {
    "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG", "webp": b"RIFF", "bmp": b"BM", "pnm": b"P",
    "tiff": (b"II", b"MM")}
WITHIN = HERE.parents[1] / "Sources/VectorRecords/Data/within.json"


def kept(target):
    """The files of corpus/ and found/."""
    for folder in ("corpus", "found"):
        path = HERE / folder / f"{target}.txt"
        for line in path.read_text().splitlines() if path.exists() else []:
            text = line.partition("#")[0].strip()
            if text:
                yield base64.b64decode(text)


def dlib_int(value):
    size = max(1, (abs(value).bit_length() + 7) // 8)
    return bytes([size | (0x80 if value < 0 else 0)]) + abs(value).to_bytes(size, "little")


def dlib_float(mantissa, exponent):
    return dlib_int(mantissa) + dlib_int(exponent)


def dlib_shape(points=3, cascades=2, trees=2, splits=1, probes=4):
    """A landmark model as written by dlib, with small numbers only."""

    def shape():
        numbers = b"".join(dlib_float(i + 1, -3) for i in range(2 * points))
        return dlib_int(-2 * points) + dlib_int(-1) + numbers

    data = dlib_int(1) + shape() + dlib_int(cascades)
    for _ in range(cascades):
        data += dlib_int(trees)
        for _ in range(trees):
            data += dlib_int(splits)
            data += b"".join(dlib_int(i % probes) + dlib_int(1) + dlib_float(5, 0) for i in range(splits))
            data += dlib_int(splits + 1) + b"".join(shape() for _ in range(splits + 1))
    data += dlib_int(cascades)
    data += b"".join(dlib_int(probes) + b"".join(dlib_int(i % points) for i in range(probes)) for _ in range(cascades))
    data += dlib_int(cascades)
    pair = dlib_float(1, -4) + dlib_float(-1, -4)
    return data + b"".join(dlib_int(probes) + pair * probes for _ in range(cascades))


def parts(*arrays):
    """The parts of a packed model after its header: each begins at a multiple of 64 bytes."""
    return b"".join(array + bytes(-len(array) % 64) for array in arrays[:-1]) + arrays[-1]


def model_parts(points, probes=4):
    mean = struct.pack(f"<{2 * points}f", *[(i % 7) / 7 for i in range(2 * points)])
    splits = struct.pack("<HHf", 0, 1, 3.0)
    leaves = struct.pack(f"<{4 * points}f", *[0.01] * (4 * points))
    probe = b"".join(struct.pack("<Iff", i % points, 0.1, -0.1) for i in range(probes))
    return mean, splits, leaves, probe


def packed_shape():
    body = parts(*model_parts(68))
    head = b"fc68pack" + struct.pack("<IIQQQqQIIII", 1, 0x01020304, 128 + len(body), 0, 0, 0, 0, 1, 1, 1, 4)
    return head.ljust(128, b"\0") + body


def point_model(points=4):
    head = struct.pack("<IIIII", 1, 1, 1, 4, points) + struct.pack("<II4f", 64, 64, 8, 8, 55, 55)
    head += struct.pack("<fI48s", 0.5, 1, b"lobes") + struct.pack(f"<{points}H", 1, 0, 3, 2)
    start = b"fcpoints" + struct.pack("<IIQQ", 1, 0x01020304, 0, 0)
    head = start + head
    return head + bytes(-len(head) % 64) + parts(*model_parts(points))


def network():
    """The beginnings of both networks' files; the rest consists of numbers."""
    return [dlib_int(1) + dlib_int(13) + b"loss_metric_2", dlib_int(2) + dlib_int(10) + b"loss_mmod_"]


def drawn(programs, folder):
    """Files that users keep: pictures, models, a store."""

    def run(*command, **more):
        return subprocess.run([programs / command[0], *command[1:]], cwd=folder, check=True, stdout=subprocess.DEVNULL, **more)

    run("fc-synth", "-q", "--count", "12", "--types", "2", "--size", "100", "--out", "drawn")
    lines = "".join(
        f'{{"features":{{"a":{i % 5},"b":{i * i % 7},"c":{i}}},"label":"{i // 2}"}}\n' for i in range(12))
    (folder / "faces.ndjson").write_text(lines)
    for scale in ("zscore", "none"):
        run("fc-kmeans", "-k", "3", "--scale", scale, "--model-out", f"{scale}.json", "faces.ndjson")
    run("fc-whispers", "--on", "features", "--threshold", "1", "--model-out", "persons.json", "faces.ndjson")
    run("fc-repeat", "--label", "label", "--covariance-out", "within.json", "faces.ndjson")
    run("fc-memo", "store", "cat", input=b'{"n":1}\n{"n":2}\n{"n":3}\n')
    read = lambda *names: [(folder / name).read_bytes() for name in names]  # noqa: E731
    return {
        "jpeg": read("drawn/face-0000.jpg"), "clusters": read("zscore.json", "none.json", "persons.json"),
        "within": read("within.json"), "store": read("store")}


def main():
    target_folder = pathlib.Path(sys.argv[1])
    exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    whole = pictures()
    jpeg = next(picture for picture in whole if picture.startswith(BEGINNINGS["jpeg"]))
    whole += tiffs(jpeg)
    seeds = {"heif": heifs(whole)} | {
        name: [picture for picture in whole if picture.startswith(first)] for name, first in BEGINNINGS.items()}
    seeds |= {
        "records": [line.encode() for line in LINES], "photo": whole,
        "orientation": [exif, b"Exif\0\0" + exif], "dlib-shape": [dlib_shape(), dlib_shape(splits=3, trees=1)],
        "packed-shape": [packed_shape()], "points": [point_model()], "network": network(),
        "clusters": [], "within": [WITHIN.read_bytes()], "norms": [], "store": [b"fc-memo store 1\n"]}
    if len(sys.argv) > 2:
        with tempfile.TemporaryDirectory() as folder:
            for target, made in drawn(pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(folder)).items():
                seeds[target] += made
    for target, files in seeds.items():
        folder = target_folder / target
        folder.mkdir(parents=True, exist_ok=True)
        for data in [*files, *kept(target)]:
            (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    main()
