"""Never zeroes inner nodes, so a second backward counts the first one again."""

import math


def wrap(x):
    return x if isinstance(x, Value) else Value(x)


class Value:
    """A number in a graph; `pull` turns its gradient into one share for each parent."""

    def __init__(self, data, parents=(), pull=None):
        self.data, self.grad = float(data), 0.0
        self.parents, self.pull = parents, pull

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

    def topological_order(self):
        """Parents before children; with a stack, so that deep graphs are fine."""
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            node, parents_done = stack.pop()
            if parents_done:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                stack.append((node, True))
                stack.extend((parent, False) for parent in node.parents)
        return order

    def backward(self):
        order = self.topological_order()
        self.grad = 1.0
        for node in reversed(order):
            shares = node.pull(node.grad) if node.pull else ()
            for parent, share in zip(node.parents, shares):
                parent.grad += share
