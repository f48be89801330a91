"""Data that Sample.swift makes with the same formula, and functions that write numbers as Swift."""
import textwrap

import numpy as np

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
    if len(text) > 100:
        text = f"  static let {name}: {kind} = {filled(value, '  ')}"
    print(text)


def filled(value, indent):
    """A list on lines of at most 100 columns: one row below the other, with as many numbers as fit."""
    deeper = indent + "  "
    if isinstance(value[0], (list, tuple, np.ndarray)):
        rows = [swift(v) for v in value]
        lines = [f"{deeper}{row if len(row) < 94 else filled(v, deeper)}," for row, v in zip(rows, value)]
    else:
        lines = textwrap.wrap(
            ", ".join(swift(v) for v in value) + ",", 98, initial_indent=deeper, subsequent_indent=deeper,
            break_on_hyphens=False)
    return "[\n" + "\n".join(lines) + f"\n{indent}]"
