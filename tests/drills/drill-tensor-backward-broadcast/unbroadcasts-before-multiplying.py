"""Sums the gradient before multiplying it by the other operand."""

import numpy as np


def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))  # axes put in front
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)


def add_backward(g, a, b):
    return unbroadcast(g, a.shape), unbroadcast(g, b.shape)


def mul_backward(g, a, b):
    return unbroadcast(unbroadcast(g, a.shape) * b, a.shape), unbroadcast(unbroadcast(g, b.shape) * a, b.shape)


def matmul_backward(g, a, b):
    grad_a = g @ b.swapaxes(-1, -2)
    grad_b = a.swapaxes(-1, -2) @ g
    return unbroadcast(grad_a, a.shape), unbroadcast(grad_b, b.shape)
