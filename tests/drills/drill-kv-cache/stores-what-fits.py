"""Writes token by token and notices only on the way that there is no room."""

import numpy as np


class KVCache:
    def __init__(self, batch, kv_heads, max_length, width):
        self.k, self.v = np.zeros((2, batch, kv_heads, max_length, width))
        self.length = 0

    def append(self, k, v):
        for t in range(k.shape[2]):
            if self.length == self.k.shape[2]:
                raise ValueError("no room")
            self.k[:, :, self.length] = k[:, :, t]
            self.v[:, :, self.length] = v[:, :, t]
            self.length += 1
        end = self.length
        return self.k[:, :, :end], self.v[:, :, :end]


def attend(q, k, v):
    batch, heads, t_q, width = q.shape
    groups, t_k = k.shape[1:3]
    q = q.reshape(batch, groups, -1, t_q, width)  # neighbors share a KV head, without copies
    scores = q @ k[:, :, None].swapaxes(-1, -2) / np.sqrt(width)
    if t_q > 1:  # a single new token sees everything
        future = np.triu(np.ones((t_q, t_k), dtype=bool), k=1 + t_k - t_q)
        scores = np.where(future, -np.inf, scores)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return (weights @ v[:, :, None]).reshape(batch, heads, t_q, width)


def forward(model, tokens, cache):
    positions = cache.length + np.arange(tokens.shape[1])
    q, k, v = model.project(tokens, positions)
    return model.logits(tokens, attend(q, *cache.append(k, v)))


def generate(model, prompt, steps):
    batch, length = prompt.shape
    cache = KVCache(batch, model.kv_heads, length + steps - 1, model.width)
    tokens, out = prompt, []
    for _ in range(steps):
        tokens = forward(model, tokens, cache)[:, -1:].argmax(axis=-1)
        out.append(tokens)
    return np.concatenate(out, axis=1)
