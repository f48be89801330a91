#!/usr/bin/env python3
"""Runs programs with damaged models: none may end by a signal, and results must be finite. Needs only python3.

    models.py PROGRAMS KIND COUNT [SEED]      PROGRAMS: the folder of the built programs

KIND: packed, points (dlib's file of the 68-point model), descriptors or detector (dlib's networks, in a folder of
$FC_MODELS), clusters or within (JSON that users keep). Each damaged file must be rejected with a message and status 2 or, if the
damage cannot be recognized, give finite results. One that is all zeros, and others that are obviously damaged, must give status 2.
"""
import json
import math
import os
import pathlib
import random
import re
import resource
import struct
import subprocess
import sys
import tempfile

POINTS = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"
NUMBERS = ["1e308", "-1e308", "1e999", "5e-324", "-0", "0", "1e200", "1e-300", "NaN", "null", '"1"', "9223372036854775807"]


def failed(why, *more):
    sys.exit("\n".join(["models: " + why, *map(str, more)]))


def numbers_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for element in value:
            yield from numbers_in(element)
    elif isinstance(value, float | int):
        yield value


class Damage:
    """A file that is damaged and repaired again: copying large ones would take most of the time."""

    def __init__(self, path):
        self.path, self.whole = path, path.read_bytes()

    def __enter__(self):
        size, what = len(self.whole), random.random()
        if what < 0.1:
            os.truncate(self.path, random.randrange(size))
            return
        with open(self.path, "r+b") as file:
            for _ in range(random.choice([1, 1, 2, 20, 200])):
                # Headers are small, and their bytes matter more.
                place = random.randrange(min(size, 4000) if random.random() < 0.3 else size - 4)
                file.seek(place)
                if what < 0.5:
                    file.write(bytes([self.whole[place] ^ 1 << random.randrange(8)]))
                elif what < 0.7:
                    file.write(random.randbytes(4))
                else:
                    file.seek(place // 4 * 4)
                    file.write(struct.pack("<f", random.choice([math.nan, math.inf, 3e38, -3e38, 1e-45])))

    def __exit__(self, *_):
        # Only differences are written: most pages stay unchanged.
        with open(self.path, "r+b") as file:
            file.truncate(len(self.whole))
            step = 1 << 20
            for start in range(0, len(self.whole), step):
                file.seek(start)
                if file.read(step) != self.whole[start : start + step]:
                    file.seek(start)
                    file.write(self.whole[start : start + step])


def json_damage(whole):
    text = bytearray(whole)
    what = random.random()
    if what < 0.2:
        return bytes(text[: random.randrange(len(text))])
    if what < 0.4:
        for _ in range(random.choice([1, 2, 5])):
            text[random.randrange(len(text))] ^= 1 << random.randrange(8)
        return bytes(text)
    spans = [match.span() for match in re.finditer(rb"-?\d[\d.e+-]*", whole)]
    for start, end in sorted(random.sample(spans, min(len(spans), random.choice([1, 1, 3, 1000]))), reverse=True):
        if what < 0.7:
            text[start:end] = random.choice(NUMBERS).encode()
        elif what < 0.85:
            first, last = random.choice(spans)
            text[start:end] = whole[first:last]
        else:
            del text[start : end + 1]
    return bytes(text)


def check(command, cwd, tally, lines=b""):
    done = subprocess.run(command, input=lines, capture_output=True, cwd=cwd, timeout=60)
    shown = " ".join(map(str, command))
    if done.returncode not in (0, 1, 2) or (done.returncode == 2) != (not done.stdout and bool(done.stderr)):
        failed(f"{shown} ended with {done.returncode}", done.stderr.decode(errors="replace")[-2000:])
    if done.stderr.count(b"\n") > 100 or (done.returncode == 2 and b": " not in done.stderr):
        failed(f"{shown} said", done.stderr.decode(errors="replace")[-2000:])
    for line in done.stdout.splitlines():
        record = json.loads(line, parse_constant=lambda word: failed(f"{shown} wrote {word}"))
        if not all(map(math.isfinite, numbers_in(record))):
            failed(f"{shown} wrote a number that is not finite", line)
    tally[done.returncode] = tally.get(done.returncode, 0) + 1


def run(programs, kind, count, folder):
    def made(command, **more):
        return subprocess.run([programs / command[0], *command[1:]], cwd=folder, check=True, capture_output=True, **more)

    made(["fc-synth", "-q", "--count", "12", "--types", "2", "--size", "200", "--out", "drawn"])
    made(["fc-landmarks", *[f"drawn/face-{i:04}.jpg" for i in range(12)], "-o", "points.ndjson"])
    made(["fc-normalize", "points.ndjson", "-o", "faces.ndjson"])
    lines = b""
    tally = {}
    if kind in ("clusters", "within"):
        made(["fc-kmeans", "-k", "3", "--scale", "within", "--model-out", "clusters.json", "faces.ndjson"])
        made(["fc-whispers", "--on", "features", "--threshold", "0.1", "--model-out", "persons.json", "faces.ndjson"])
        within = pathlib.Path(__file__).parents[2] / "Sources/VectorRecords/Data/within.json"
        for _ in range(count):
            source = within if kind == "within" else folder / random.choice(["clusters.json", "persons.json"])
            (folder / "damaged.json").write_bytes(json_damage(source.read_bytes()))
            commands = [["fc-kmeans", "-k", "2", "--scale", "within:damaged.json"]]
            if kind == "clusters":
                commands = [
                    ["fc-kmeans", "--model", "damaged.json"], ["fc-kmeans", "-k", "3", "--match", "damaged.json"],
                    ["fc-whispers", "--on", "features", "--model", "damaged.json"]]
            for command in commands:
                check([programs / command[0], *command[1:], "faces.ndjson"], folder, tally)
    else:
        networks = pathlib.Path(os.environ.get("FC_MODELS", "").split(":")[0])
        if kind == "packed":
            made(["fc-landmarks", "--pack-model", "model"])
        else:
            source = {"points": pathlib.Path(POINTS), "detector": networks / "mmod_human_face_detector.dat",
                      "descriptors": networks / "dlib_face_recognition_resnet_model_v1.dat"}[kind]
            (folder / "model").write_bytes(source.read_bytes())
        damage = Damage(folder / "model")
        command = [programs / "fc-landmarks", "--model", "model", "drawn/face-0000.jpg"]
        if kind == "descriptors":
            command = [programs / "fc-embed", "--model", "model"]
            lines = (folder / "points.ndjson").read_bytes().splitlines(True)[0]
        if kind == "detector":
            (folder / "mmod_human_face_detector.dat").symlink_to("model")
            os.environ["FC_MODELS"] = str(folder)
            command = [programs / "fc-detect", "--detector", "cnn", "drawn/face-0000.jpg"]
        for _ in range(count):
            with damage:
                check(command, folder, tally, lines)
        check(command, folder, {}, lines)
        (folder / "model").write_bytes(bytes(len(damage.whole)))
        zeros = {}
        check(command, folder, zeros, lines)
        if list(zeros) != [2]:
            failed("a model of zeros was taken")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    if largest >= 1000:
        failed(f"a process had {largest} MB of memory")
    told = ", ".join(f"{tally[status]} with status {status}" for status in sorted(tally))
    print(f"{count} damaged files of the kind {kind}: {told}; the largest process had {largest} MB", file=sys.stderr)


def main():
    programs, kind, count = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3])
    random.seed(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    # Only the damaged model: a packed one in the home folder would be used instead.
    networks = os.environ.get("FC_MODELS") or str(pathlib.Path.home() / ".local/share/face-clustering")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HOME=folder, FC_MODELS=networks)
        if kind in ("packed", "points"):
            os.environ["FC_MODELS"] = folder
        run(programs, kind, count, pathlib.Path(folder))


if __name__ == "__main__":
    main()
