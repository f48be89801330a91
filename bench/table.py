"""Shared by the scripts in this folder: the records that a program prints, and rows of one table."""
import json
import os
import subprocess
import sys

# The number of rows whose figure is worse than required.
worse = 0


def records(*command, of=()):
    """The records that a program prints; photos that fail are among them."""
    lines = "".join(one if isinstance(one, str) else json.dumps(one) + "\n" for one in of)
    done = subprocess.run(command, input=lines, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        script = os.path.splitext(os.path.basename(sys.argv[0]))[0]
        sys.exit(f"{script}: {' '.join(command[:4])} …: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def row(what, figure, wanted="", good=True):
    global worse
    worse += not good
    print(f"| {what} | {figure} | {wanted} | {'' if not wanted else 'yes' if good else '**no**'} |", flush=True)
