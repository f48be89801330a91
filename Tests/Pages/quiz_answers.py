#!/usr/bin/env python3
"""Reimplements what fc-quiz's page does with a question: reads solutions and writes answers.

    quiz_answers.py quiz.html PERSON HOW     answers as the page would save them, on standard output

HOW: `right` (right about clusters, otherwise 1), `random:SEED`, or the choices themselves, such as 1213.
"""
import functools
import json
import pathlib
import random
import re
import sys


def digest(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


def read(path):
    """The quiz that a page holds."""
    return json.loads(re.search(r'id="data">(.*?)</script>', pathlib.Path(path).read_text(), re.S)[1])


def solution(data, number):
    """The position of the odd face from 0, whether the groups are random, and their numbers."""
    return unsealed(data["questions"][number - 1]["sealed"], number, data["quiz"])


@functools.lru_cache(1000)
def unsealed(sealed, number, quiz):
    plain = bytes(byte ^ digest(f"{place}/{number}/{quiz}") >> 32 & 255
                  for place, byte in enumerate(bytes.fromhex(sealed)))
    odd, is_control, *groups = map(int, plain.decode().split(","))
    return odd, bool(is_control), groups


def answer(data, number, choice, person, milliseconds=1000):
    odd, is_control, groups = solution(data, number)
    record = {
        "quiz": data["quiz"], "question": number, "questions": len(data["questions"]),
        "seed": data["seed"], "images": data["images"],
        "shown": data["questions"][number - 1]["shown"], "choice": choice + 1, "odd": odd + 1,
        "right": choice == odd, "about": "control" if is_control else "clusters",
        "clusters": groups, "person": person, "milliseconds": milliseconds}
    fields = [record["quiz"], number, record["questions"], record["seed"], record["images"],
              " ".join(record["shown"]), choice + 1, odd + 1, record["about"],
              " ".join(map(str, groups)), person, milliseconds]
    record["check"] = f"{digest(chr(10).join(map(str, fields))):016x}"
    return record


def main(path, person, how):
    data = read(path)
    numbers = range(1, len(data["questions"]) + 1)
    if how == "right":
        solutions = [solution(data, number) for number in numbers]
        choices = [0 if is_control else odd for odd, is_control, _ in solutions]
    elif how.startswith("random:"):
        generator = random.Random(how)
        choices = [generator.randrange(3) for _ in numbers]
    else:
        choices = [int(digit) - 1 for digit in how]
    for number, choice in zip(numbers, choices):
        print(json.dumps(answer(data, number, choice, person), ensure_ascii=False,
                         separators=(",", ":")))


if __name__ == "__main__":
    main(*sys.argv[1:])
