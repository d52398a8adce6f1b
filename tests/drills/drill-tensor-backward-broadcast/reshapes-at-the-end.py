"""Sums all differing axes from the left, then reshapes: axes are aligned on the wrong side."""

import numpy as np


def unbroadcast(grad, shape):
    padded = shape + (1,) * (grad.ndim - len(shape))
    stretched = tuple(i for i, size in enumerate(padded) if size == 1)
    return grad.sum(axis=stretched, keepdims=True).reshape(shape)


def add_backward(g, a, b):
    return unbroadcast(g, a.shape), unbroadcast(g, b.shape)


def mul_backward(g, a, b):
    return unbroadcast(g * b, a.shape), unbroadcast(g * a, b.shape)


def matmul_backward(g, a, b):
    grad_a = g @ b.swapaxes(-1, -2)
    grad_b = a.swapaxes(-1, -2) @ g
    return unbroadcast(grad_a, a.shape), unbroadcast(grad_b, b.shape)
