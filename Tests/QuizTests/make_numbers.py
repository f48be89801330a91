"""Writes Numbers.swift: the results of scipy, statsmodels and krippendorff for the tests' cases.

Run: python3 make_numbers.py > Numbers.swift   (needs scipy, statsmodels, krippendorff; made with
scipy 1.17.1, statsmodels 0.15.0, krippendorff 0.9.0)
"""
import krippendorff
import numpy as np
from scipy.special import betainc
from scipy.stats import binomtest
from statsmodels.stats.proportion import (
    confint_proportions_2indep, proportion_confint, samplesize_proportions_2indep_onetail)

# The numbers of right answers and of all answers, about clusters and about random groups.
CASES = [
    (21, 30, 11, 30), (0, 30, 10, 30), (30, 30, 9, 30), (10, 30, 10, 30), (1, 1, 0, 1),
    (0, 1, 1, 1), (2, 3, 1, 3), (130, 390, 131, 390), (180, 390, 130, 390), (299, 300, 1, 300),
    (5, 7, 3, 11), (77, 250, 80, 240), (400, 1000, 333, 1000), (1234, 2500, 801, 2499),
    (13, 30, 9, 30), (60, 60, 60, 60), (0, 12, 0, 15), (17, 29, 22, 31), (33333, 99999, 40000, 99999),
    (8, 15, 4, 15),
]
# Rows are persons, columns questions; 0 is no answer.
CHOICES = [
    [[1, 2, 3, 3, 2, 1, 1, 2], [1, 2, 3, 3, 2, 2, 1, 2]],
    [[1, 2, 3, 0, 2, 1, 0, 2], [1, 2, 0, 3, 2, 2, 1, 0], [0, 3, 3, 3, 2, 2, 1, 2]],
    [[1, 1, 1, 2], [2, 2, 3, 3], [3, 3, 2, 1]],
    [[1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 3]],
    np.random.default_rng(5).integers(0, 4, (9, 60)).tolist(),
]


def beta(x, a, b):
    return f"    ({x!r}, {a!r}, {b!r}, {float(betainc(a, b, x))!r}),"


def row(right, count, other_right, other_count):
    exact = proportion_confint(right, count, method="beta")
    score = proportion_confint(right, count, method="wilson")
    guessing = binomtest(right, count, 1 / 3, alternative="greater").pvalue
    low, high = confint_proportions_2indep(
        right, count, other_right, other_count, method="newcomb", compare="diff")
    numbers = [*(0 if np.isnan(n) else n for n in exact), *score, guessing, low, high]
    return (f"    Case(\n      right: {right}, count: {count}, otherRight: {other_right}, "
            f"otherCount: {other_count},\n      numbers: ["
            + ",\n        ".join(repr(float(number)) for number in numbers) + "\n      ]),")


def agreement(choices):
    data = [[np.nan if choice == 0 else choice for choice in person] for person in choices]
    alpha = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    units = [[choice for choice in unit if choice] for unit in zip(*choices)]
    text = ", ".join(str(unit) for unit in units)
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) > 84:
            lines, line = lines + [line.rstrip()], ""
        line += word + " "
    lines.append(line.rstrip())
    return "    (\n      [\n        " + "\n        ".join(lines) + f"\n      ], {float(alpha)!r}\n    ),"


print("// Made by make_numbers.py.\n")
print("struct Case: Sendable {")
print("  let right, count, otherRight, otherCount: Int")
print("  /// Clopper and Pearson's interval, Wilson's, the probability of guessing, Newcombe's interval.")
print("  let numbers: [Double]\n}\n")
print("enum Numbers {\n  static let cases: [Case] = [")
print("\n".join(row(*case) for case in CASES))
print("  ]\n\n  /// x, a, b, I_x(a, b)\n  static let beta: [(Double, Double, Double, Double)] = [")
print("\n".join(beta(*case) for case in [
    (0.5, 2.0, 3.0), (0.01, 0.5, 0.5), (0.99, 0.5, 20.0), (0.333, 100.0, 200.0), (0.4, 3000.0, 4500.5),
    (1e-6, 1.0, 7.0), (0.9999, 40.0, 1.0), (0.332, 33333.0, 66667.0)]))
print("  ]\n\n  /// Choices of each question, and alpha.\n  static let agreement: [([[Int]], Double)] = [")
print("\n".join(agreement(choices) for choices in CHOICES))
print("  ]\n")
print("  /// The answers of each kind needed to detect 10 points above a third.")
needed = samplesize_proportions_2indep_onetail(0.1, 1 / 3, 0.8)
print(f"  static let needed = {float(needed)!r}\n}}")
