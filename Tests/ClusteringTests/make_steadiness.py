"""Writes SteadinessNumbers.swift: the steadiness of faces according to scipy, for data that the tests make with the same formula.

Run: python3 make_steadiness.py > SteadinessNumbers.swift   (needs numpy and scipy; made with scipy 1.17.1)

The probability that a face moved by a multivariate t with 5 degrees of freedom stays nearest to its own centre is the cumulative
distribution of another multivariate t at the distances to the separating planes, so no random draws are needed.

Why a t with 5 degrees of freedom: on the 34 people of the London Set, each left out of the covariance in turn (make accuracy prints the
figures), eight, stable and looks, zscore and within, k = 2, 4, 8, both directions, the predicted share of faces that stay
was off by 2.4 points on average (7.6 at most, bias 0.0) and the log loss was 0.212. A normal: 2.8, 10.1, +2.0; a t
with 4 degrees 2.5, 8.4, -0.5, with 8 degrees 2.4, 6.4, +0.8; the other people's own differences, both signs, smoothed by 0.15
of the covariance 2.6, 6.0, +0.8, 0.215. The t was chosen, since it needs only a covariance and no differences of photos.
"""
import numpy as np
from scipy.stats import chi2, multivariate_t, t

from sample import let, uniform

# With more planes than dimensions the shape matrix is singular, which scipy does not support; on a line it is an interval.
CASES = [(1, 2), (1, 3), (1, 5), (2, 2), (2, 3), (8, 2), (8, 3), (8, 5), (16, 2), (16, 3), (16, 5), (16, 9)]


def case(number, dimensions, count):
    """Centres, a spread within persons and twelve faces: Sample.steadiness makes the same."""
    centres = 2 * uniform(count, dimensions, 100 + number)
    root = 0.6 * (uniform(dimensions, dimensions, 200 + number) - 0.5)
    units = 0.5 + uniform(1, dimensions, 300 + number)[0]
    faces = 2 * uniform(12, dimensions, 400 + number)
    return centres, root @ root.T, units, faces


def steady(face, centres, shape):
    """P(2 move · (other - own) <= |face - other|² - |face - own|² for all others)."""
    squares = ((face - centres) ** 2).sum(1)
    own = squares.argmin()
    if len(face) == 1:
        borders = (np.delete(centres[:, 0], own) + centres[own, 0] - 2 * face[0]) / 2 / np.sqrt(shape[0, 0])
        return t.cdf(min(borders[borders >= 0], default=np.inf), 5) - t.cdf(max(borders[borders < 0], default=-np.inf), 5)
    planes = 2 * np.delete(centres - centres[own], own, 0)
    return multivariate_t.cdf(
        np.delete(squares - squares[own], own), shape=planes @ shape @ planes.T, df=5,
        maxpts=200_000, random_state=1)


print("// swift-format-ignore-file\n// Made by make_steadiness.py; do not edit.\n\nenum SteadinessNumbers {")
let("stretch", chi2.sf(5 * np.arange(0, 4, 0.25) ** 2, 5))
rows = []
for number, (dimensions, count) in enumerate(CASES):
    centres, covariance, units, faces = case(number, dimensions, count)
    shape = 2 * covariance * np.outer(units, units)
    rows.append([float(steady(face, centres, shape)) for face in faces])
let("shares", rows, "[[Double]]")
print("}")
