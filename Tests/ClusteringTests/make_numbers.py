"""Writes Numbers.swift: what scikit-learn and numpy say about data that the tests make by the same formula.

Run: python3 make_numbers.py > Numbers.swift   (needs numpy, scipy, scikit-learn; made with scikit-learn 1.9.1)
"""
import numpy as np
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

MASK = (1 << 64) - 1


def uniform(count, dimensions, seed):
    """SplitMix64's numbers in 0..<1, row by row: Sample.uniform in the tests."""
    state, out = seed, np.empty(count * dimensions)
    for i in range(count * dimensions):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        out[i] = ((z ^ (z >> 31)) >> 11) * 2.0**-53
    return out.reshape(count, dimensions)


def blobs(count, dimensions, groups, seed):
    """Row i is uniform noise, moved by 2 along column (i % groups) % dimensions: Sample.blobs in the tests."""
    x = uniform(count, dimensions, seed)
    for i in range(count):
        x[i, i % groups % dimensions] += 2
    return x


def swift(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return "[" + ", ".join(swift(v) for v in value) + "]"
    return repr(float(value)) if isinstance(value, (float, np.floating)) else str(int(value))


def let(name, value, kind="[Double]"):
    text = f"  static let {name}: {kind} = {swift(value)}"
    if len(text) > 118:
        text = f"  static let {name}: {kind} = [\n" + "".join(f"    {swift(v)},\n" for v in value) + "  ]"
    print(text)


def best_inertia(x, k):
    return KMeans(k, n_init=20, random_state=0).fit(x).inertia_


print("// Made by make_numbers.py; do not edit.\n\nenum Numbers {")
let("uniformInertia", best_inertia(uniform(200, 3, 1), 5), "Double")
let("blobsInertia", best_inertia(blobs(300, 4, 3, 2), 3), "Double")
let("manyClustersInertia", best_inertia(blobs(500, 20, 20, 3), 20), "Double")
single = [KMeans(20, n_init=1, random_state=s).fit(uniform(500, 2, 3)).inertia_ for s in range(200)]
let("singleStartInertia", np.mean(single), "Double")
let("wideInertia", best_inertia(blobs(400, 33, 9, 4), 9), "Double")
let("largeInertia", best_inertia(blobs(70_000, 3, 3, 5) * [1, 10, 100], 8), "Double")
x = uniform(60, 3, 6)
labels = [np.arange(60) % 3, np.arange(60) // 20, np.where(np.arange(60) == 7, 3, np.arange(60) % 2)]
let("silhouettes", [metrics.silhouette_score(x, l) for l in labels])
let("silhouetteValues", metrics.silhouette_samples(x, labels[2])[:10])
scaler = StandardScaler().fit(np.c_[x, np.full(60, 0.1), x[:, 0] * 1e6])
let("scaleMeans", scaler.mean_)
let("scaleDeviations", scaler.scale_)
print("}")
