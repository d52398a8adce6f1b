"""Multiplies the logits by the temperature."""

import numpy as np


def distribution(logits, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    logits = np.asarray(logits, dtype=np.float64)
    out = np.zeros(len(logits))
    if temperature == 0:
        out[logits.argmax()] = 1.0
        return out
    scaled = (logits - logits.max()) * temperature  # at most 0: exp cannot overflow
    order = np.argsort(-scaled, kind="stable")  # from rank to id; lower ids first among equals
    probs = np.exp(scaled[order])
    if top_k is not None:
        probs[top_k:] = 0.0
    probs /= probs.sum()
    keep = probs >= min_p * probs[0]
    if top_p < 1:
        before = np.append(0.0, probs.cumsum()[:-1])
        keep &= before < top_p  # so the token that crosses stays
    keep[0] = True
    probs = np.where(keep, probs, 0.0)
    out[order] = probs / probs.sum()
    return out


def sample(logits, rng, **options):
    probs = distribution(logits, **options)
    return int(rng.choice(len(probs), p=probs))
