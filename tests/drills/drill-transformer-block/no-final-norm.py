"""Goes from the last block straight to the head."""

import numpy as np


def init(rng, vocab, context, width, layers):
    """Given: weights of a mini-GPT without biases, whose output head is tokens.T (tied)."""

    def normal(*shape):
        return 0.02 * rng.standard_normal(shape)

    return {
        "tokens": normal(vocab, width),
        "positions": normal(context, width),
        "blocks": [
            {
                "norm1": np.ones(width),
                "qkv": normal(width, 3 * width),  # columns of q, then k, then v
                "out": normal(width, width),
                "norm2": np.ones(width),
                "up": normal(width, 4 * width),
                "down": normal(4 * width, width),
            }
            for _ in range(layers)
        ],
        "norm": np.ones(width),
    }


def gelu(x):
    """Given: the tanh form of GELU."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def rms_norm(x, gain, eps=1e-5):
    return gain * x / np.sqrt(np.mean(x**2, axis=-1, keepdims=True) + eps)


def softmax(x):
    exp = np.exp(x - x.max(axis=-1, keepdims=True))
    return exp / exp.sum(axis=-1, keepdims=True)


def attention(x, p, heads):
    batch, length, width = x.shape
    qkv = (x @ p["qkv"]).reshape(batch, length, 3, heads, width // heads)
    q, k, v = qkv.transpose(2, 0, 3, 1, 4)  # each (B, heads, T, width // heads)
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(width // heads)
    scores = np.where(np.tri(length, dtype=bool), scores, -np.inf)
    mixed = softmax(scores) @ v
    return mixed.swapaxes(1, 2).reshape(x.shape) @ p["out"]


def block(x, p, heads):
    x = x + attention(rms_norm(x, p["norm1"]), p, heads)
    return x + gelu(rms_norm(x, p["norm2"]) @ p["up"]) @ p["down"]


def forward(params, ids, heads):
    x = params["tokens"][ids] + params["positions"][: ids.shape[1]]
    for p in params["blocks"]:
        x = block(x, p, heads)
    return x @ params["tokens"].T


def loss(params, ids, heads):
    logits, targets = forward(params, ids, heads)[:, :-1], ids[:, 1:]
    shifted = logits - logits.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return -np.take_along_axis(log_p, targets[..., None], axis=-1).mean()


def parameter_count(vocab, context, width, layers):
    return (vocab + context + 1) * width + layers * (12 * width**2 + 2 * width)


def sample(params, ids, count, heads, temperature, rng):
    for _ in range(count):
        logits = forward(params, ids[:, -len(params["positions"]) :], heads)[:, -1]
        if temperature > 0:
            logits = logits / temperature + rng.gumbel(size=logits.shape)  # Gumbel-max trick
        ids = np.concatenate([ids, logits.argmax(axis=-1)[:, None]], axis=1)
    return ids
