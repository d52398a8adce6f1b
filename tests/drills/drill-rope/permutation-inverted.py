"""Returns the inverse permutation, which leads from halves to neighbors."""

import numpy as np


def rope_tables(positions, width, base=10_000.0):
    frequencies = base ** (-2.0 * np.arange(width // 2) / width)
    angles = np.asarray(positions, dtype=np.float64)[:, None] * frequencies
    return np.cos(angles), np.sin(angles)


def rotate(x, cos, sin, interleaved=False):
    half = x.shape[-1] // 2
    if interleaved:
        first, second = np.s_[..., 0::2], np.s_[..., 1::2]
    else:
        first, second = np.s_[..., :half], np.s_[..., half:]
    a, b = x[first], x[second]
    out = np.empty_like(x)
    out[first] = a * cos - b * sin
    out[second] = a * sin + b * cos
    return out


def to_half_split(width):
    return np.arange(width).reshape(2, -1).T.ravel()


def attention(q, k, v, positions, base=10_000.0):
    cos, sin = rope_tables(positions, q.shape[-1], base)
    q, k = rotate(q, cos, sin), rotate(k, cos, sin)  # v carries content only
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    scores = np.where(np.tri(q.shape[-2], dtype=bool), scores, -np.inf)
    exp = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True) @ v
