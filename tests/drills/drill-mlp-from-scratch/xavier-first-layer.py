"""Forgets the factor 2 that ReLU calls for."""

import numpy as np


def init(rng, inputs, hidden, classes):
    return {
        "w1": rng.standard_normal((inputs, hidden)) * np.sqrt(1 / inputs),
        "b1": np.zeros(hidden),
        "w2": rng.standard_normal((hidden, classes)) * 0.01,
        "b2": np.zeros(classes),
    }


def forward(params, x):
    hidden = np.maximum(x @ params["w1"] + params["b1"], 0)
    return hidden @ params["w2"] + params["b2"], hidden


def loss_and_gradients(params, x, y):
    logits, hidden = forward(params, x)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    rows = np.arange(len(y))
    d_logits = np.exp(log_p)
    d_logits[rows, y] -= 1
    d_logits /= len(y)
    d_hidden = d_logits @ params["w2"].T * (hidden > 0)
    gradients = {
        "w1": x.T @ d_hidden,
        "b1": d_hidden.sum(axis=0),
        "w2": hidden.T @ d_logits,
        "b2": d_logits.sum(axis=0),
    }
    return -log_p[rows, y].mean(), gradients


class Adam:
    def __init__(self, rate=1e-3, beta1=0.9, beta2=0.999, eps=1e-8):
        self.rate, self.beta1, self.beta2, self.eps = rate, beta1, beta2, eps
        self.steps, self.mean, self.square = 0, {}, {}

    def step(self, params, gradients):
        self.steps += 1
        for name, g in gradients.items():
            m = self.beta1 * self.mean.get(name, 0) + (1 - self.beta1) * g
            s = self.beta2 * self.square.get(name, 0) + (1 - self.beta2) * g**2
            self.mean[name], self.square[name] = m, s
            m, s = m / (1 - self.beta1**self.steps), s / (1 - self.beta2**self.steps)
            params[name] -= self.rate * m / (np.sqrt(s) + self.eps)


def train(params, optimizer, x, y, epochs, batch, rng):
    losses = []
    for _ in range(epochs):
        order, total = rng.permutation(len(x)), 0.0
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            loss, gradients = loss_and_gradients(params, x[rows], y[rows])
            optimizer.step(params, gradients)
            total += loss * len(rows)
        losses.append(total / len(x))
    return losses
