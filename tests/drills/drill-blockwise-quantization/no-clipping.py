"""Trusts x / scale to stay in range, which fails where float16 is coarse."""

import numpy as np

NF4 = np.array(
    [-1.0, -0.6962, -0.5251, -0.3949, -0.2844, -0.1848, -0.0911, 0.0]
    + [0.0796, 0.1609, 0.2461, 0.3379, 0.4407, 0.5626, 0.7230, 1.0]
)


def scaled_blocks(x, block, largest):
    """Blocks divided by their float16 scales, and the scales; |x| maps to at most `largest`."""
    if x.size % block:
        raise ValueError(f"{x.size} values are not a multiple of {block}")
    blocks = x.reshape(-1, block).astype(np.float64)
    scales = (np.abs(blocks).max(axis=1) / largest).astype(np.float16)
    safe = np.where(scales > 0, scales, np.inf).astype(np.float64)
    return blocks / safe[:, None], scales


def quantize(x, bits=8, block=64):
    blocks, scales = scaled_blocks(x, block, 2 ** (bits - 1) - 1)
    return np.round(blocks).astype(np.int8), scales


def quantize_nf4(x, block=64):
    blocks, scales = scaled_blocks(x, block, 1)
    return np.searchsorted((NF4[1:] + NF4[:-1]) / 2, blocks).astype(np.int8), scales


def dequantize(codes, scales, shape, levels=None):
    values = codes.astype(np.float64) if levels is None else levels[codes]
    return (values * scales[:, None].astype(np.float64)).reshape(shape)


def pack(codes):
    nibbles = codes.astype(np.uint8) & 15
    return nibbles[:, 0::2] | nibbles[:, 1::2] << 4


def unpack(packed):
    nibbles = np.stack([packed & 15, packed >> 4], axis=-1).reshape(len(packed), -1)
    return ((nibbles ^ 8).astype(np.int8) - 8).astype(np.int8)  # the sign bit counts -8


def bits_per_weight(bits, block):
    return bits + 16 / block


def errors(w, restored, x):
    def relative(wrong, right):
        return np.sqrt(np.mean((wrong - right) ** 2) / np.mean(right**2))

    return relative(restored, w), relative(x @ restored, x @ w)
