"""Stores the factors transposed: a is (d, r) and b is (r, k)."""

import numpy as np


class LoRALinear:
    def __init__(self, weight, rank, alpha, rng):
        k, d = weight.shape
        self.weight = weight.copy()
        self.a = rng.standard_normal((d, rank)) / np.sqrt(d)
        self.b = np.zeros((rank, k))
        self.scale = alpha / rank
        self.merged = False

    def forward(self, x):
        self.x = x
        y = x @ self.weight.T
        if not self.merged:
            y = y + self.scale * (x @ self.a) @ self.b
        return y

    def backward(self, dy):
        down = self.scale * dy @ self.b.T  # (N, r)
        self.grad_b = self.scale * (self.x @ self.a).T @ dy
        self.grad_a = self.x.T @ down
        return dy @ self.weight + down @ self.a.T

    def step(self, lr):
        self.a = self.a - lr * self.grad_a
        self.b = self.b - lr * self.grad_b

    def delta(self):
        return self.scale * (self.a @ self.b).T

    def merge(self):
        if not self.merged:
            self.weight, self.merged = self.weight + self.delta(), True

    def unmerge(self):
        if self.merged:
            self.weight, self.merged = self.weight - self.delta(), False

    def trainable(self):
        return self.a.size + self.b.size
