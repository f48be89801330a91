#!/usr/bin/env python3
"""fc-kmeans as a script: orjson and scikit-learn on z-scored features. usage: kmeans_stage.py K < records > records"""
import sys

import numpy as np
import orjson
from sklearn.cluster import KMeans


def main():
    k = int(sys.argv[1])
    records = [orjson.loads(line) for line in sys.stdin.buffer]
    data = np.array([list(record["features"].values()) for record in records])
    data = (data - data.mean(axis=0)) / data.std(axis=0)
    model = KMeans(n_clusters=k, n_init=10, random_state=0).fit(data)
    distances = model.transform(data)
    nearest = np.argsort(distances, axis=1)[:, :2]
    rank = np.empty(k, dtype=int)
    rank[np.argsort(-np.bincount(model.labels_, minlength=k), kind="stable")] = np.arange(k)
    out = sys.stdout.buffer
    for record, row, (own, next_one) in zip(records, distances, nearest):
        d1, d2 = float(row[own]), float(row[next_one])
        record["cluster"] = int(rank[own])
        record["distance"] = round(d1, 6)
        record["runner_up"] = int(rank[next_one])
        record["margin"] = round((d2 - d1) / d2, 6) if d2 > 0 else 0.0
        out.write(orjson.dumps(record) + b"\n")
    print(f"inertia {model.inertia_:.6f}", file=sys.stderr)


if __name__ == "__main__":
    main()
