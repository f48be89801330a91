"""Tests the verdict of fc-quiz, for accuracy.py: simulated judges see faces as the descriptor network does, or guess."""
import json
import os
import random
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../Tests/Pages"))
import quiz_answers  # noqa: E402

QUIZZES = 200
FACES = 100
# The error of a judge's perception of a distance, in standard deviations of all distances.
NOISE = 0.5


def run(*command, of=()):
    lines = "".join(json.dumps(record) + "\n" for record in of)
    done = subprocess.run(command, input=lines, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"accuracy: {' '.join(command[:4])} …: {done.stderr}")
    return done.stdout


def records(*command, of=()):
    return [json.loads(line) for line in run(*command, of=of).splitlines()]


def drawn(folder, types):
    """Faces with the fields that a quiz needs, their features and their descriptors."""
    run("fc-synth", "-q", "--types", str(types), "--count", "300", "--seed", "11", "--out", f"{folder}/{types}")
    paths = [f"{folder}/{types}/{name}" for name in sorted(os.listdir(f"{folder}/{types}"))]
    faces = records("fc-normalize", of=records("fc-embed", of=records("fc-landmarks", "--boxes", "1", *paths)))
    return [{name: face[name] for name in ("path", "face", "box", "landmarks", "features", "embedding")} for face in faces]


class Eyes:
    """The distances between faces, as judges see them."""

    def __init__(self, faces, quiz):
        names = [f"{face['path']}\n{face['face']}\n{list(map(float, face['box']))}" for face in faces]
        self.place = {f"{quiz_answers.digest(name + chr(10) + quiz):016x}": at for at, name in enumerate(names)}
        vectors = np.array([face["embedding"] for face in faces])
        self.distances = np.linalg.norm(vectors[:, None] - vectors[None], axis=2)
        self.noise = NOISE * self.distances[np.triu_indices(len(faces), 1)].std()

    def choose(self, shown, generator):
        """The face that remains when the two most similar ones are removed."""
        a, b, c = (self.place[key] for key in shown)
        seen = [self.distances[b, c], self.distances[a, c], self.distances[a, b]]
        return min(range(3), key=lambda at: seen[at] + generator.gauss(0, self.noise))


def verdict(folder, faces, pages, judges, seed, guessing=False):
    """The result of --score: `judges` per page, each answering all its 60 questions."""
    generator = random.Random(seed)
    shown = [{name: face[name] for name in face if name not in ("features", "embedding")} for face in faces]
    answers, eyes = [], None
    for page in range(pages):
        path = f"{folder}/quiz.html"
        run("fc-quiz", "--images", "none", "--seed", str(page), "-o", path, of=shown)
        data = quiz_answers.read(path)
        eyes = eyes or Eyes(faces, data["quiz"])
        for judge in range(judges):
            for number, question in enumerate(data["questions"], 1):
                choice = generator.randrange(3) if guessing else eyes.choose(question["shown"], generator)
                answers.append(quiz_answers.answer(data, number, choice, f"{page} {judge}"))
    return json.loads(run("fc-quiz", "-q", "--score", of=answers))


def sample(pool, seed, of_clusters=True):
    """Some faces, in four clusters by their proportions, or in random groups."""
    generator = random.Random(seed)
    faces = generator.sample(pool, FACES)
    if of_clusters:
        return records("fc-kmeans", "-q", "-k", "4", "--seed", str(seed), of=faces)
    return [{**face, "cluster": at % 4} for at, face in enumerate(faces)]


def verdicts(row):
    with tempfile.TemporaryDirectory() as folder:
        (one,) = records("fc-synth", "-q", "--count", "1", "--out", folder)
        if subprocess.run(["fc-embed", "-q", one["path"]], capture_output=True).returncode == 2:
            return print("accuracy: no networks (make models): no judges for fc-quiz", file=sys.stderr)
        typed, plain = drawn(folder, 4), drawn(folder, 0)

        def score(what, pool, wanted, quizzes=QUIZZES, of_clusters=True, **how):
            scores = [verdict(folder, sample(pool, seed, of_clusters), seed=seed, **how) for seed in range(quizzes)]
            right = sum(score["seen"] is wanted for score in scores)
            found, chance = (np.mean([score[kind]["accuracy"] for score in scores]) for kind in ("clusters", "control"))
            row(f"fc-quiz, {quizzes} quizzes, {what}: right verdict; odd faces found, in random groups",
                f"{right / quizzes:.1%}; {found:.0%}, {chance:.0%}", "≥ 95%", right >= 0.95 * quizzes)

        score("4 types planted, 3 judges who see the embedding's distance: seen", typed, True, pages=1, judges=3)
        score("4 types planted, 30 judges who guess: not seen", typed, False, pages=1, judges=30, guessing=True)
        # Judges with similar perception give the same answers to the same questions, so one page is not enough.
        score("none planted, groups at random, 40 judges who see, 20 pages: not seen", plain, False,
              of_clusters=False, pages=20, judges=2)
        # k-means puts similar faces together even if there are no types, and judges can see that.
        score("none planted, groups of k-means, 40 judges who see, 20 pages: seen to be alike", plain, True,
              quizzes=QUIZZES // 4, pages=20, judges=2)
