"""Draws the bonus token with the number that judged the last draft."""

import numpy as np


def draw(weights, rng):
    edges = np.cumsum(weights)
    return int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))


def judge(p, q, x, rng):
    if rng.random() * q[x] < p[x]:  # u < p/q without a division
        return int(x), True
    return draw(np.maximum(0.0, p - q), rng), False


def one_round(p, q, gamma, rng):
    tokens, u = [], rng.random()
    for _ in range(gamma):
        token, u = draw(q, rng), rng.random()
        if u * q[token] >= p[token]:
            return [*tokens, draw(np.maximum(0.0, p - q), rng)]
        tokens.append(token)
    return [*tokens, int(np.searchsorted(np.cumsum(p), u, side="right"))]


def generate(p, q, gamma, n, rng):
    tokens, passes = [], 0
    while len(tokens) < n:
        tokens += one_round(p, q, gamma, rng)
        passes += 1
    return tokens[:n], passes
