"""Starts with empty arrays and concatenates, instead of allocating once."""

import numpy as np


class KVCache:
    def __init__(self, batch, kv_heads, max_length, width):
        self.k, self.v = np.zeros((2, batch, kv_heads, 0, width))
        self.length, self.max_length = 0, max_length

    def append(self, k, v):
        end = self.length + k.shape[2]
        if end > self.max_length:
            raise ValueError(f"no room for {end} tokens in {self.k.shape[2]} slots")
        self.k = np.concatenate([self.k, k], axis=2)
        self.v = np.concatenate([self.v, v], axis=2)
        self.length = end
        return self.k[:, :, :end], self.v[:, :, :end]


def attend(q, k, v):
    per_group = q.shape[1] // k.shape[1]
    k, v = k.repeat(per_group, axis=1), v.repeat(per_group, axis=1)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    t_q, t_k = scores.shape[-2:]
    if t_q > 1:  # a single new token sees everything
        future = np.triu(np.ones((t_q, t_k), dtype=bool), k=1 + t_k - t_q)
        scores = np.where(future, -np.inf, scores)
    weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return weights / weights.sum(axis=-1, keepdims=True) @ v


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
