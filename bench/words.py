"""Words of fc-describe, for accuracy.py: said again of another photo, and right on drawn faces."""
import json
import os
import subprocess
import tempfile


def run(command, lines):
    done = subprocess.run(command, input="".join(lines), capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"accuracy: {' '.join(command[:4])} …: {done.stderr}")
    return done.stdout.splitlines(keepends=True)


def person(line):
    return os.path.basename(json.loads(line)["path"])


def words(lines, *options):
    described = run(["fc-describe", "-q", *options], lines)
    return {person(line): set(json.loads(line)["words"]) for line in described}


def opposites():
    """Each word and the one that contradicts it."""
    rows = [line.rstrip("\n").split("\t") for line in run(["fc-looks", "--list"], [])]
    by_way = {row[1]: row[0] for row in rows}
    return {word: by_way[{"low": "high", "high": "low"}[way.split()[0]] + " " + way.split()[1]]
            for way, word in by_way.items()}


def found_again(neutral, smiling):
    """How many words are said of neutral photos, and the shares of these that the smiling photo of the same person has
    too, and has turned round; with the rule and without. A person's own photos are left out of the covariance that the
    rule uses; a word is found again where the other photo is beyond the quantile."""
    opposite = opposites()
    with tempfile.TemporaryDirectory() as folder:
        norms, within = f"{folder}/norms.json", f"{folder}/within.json"
        run(["fc-describe", "-q", "--norms-out", norms], neutral)
        plain = ["--norms", norms, "--sure", "0"]
        again, unruled = words(smiling, *plain), words(neutral, *plain)
        ruled = {}
        for line in neutral:
            name = person(line)
            others = [other for other in neutral + smiling if person(other) != name]
            run(["fc-repeat", "-q", "--label-from-path", "([^/]*)$", "--covariance-out", within], others)
            ruled |= words([line], "--norms", norms, "--within", within)

    def shares(said):
        pairs = [(word, name) for name, of_face in said.items() for word in of_face if name in again]
        count = max(1, len(pairs))
        return (len(pairs) / max(1, len(said)), sum(word in again[name] for word, name in pairs) / count,
                sum(opposite[word] in again[name] for word, name in pairs) / count)

    return shares(ruled), shares(unruled)
