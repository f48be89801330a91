#!/usr/bin/env python3
"""Times our programs and their alternatives in turns, and prints a table in Markdown. Called by Scripts/bench.

usage: run.py ROWS.json [ROUNDS] [WORD]      WORD: only the rows whose work contains it

Each round runs hyperfine once on both commands, one after the other, so that other work on the machine affects both. A ratio is the
peer's median over ours; its spread is that of the individual rounds' ratios. Memory is that of the largest process, from an
additional run. If a row's commands print their own seconds and a figure (`tells` names it), these are used.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile


def hyperfine(commands, runs):
    with tempfile.NamedTemporaryFile() as out:
        call = ["hyperfine", "--style", "none", "--shell", "bash", "--runs", str(runs), "--export-json", out.name]
        for command in commands:
            call += [command]
        done = subprocess.run(call, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"bench: {done.stderr.strip()}")
        results = json.load(open(out.name))["results"]
    return [result["mean"] for result in results]


def own_seconds(commands, told):
    times = []
    for command in commands:
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
        seconds, told[command] = map(float, done.stdout.split())
        times.append(seconds)
    return times


def peak_megabytes(command):
    child = subprocess.Popen(["bash", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    usage = os.wait4(child.pid, 0)[2]
    return usage.ru_maxrss / 1024


def text(seconds):
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.3g} s"


def measure(row, rounds):
    commands = [row["ours"], row["peer"]]
    told = {}
    if row.get("tells"):
        one = lambda: own_seconds(commands, told)
    else:
        one = lambda: hyperfine(commands, int(row.get("runs", 1)))
        hyperfine(commands, 1)  # files and page cache are warm from here on
    times = [one() for _ in range(rounds)]
    ours, peer = ([time[i] for time in times] for i in (0, 1))
    ratios = [b / a for a, b in zip(ours, peer)]
    ratio = statistics.median(peer) / statistics.median(ours)
    memory = [peak_megabytes(command) for command in commands]
    detail = []
    if row.get("bytes"):
        rate = int(row["bytes"]) / 1e6
        detail.append(f"{rate / statistics.median(ours):.0f} MB/s against {rate / statistics.median(peer):.0f}")
    if told:
        figures = [told[command] for command in commands]
        detail.append(f"{row['tells']} {figures[0]:.7g}, {100 * (figures[0] / figures[1] - 1):+.2g} % of theirs")
    work = row["work"] + (f" ({'; '.join(detail)})" if detail else "")
    wanted, reached = [], True
    if "wanted" in row:
        wanted.append(f"≥ {row['wanted']}")
        reached &= ratio >= float(row["wanted"])
    if "most" in row:
        wanted.append(f"≤ {text(float(row['most']))}")
        reached &= statistics.median(ours) <= float(row["most"])
    verdict = "" if not wanted else "yes" if reached else "**no**"
    return (
        f"| {work} | {row['against']} | {text(statistics.median(ours))} | {text(statistics.median(peer))} | "
        f"{ratio:.1f} | {min(ratios):.1f} … {max(ratios):.1f} | {', '.join(wanted)} | {verdict} | "
        f"{memory[0]:.0f} / {memory[1]:.0f} MB |"
    )


def main():
    rows = json.load(open(sys.argv[1]))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    word = sys.argv[3] if len(sys.argv) > 3 else ""
    print("| work | peer | ours | theirs | ratio | spread | target | met | peak memory |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for row in rows:
        if word in row["work"]:
            print(measure(row, int(row.get("rounds", rounds))), flush=True)


if __name__ == "__main__":
    main()
