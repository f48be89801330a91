#!/usr/bin/env python3
"""Runs programs on damaged input: nothing may crash or get lost. Needs only python3.

    mutations.py PROGRAMS [SEED] [LINES] [PHOTOS] [FOLDER]

PROGRAMS is the folder of the built programs. The photos in FOLDER, for example from make_tiff_webp.py, are damaged in addition to
those made here; a long run is mutations.py PROGRAMS 1 0 30000 FOLDER.

Records: fc-normalize must accept a line as a record exactly if Python's json does, and keep the values of all fields.
Photos in every supported format: each must give its records or an error within 5 s of processor time, and no program may end by a
signal.
"""
import base64
import json
import os
import pathlib
import random
import resource
import struct
import subprocess
import sys
import tempfile

from heifs import heifs
from pictures import pictures, with_right_sums
from tiffs import tiffs

LINES = [
    '{"path":"fa\\u00e9.jpg","n":1.50e+03,"features":{"a":1,"b":[1,2]},"x":[1,-2.5e3,{"q":null,"r":true}],'
    '"s":"a\\"b\\\\","e":{},"f":[],"g":false, "t" : "é" }',
    '{"path":"a.jpg","box":[300,400,600,600],"score":1.5,"landmarks":[[380.62,808.46],[-758.26,0.04],[5,7]],'
    '"points":[[1.25,100],[0.5,12345.678901]],"embedding":[-0.009491,1e-7,0.1234567890123456789]}',
    '{"path":"a.jpg","features":{"a":[1,2],"b":[[3.5,4],[5,6.25]],"c":{"d":[7,8]}},"error":{"kind":"x","a":[1,2],"b":3}}',
    # Longer than the blocks of 64 bytes in which lines are scanned, with escapes at the borders.
    '{"path":"' + "x" * 50 + '\\\\\\"\\u00e9' + "y" * 9 + "\\\\" * 16 + '","k\\u0061y":"' + "é" * 40
    + '","landmarks":[' + ",".join(f"[{i * 3.25},{i * 7}]" for i in range(30)) + "]}",
]
# Fields that may change, since the stage owns them.
OWNED = {"features", "roll", "yaw", "error"}


def mutated(data, characters, count):
    data = bytearray(data)
    for _ in range(count):
        place, what = random.randrange(len(data)), random.random()
        if what < 0.4:
            data[place] = random.choice(characters)
        elif what < 0.7:
            del data[place]
        else:
            data.insert(place, random.choice(characters))
        if not data:
            return b"x"
    return bytes(data)


def failed(why, *more):
    sys.exit("\n".join(["mutations: " + why, *map(str, more)]))


def check_memory():
    """The memory of the largest process that has ended, including decoders; shared memory counts in each."""
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"the largest process had {largest} MB")
    if largest >= 1000:
        failed(f"a process had {largest} MB of memory")


def is_failed(record):
    """Whether an earlier stage could not process it."""
    error = record.get("error")
    return isinstance(error, dict) and isinstance(error.get("kind"), str)


def is_object(line):
    """Whether Python accepts it as a record; None for a blank line, which is skipped."""

    def no_number(word):
        raise ValueError(word)

    try:
        text = line.decode()
        return isinstance(json.loads(text, parse_constant=no_number), dict) if text.strip(" \t") else None
    except ValueError:
        return False


def kept_bytes(line, before):
    """The beginning of the line's record after a stage has added to it; nothing where it replaced a member."""
    return b"" if OWNED & before.keys() else line.rstrip(b" \t\r")[:-1].rstrip(b" \t\r")


def check_lines(programs, lines, plain="0"):
    """Lines are records exactly if Python says so; fields that the stage does not own are unchanged, byte for byte."""
    done = subprocess.run(
        [programs / "fc-normalize"], input=b"\n".join(lines) + b"\n", capture_output=True,
        env={**os.environ, "FC_PLAIN": plain})
    if done.returncode not in (0, 1):
        failed(f"fc-normalize ended with {done.returncode}", done.stderr.decode(errors="replace")[-2000:])
    left_out = {int(told.split(":")[2]) for told in done.stderr.decode().splitlines() if "left out" in told}
    results = iter(done.stdout.split(b"\n"))
    for number, line in enumerate(lines, 1):
        expected = is_object(line)
        if (expected is False) != (number in left_out):
            failed("fc-normalize and Python's json see a line differently", line)
        if not expected:
            continue
        result = next(results)
        before, after = json.loads(line), json.loads(result)
        keep = {} if is_failed(before) else OWNED
        if any(value != after.get(name) for name, value in before.items() if name not in keep):
            failed("fc-normalize changed a field", line, after)
        if not result.startswith(kept_bytes(line, before)):
            failed("fc-normalize changed bytes", line, result)
    if any(results):
        failed("fc-normalize wrote more records than there are")
    print(f"{len(lines)} lines, {len(left_out)} of them no records: as Python's json sees them")


