#!/usr/bin/env python3
"""Compares fc-whispers with faiss and scikit-learn on artificial faces of many persons: time, memory, and the adjusted Rand index.
A table for BENCHMARKS.md.

usage: persons.py [--folder out/bench] [--apart D] COUNT…       the programs on the PATH

Faces are made as by make_data.py, 2 to 200 per person, in random order. With --apart, three of four persons are at the distance D
from another one, while photos of the same person are 0.4 apart: persons nearer than 0.4 can hardly be distinguished.
fc-whispers reads and writes records; the others get the same numbers as an array, and write nothing:
  faiss lists       4 · √count inverted lists, 8 of them searched; faces nearer than 0.5 are joined (connected components)
  faiss HNSW        a graph with 32 links; of the 32 nearest faces, those nearer than 0.5 are joined
  HDBSCAN           scikit-learn's, clusters of at least 2 faces; it compares all with all
"""
import argparse
import os
import subprocess
import sys
import time

import numpy as np

# The maximum number of faces for a method: more would take hours, or more memory than there is.
MOST = {"HDBSCAN": 20_000, "fc-whispers --neighbours exact": 100_000, "faiss HNSW": 100_000}
PEERS = ["faiss lists", "faiss HNSW", "HDBSCAN"]


def made(count, apart):
    """The person and the vector of each face."""
    rng = np.random.default_rng(2)
    persons, rows, person = [], [], 0
    while sum(map(len, persons)) < count:
        step = rng.normal(0, 1, 128)
        if apart and person % 4:
            centre = relative + step * (apart / np.linalg.norm(step))
        else:
            centre = relative = step * (1.4 / np.linalg.norm(step))
        size = int(rng.integers(2, 201))
        persons.append(np.full(size, person))
        rows.append(np.round(centre + rng.normal(0, 0.025, (size, 128)), 6).astype(np.float32))
        person += 1
    order = rng.permutation(count)
    return np.concatenate(persons)[:count][order], np.concatenate(rows)[:count][order]


def files(folder, count, apart):
    """Records and array of so many faces, made if they are missing."""
    import orjson

    os.makedirs(folder, exist_ok=True)
    stem = os.path.join(folder, f"persons-{count}" + (f"-{apart}" if apart else ""))
    if not os.path.exists(stem + ".npy"):
        persons, rows = made(count, apart)
        with open(stem + ".ndjson", "wb") as out:
            for number, (person, row) in enumerate(zip(persons.tolist(), rows)):
                vector = np.round(row.astype(float), 6).tolist()
                out.write(orjson.dumps({"path": f"{number}.jpg", "person": person, "embedding": vector}) + b"\n")
        np.save(stem + "-persons.npy", persons)
        np.save(stem + ".npy", rows)
    return stem


def components(count, first, second):
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    return connected_components(coo_matrix((np.ones(len(first), bool), (first, second)), (count, count)), directed=False)[1]


def peer(name, stem):
    """The labels of one of the other methods, run in a separate process."""
    rows = np.load(stem + ".npy")
    count = len(rows)
    if name == "HDBSCAN":
        from sklearn.cluster import HDBSCAN

        labels = HDBSCAN(min_cluster_size=2, n_jobs=2, copy=False).fit(rows).labels_
        # Each face without a cluster becomes its own cluster.
        labels = np.where(labels < 0, count + np.arange(count), labels)
    else:
        import faiss

        faiss.omp_set_num_threads(2)
        if name == "faiss lists":
            index = faiss.IndexIVFFlat(faiss.IndexFlatL2(128), 128, max(1, int(4 * count**0.5)))
            index.train(rows[:: max(1, count // (index.nlist * 40))])
            index.add(rows)
            index.nprobe = 8
            parts = []
            for start in range(0, count, 50_000):
                limits, _, found = index.range_search(rows[start:start + 50_000], 0.25)
                first = start + np.repeat(np.arange(len(limits) - 1), np.diff(limits.astype(np.int64)))
                parts.append(np.stack([first, found])[:, found > first].astype(np.int32))
            first, second = np.concatenate(parts, axis=1)
        else:
            index = faiss.IndexHNSWFlat(128, 32)
            index.add(rows)
            squares, found = index.search(rows, 32)
            near = squares < 0.25
            first, second = np.repeat(np.arange(count), near.sum(axis=1)), found[near]
        labels = components(count, first, second)
    np.save(stem + "-labels.npy", labels)


def timed(command):
    began = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"persons: failed: {command}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def labels_of(path):
    import orjson

    with open(path, "rb") as lines:
        return np.array([orjson.loads(line)["cluster"] for line in lines])


def main():
    from sklearn.metrics import adjusted_rand_score

    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default="out/bench")
    parser.add_argument("--apart", type=float, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--peer", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("counts", type=int, nargs="*")
    options = parser.parse_args()
    if options.peer:
        return peer(*options.peer)
    print("| faces | method | time | processor time | memory | ARI | clusters (persons) |\n|---|---|---|---|---|---|---|", flush=True)
    for count in options.counts:
        stem = files(options.folder, count, options.apart)
        persons = np.load(stem + "-persons.npy")
        for name in ["fc-whispers", "fc-whispers --neighbours exact"] + PEERS:
            if count > MOST.get(name, count) or options.only not in name:
                continue
            if name in PEERS:
                figures = timed([sys.executable, __file__, "--peer", name, stem])
                labels = np.load(stem + "-labels.npy")
            else:
                out = stem + ".out"
                figures = timed(name.split() + ["-q", "-o", out, stem + ".ndjson"])
                labels = labels_of(out)
                os.remove(out)
            seconds, processor, memory = figures
            print(f"| {count:,} | {name} | {seconds:.3g} s | {processor:.3g} s | {memory:.0f} MB | "
                  f"{adjusted_rand_score(persons, labels):.4f} | {len(set(labels.tolist()))} ({len(set(persons.tolist()))}) |", flush=True)


if __name__ == "__main__":
    main()
