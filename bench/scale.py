#!/usr/bin/env python3
"""Measures time and memory of the text stages for increasing numbers of records. Called by Scripts/bench-scale.

usage: scale.py STAGES.json COUNT…        STAGES: [{"work": …, "command": … with {count} in it}]

The slope is that of log time over log records between the two largest counts that ran: 1 is linear.
"""
import json
import math
import os
import subprocess
import sys
import time

LIMIT = 600  # seconds, for one run


def run(command):
    began = time.perf_counter()
    child = subprocess.Popen(["timeout", str(LIMIT), "bash", "-c", command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) == 124:
        return None
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"bench-scale: failed: {command}")
    return seconds, usage.ru_maxrss / 1024


def main():
    stages = json.load(open(sys.argv[1]))
    counts = [int(count) for count in sys.argv[2:]]
    print("| stage | " + " | ".join(f"{count:,}" for count in counts) + " | slope |")
    print("|---|" + "---|" * (len(counts) + 1), flush=True)
    for stage in stages:
        cells, points = [], []
        for count in counts:
            runs = []
            # The best of three, or of as many as fit into some seconds.
            while len(runs) < 3 and None not in runs and sum(seconds for seconds, _ in runs) < 20:
                runs.append(run(stage["command"].format(count=count)))
            if None in runs:
                cells.append(f"> {LIMIT} s")
                continue
            seconds, memory = min(runs)
            cells.append(f"{seconds:.3g} s, {memory:.0f} MB")
            points.append((count, seconds))
        slope = ""
        if len(points) >= 2:
            (a, t), (b, u) = points[-2:]
            slope = f"{math.log(u / t) / math.log(b / a):.2f}"
        print(f"| {stage['work']} | " + " | ".join(cells) + f" | {slope} |", flush=True)


if __name__ == "__main__":
    main()