def records(programs, count, plain):
    characters = "{}[]\",:\\0123456789.eE+-truefalsn \t\x01u/é".encode()
    lines = [mutated(random.choice(LINES).encode(), characters, random.choice([0, 1, 1, 1, 2, 3])) for _ in range(count)]
    check_lines(programs, [line for line in lines if b"\n" not in line and b"\r" not in line], plain)


def originals(jpeg):
    """Pictures of each kind; TIFF, which has the most variants, more often."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    turned = jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]
    return [[jpeg], [turned], pictures(), pictures(), pictures(), tiffs(jpeg), heifs(pictures())]


def damaged(whole):
    """Damages mostly headers (in a TIFF, at the end), whose bytes matter more."""
    size, part = len(whole), random.random()
    first = 0 if part < 0.7 else max(0, size - 500)
    last = size if part < 0.3 else min(size, first + random.choice([60, 500]))
    middle = mutated(whole[first:last], bytes(range(256)), random.choice([1, 1, 2, 5, 20]))
    data = whole[:first] + middle + whole[last:]
    if random.random() < 0.1 and len(data) > 8:
        data = data[: random.randrange(8, len(data))]
    return with_right_sums(data) if data.startswith(b"\x89PNG") and random.random() < 0.8 else data


def run_on(programs, command, paths):
    """The records of a batch; none of its photos may take much processor time, nor wait."""
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    done = subprocess.run([programs / command[0], *command[1:], *paths], capture_output=True, timeout=600)
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - used
    if done.returncode not in (0, 1):
        failed(f"{' '.join(command)} ended with {done.returncode}", paths, done.stderr.decode(errors="replace")[-2000:])
    if used > 5 and len(paths) == 1:
        failed(f"{' '.join(command)} took {used:.1f} s", base64.b64encode(paths[0].read_bytes()[:20_000]).decode())
    if used > 5:
        for path in paths:
            run_on(programs, command, [path])
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if [answer["path"] for answer in answers if answer.get("face", 0) == 0] != list(map(str, paths)):
        failed(f"{' '.join(command)} lost a photo")
    return answers


def without_path(answers):
    return [{name: value for name, value in answer.items() if name != "path"} for answer in answers]


def check_whole(programs, command, answers, whole, original):
    """Good photos among the damaged ones give the same records as they do alone."""
    alone = without_path(run_on(programs, command, [original]))
    for path in whole:
        if without_path(answer for answer in answers if answer["path"] == str(path)) != alone:
            failed(f"{' '.join(command)} answers otherwise for a good photo beside damaged ones", path)


def photos(programs, count, more):
    commands = (
        ["fc-landmarks"], ["fc-detect", "--search", "thorough"], ["fc-detect", "--detector", "haar"],
        ["fc-detect", "--damaged"])
    seen = {command: [0, 0] for command in map(" ".join, commands)}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run(
            [programs / "fc-synth", "--quiet", "--count", "2", "--size", "160", "--out", folder / "drawn"],
            stdout=subprocess.DEVNULL, check=True)
        original = folder / "drawn/face-0000.jpg"
        kinds = originals(original.read_bytes())
        if more:
            kinds += [[path.read_bytes() for path in sorted(pathlib.Path(more).iterdir()) if path.suffix != ".gray"]] * 4
        for first in range(0, count, 200):
            paths = [folder / f"{number}.jpg" for number in range(first, min(first + 200, count))]
            whole = paths[10::20]
            for path in whole:
                path.write_bytes(original.read_bytes())
            for path in paths:
                if path in whole:
                    continue
                data = damaged(random.choice(random.choice(kinds)))
                # A file that begins like a record is a file of records.
                path.write_bytes(b"}" + data if b"{" in data[:8] else data)
            for command in commands:
                answers = run_on(programs, command, paths)
                check_whole(programs, command, answers, whole, original)
                seen[" ".join(command)][0] += sum("error" not in answer for answer in answers)
                seen[" ".join(command)][1] += sum("error" in answer for answer in answers)
            for path in paths:
                path.unlink()
    for command, (faces, errors) in seen.items():
        print(f"{command}: {count} damaged photos, {faces} faces, {errors} errors")


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    numbers = [int(argument) for argument in sys.argv[2:5]]
    seed, lines, count = numbers + [1, 20_000, 600][len(numbers) :]
    random.seed(seed)
    # With all instructions of this processor, and with only those that every processor has.
    records(programs, lines, "0")
    records(programs, lines, "1")
    photos(programs, count, sys.argv[5] if len(sys.argv) > 5 else None)
    check_memory()


if __name__ == "__main__":
    main()
