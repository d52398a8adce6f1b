"""Computes a gradient of the base weights and updates them too."""

import numpy as np


class LoRALinear:
    def __init__(self, weight, rank, alpha, rng):
        k, d = weight.shape
        self.weight = weight.copy()
        self.a = rng.standard_normal((rank, d)) / np.sqrt(d)
        self.b = np.zeros((k, rank))
        self.scale = alpha / rank
        self.merged = False

    def forward(self, x):
        self.x = x
        y = x @ self.weight.T
        if not self.merged:
            y = y + self.scale * (x @ self.a.T) @ self.b.T
        return y

    def backward(self, dy):
        down = self.scale * dy @ self.b  # (N, r)
        self.grad_b = self.scale * dy.T @ (self.x @ self.a.T)
        self.grad_weight = dy.T @ self.x
        self.grad_a = down.T @ self.x
        return dy @ self.weight + down @ self.a

    def step(self, lr):
        self.a = self.a - lr * self.grad_a
        self.b = self.b - lr * self.grad_b
        self.weight = self.weight - lr * self.grad_weight

    def delta(self):
        return self.scale * self.b @ self.a

    def merge(self):
        if not self.merged:
            self.weight, self.merged = self.weight + self.delta(), True

    def unmerge(self):
        if self.merged:
            self.weight, self.merged = self.weight - self.delta(), False

    def trainable(self):
        return self.a.size + self.b.size
