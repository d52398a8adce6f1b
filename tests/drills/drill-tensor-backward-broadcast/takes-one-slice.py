"""Takes the first copy's share instead of the sum of all."""

import numpy as np


def unbroadcast(grad, shape):
    grad = grad[(0,) * (grad.ndim - len(shape))]
    return grad[tuple(slice(0, 1) if size == 1 else slice(None) for size in shape)]


def add_backward(g, a, b):
    return unbroadcast(g, a.shape), unbroadcast(g, b.shape)


def mul_backward(g, a, b):
    return unbroadcast(g * b, a.shape), unbroadcast(g * a, b.shape)


def matmul_backward(g, a, b):
    grad_a = g @ b.swapaxes(-1, -2)
    grad_b = a.swapaxes(-1, -2) @ g
    return unbroadcast(grad_a, a.shape), unbroadcast(grad_b, b.shape)
