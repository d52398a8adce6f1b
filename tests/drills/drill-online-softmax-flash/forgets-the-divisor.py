"""Leaves out the division by the square root of the head width."""

import numpy as np


def flash_attention(q, k, v, block=16, causal=True, pad=0):
    length, width = q.shape
    out, lse = np.empty((length, width)), np.empty(length)
    for start in range(0, length, block):
        rows = np.arange(start, min(start + block, length))
        query = q[rows]
        top = np.full(len(rows), -np.inf)  # running maximum
        total = np.zeros(len(rows))  # running sum of exponentials
        acc = np.zeros((len(rows), width))  # output before normalization
        for first in range(0, rows[-1] + 1 if causal else length, block):
            cols = np.arange(first, min(first + block, length))
            hidden = np.broadcast_to(cols < pad, (len(rows), len(cols)))
            if causal:
                hidden = hidden | (cols > rows[:, None])
            scores = np.where(hidden, -np.inf, query @ k[cols].T)
            new_top = np.maximum(top, scores.max(axis=1))
            shift = np.where(np.isneginf(new_top), 0, new_top)  # -inf - -inf would be NaN
            rescale = np.exp(top - shift)
            p = np.exp(scores - shift[:, None])
            total = rescale * total + p.sum(axis=1)
            acc = rescale[:, None] * acc + p @ v[cols]
            top = new_top
        total = np.where(total > 0, total, 1)
        out[rows] = acc / total[:, None]
        lse[rows] = top + np.log(total)
    return out, lse
