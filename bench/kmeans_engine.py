#!/usr/bin/env python3
"""k-means alone, 10 starts. usage: kmeans_engine.py sklearn|faiss FILE COLUMNS K     (FILE: doubles, row by row)

Prints the seconds that the fit took, without reading the file, and the inertia.
"""
import sys
import time

import numpy as np


def main():
    library, path, columns, k = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    data = np.fromfile(path).reshape(-1, columns)
    if library == "sklearn":
        from sklearn.cluster import KMeans

        began = time.perf_counter()
        inertia = KMeans(n_clusters=k, n_init=10, random_state=0).fit(data).inertia_
    else:
        import faiss

        data = data.astype(np.float32)
        began = time.perf_counter()
        # By default faiss samples 256 points per centre; it has no tolerance, so each start runs 25 rounds.
        model = faiss.Kmeans(columns, k, niter=25, nredo=10, seed=0, max_points_per_centroid=len(data))
        model.train(data)
        inertia = model.index.search(data, 1)[0].astype(float).sum()
    print(f"{time.perf_counter() - began:.3f} {inertia:.6g}")


if __name__ == "__main__":
    main()
