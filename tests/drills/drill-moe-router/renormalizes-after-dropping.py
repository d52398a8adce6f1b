"""Renormalizes the gates of a token over the experts that had room for it."""

import math

import numpy as np


def route(logits, k):
    exp = np.exp(logits - logits.max(axis=1, keepdims=True))
    probs = exp / exp.sum(axis=1, keepdims=True)
    chosen = np.argsort(-probs, axis=1, kind="stable")[:, :k]
    gates = np.take_along_axis(probs, chosen, axis=1)
    if k > 1:
        gates = gates / gates.sum(axis=1, keepdims=True)
    return probs, chosen, gates


def balance(probs, chosen):
    length, count = probs.shape
    f = np.bincount(chosen.ravel(), minlength=count) / chosen.size
    loss = count * f @ probs.mean(axis=0)
    grad = count / length * probs * (f - (probs @ f)[:, None])
    return loss, grad


def moe_layer(x, router, experts, k=2, capacity_factor=1.25):
    length, count = len(x), len(experts)
    probs, chosen, gates = route(x @ router, k)
    capacity = math.ceil(min(capacity_factor * length * k / count, length))

    queue = chosen.T.ravel()  # all first choices, then all second ones
    weights = gates.T.ravel()
    order = np.argsort(queue, kind="stable")  # grouped by expert, in turn within a group
    ends = np.cumsum(np.bincount(queue, minlength=count))
    mixture, kept = np.zeros(x.shape), np.zeros(length)
    served = np.zeros(length, dtype=np.int64)
    for expert, group in zip(experts, np.split(order, ends[:-1])):
        taken = group[:capacity]
        tokens = taken % length
        mixture[tokens] += weights[taken, None] * expert(x[tokens])
        kept[tokens] += weights[taken]
        served[tokens] += 1
    if k > 1:
        mixture /= np.where(kept > 0, kept, 1)[:, None]
    out = x + mixture

    stats = {
        "aux": balance(probs, chosen)[0],
        "dropped": 1 - served.sum() / queue.size,
        "unserved": np.mean(served == 0),
    }
    return out, stats
