"""Hidden keys have entered the denominator already."""

import numpy as np


def softmax(x):
    exp = np.exp(x - x.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def attention(q, k, v, causal=True):
    per_group = q.shape[1] // k.shape[1]
    k, v = k.repeat(per_group, axis=1), v.repeat(per_group, axis=1)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    weights = softmax(scores)
    if causal:
        weights = np.tril(weights)
    return weights @ v, weights
