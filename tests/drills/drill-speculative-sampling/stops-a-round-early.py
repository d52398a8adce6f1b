"""Ends before a round that could overshoot."""

import numpy as np


def draw(weights, rng):
    edges = np.cumsum(weights)
    return int(np.searchsorted(edges, rng.random() * edges[-1], side="right"))


def judge(p, q, x, rng):
    if rng.random() * q[x] < p[x]:  # u < p/q without a division
        return int(x), True
    return draw(np.maximum(0.0, p - q), rng), False


def one_round(p, q, gamma, rng):
    tokens = []
    for _ in range(gamma):
        token, accepted = judge(p, q, draw(q, rng), rng)
        tokens.append(token)
        if not accepted:
            return tokens
    return [*tokens, draw(p, rng)]


def generate(p, q, gamma, n, rng):
    tokens, passes = [], 0
    while len(tokens) + gamma < n:
        tokens += one_round(p, q, gamma, rng)
        passes += 1
    return tokens[:n], passes
