"""Counts the consumers of a node when they are built, also those that the output does not need."""

import math


def wrap(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    """A number in a graph; `pull` turns its gradient into one share for each parent."""

    def __init__(self, data, parents=(), pull=None):
        self.data, self.grad = float(data), 0.0
        self.parents, self.pull, self.consumers = parents, pull, 0
        for parent in parents:
            parent.consumers += 1

    def __add__(self, other):
        other = wrap(other)
        return Value(self.data + other.data, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        x, y = self, wrap(other)
        return Value(x.data * y.data, (x, y), lambda g: (g * y.data, g * x.data))

    __radd__, __rmul__ = __add__, __mul__

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self,), lambda g: (g * (1 - t * t),))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), lambda g: (g * e,))

    def backward(self):
        waiting, ready = {}, [self]
        if self.parents:
            self.grad = 0.0
        self.grad += 1.0
        while ready:
            node = ready.pop()
            shares = node.pull(node.grad) if node.pull else ()
            for parent, share in zip(node.parents, shares):
                if parent not in waiting:
                    waiting[parent] = parent.consumers
                    if parent.parents:
                        parent.grad = 0.0
                parent.grad += share
                waiting[parent] -= 1
                if waiting[parent] == 0:
                    ready.append(parent)
