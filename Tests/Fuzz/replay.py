#!/usr/bin/env python3
"""Runs the programs on the fuzzers' corpus, and on every case that a fuzzer found.

    replay.py PROGRAMS [records FOLDER]

PROGRAMS is the folder of the built programs. No program may end by a signal or take 5 s, no photo may be lost, and a line must be a
record exactly if Python's json accepts it, and keep its bytes. With a FOLDER, only the lines in its files are checked: Scripts/fuzz
passes what a fuzzer generated.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "Mutations"))
from mutations import check_lines, failed, run_on  # noqa: E402

PHOTOS = ["photo", "jpeg", "png", "webp", "tiff", "bmp", "pnm"]
# The commands that read the files that users keep; {} is the file.
READERS = {
    "clusters": [["fc-kmeans", "--model", "{}"], ["fc-whispers", "--on", "features", "--model", "{}"]],
    "within": [["fc-kmeans", "-k", "2", "--scale", "within:{}"]],
    "norms": [["fc-describe", "--norms", "{}"]],
    "store": [["fc-memo", "{}", "cat"]],
    "packed-shape": [["fc-landmarks", "--model", "{}"]],
    "dlib-shape": [["fc-landmarks", "--model", "{}"]],
    "points": [["fc-points", "--model", "{}"]],
    "network": [["fc-embed", "--model", "{}"]],
}
RECORD = b'{"path":"face.jpg","features":{"a":1,"b":2,"c":3},"box":[40,40,80,80]}\n'


def check_file(programs, command, path, folder):
    whole = path.read_bytes()
    done = subprocess.run(
        [programs / command[0], *[str(path) if word == "{}" else word for word in command[1:]]],
        input=RECORD, capture_output=True, timeout=5, cwd=folder)
    if done.returncode not in (0, 1, 2):
        failed(f"{' '.join(command)} ended with {done.returncode}", whole, done.stderr[-2000:])


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        files = [path.read_bytes() for path in pathlib.Path(sys.argv[3]).iterdir()]
        return check_lines(programs, [line for data in files for line in data.splitlines()])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        os.environ["HOME"] = str(folder)
        subprocess.run([sys.executable, HERE / "make_seeds.py", folder, programs], check=True)
        subprocess.run(
            [programs / "fc-synth", "-q", "--count", "1", "--size", "160", "--out", folder], check=True, capture_output=True)
        (folder / "face-0000.jpg").rename(folder / "face.jpg")
        lines = [line for path in (folder / "records").iterdir() for line in path.read_bytes().splitlines()]
        check_lines(programs, lines)
        photos = [path for target in PHOTOS for path in sorted((folder / target).iterdir())]
        # A file that begins like a record is a file of records.
        photos = [path for path in photos if not path.read_bytes().lstrip().startswith(b"{")]
        run_on(programs, ["fc-landmarks", "--boxes", "1"], photos)
        kept = 0
        for target, commands in READERS.items():
            for path in sorted((folder / target).iterdir()):
                kept += 1
                for command in commands:
                    check_file(programs, command, path, folder)
        print(f"{len(photos)} photos and {kept} files that users keep: none did harm")


if __name__ == "__main__":
    main()
