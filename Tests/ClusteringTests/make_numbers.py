"""Writes Numbers.swift: the results of scikit-learn and numpy for data that the tests make with the same formula.

Run: python3 make_numbers.py > Numbers.swift   (needs numpy, scipy, scikit-learn; made with scikit-learn 1.9.1)
"""
import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn import metrics
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from sample import blobs, let, uniform

def best_inertia(x, k):
    return KMeans(k, n_init=20, random_state=0).fit(x).inertia_


print("// swift-format-ignore-file\n// Made by make_numbers.py; do not edit.\n\nenum Numbers {")
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

# Scores of 20 pairs of labellings, which Sample.labellings also makes.
draw = lambda n, m, seed: [int(u * m) for u in uniform(n, 1, seed)[:, 0]]
labellings = [
    ([0, 0, 1, 1], [0, 0, 1, 1]),  # perfect
    ([0, 0, 1, 1], [1, 1, 0, 0]),  # perfect, other numbers
    ([0, 0, 1, 1], [0, 1, 0, 1]),  # as wrong as possible
    ([0, 0, 1, 2], [0, 0, 1, 1]),
    ([0, 0, 0, 0], [0, 0, 0, 0]),  # one of each
    ([0, 0, 0, 0], [0, 1, 2, 3]),  # one label, all alone
    ([0, 1, 2, 3], [0, 0, 0, 0]),  # all names once, one cluster
    ([0, 1, 2, 3], [0, 1, 2, 3]),  # all alone in both
    ([0, 0, 1, 1], [0, 0, 0, 0]),  # one cluster
    ([0, 0, 1, 1], [0, 1, 2, 3]),  # all alone
    ([0], [0]),  # one row
    ([0, 1], [0, 0]),
    ([0] * 97 + [1, 2, 2], [0] * 90 + [1] * 10),  # unbalanced
    ([0] * 50 + [1] * 50, [0] * 49 + [1] * 51),  # one wrong
    ([i // 5 for i in range(60)], [i // 6 for i in range(60)]),
    ([i % 3 for i in range(60)], [i // 20 for i in range(60)]),
    (draw(200, 4, 1), draw(200, 4, 2)),  # by chance
    (draw(200, 40, 3), draw(200, 5, 4)),  # by chance, many names
    ([i // 4 for i in range(400)], [i // 4 if u else 100 + u for i, u in enumerate(draw(400, 5, 5))]),
    (draw(3000, 30, 6), [a if u else 7 for a, u in zip(draw(3000, 30, 6), draw(3000, 3, 7))]),
]
scores = []
for a, b in labellings:
    table = metrics.cluster.contingency_matrix(a, b)
    scores.append(
        [metrics.adjusted_rand_score(a, b), metrics.normalized_mutual_info_score(a, b),
         metrics.adjusted_mutual_info_score(a, b), *metrics.homogeneity_completeness_v_measure(a, b),
         table.max(0).sum() / table.sum()])
let("agreements", [[float(v) for v in row] for row in scores], "[[Double]]")
separated = [blobs(90, 4, 3, 8), x, np.array([[0.0], [0], [3], [3]]), np.array([[1.0], [1], [1], [1]]), x]
clusters = [np.arange(90) % 3, labels[1], np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), labels[0]]
let("separations", [[metrics.calinski_harabasz_score(a, b), metrics.davies_bouldin_score(a, b)]
                    for a, b in zip(separated, clusters)], "[[Double]]")

# Linear algebra, within-person covariance and its whitening, intraclass correlation.
y = uniform(40, 5, 9) @ (uniform(5, 5, 10) - 0.5)
let("covariance", np.cov(y.T).ravel())
let("eigenvalues", np.linalg.eigvalsh(np.cov(y.T))[::-1])
people = np.array([i % 7 if i < 28 else 7 + i % 4 if i < 38 else i for i in range(40)])  # two people have one photo each
within, free = np.zeros((5, 5)), 0
for p in np.unique(people):
    d = y[people == p] - y[people == p].mean(0)
    within, free = within + d.T @ d, free + len(d) - 1
within /= free
let("within", within.ravel())
ridged = within + 0.1 * np.trace(within) / 5 * np.eye(5)
w, v = np.linalg.eigh(ridged)
white = y @ (v / np.sqrt(w))
let("whitenedDistances", [np.linalg.norm(white[i] - white[i + 1]) for i in range(10)])


def icc_two_way(t):
    n, k = t.shape
    msr = k * ((t.mean(1) - t.mean()) ** 2).sum() / (n - 1)
    msc = n * ((t.mean(0) - t.mean()) ** 2).sum() / (k - 1)
    mse = ((t - t.mean(1, keepdims=True) - t.mean(0) + t.mean()) ** 2).sum() / ((n - 1) * (k - 1))
    return (msr - mse) / (msr + (k - 1) * mse + k * (msc - mse) / n)


def icc_one_way(groups):
    sizes = np.array([len(g) for g in groups])
    n, p = sizes.sum(), len(groups)
    grand = np.concatenate(groups).mean()
    msb = sum(len(g) * (g.mean() - grand) ** 2 for g in groups) / (p - 1)
    msw = sum(((g - g.mean()) ** 2).sum() for g in groups) / (n - p)
    n0 = (n - (sizes**2).sum() / n) / (p - 1)
    return (msb - msw) / (msb + (n0 - 1) * msw)


let("iccTwoWay", [icc_two_way(y[:, c].reshape(20, 2)) for c in range(5)])
let("iccOneWay", [icc_one_way([y[people == p][:, c] for p in np.unique(people)]) for c in range(5)])

# Matching.
costs = [uniform(6, 6, 11), uniform(4, 9, 12), uniform(9, 4, 13), uniform(30, 30, 14), np.floor(uniform(8, 8, 15) * 3)]
let("cheapest", [float(c[linear_sum_assignment(c)].sum()) for c in costs])

# Retrieval: rank of the nearest row of the same name.
names = np.array([i % 13 if i < 52 else i for i in range(60)])
ranks = []
for i in range(60):
    if (names == names[i]).sum() < 2:
        continue
    distance = np.linalg.norm(x - x[i], axis=1)
    same = (names == names[i]) & (np.arange(60) != i)
    ranks.append(1 + int((distance[names != names[i]] <= distance[same].min()).sum()))
let("ranks", ranks, "[Int]")
print("}")
