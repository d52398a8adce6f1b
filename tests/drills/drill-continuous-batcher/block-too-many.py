"""Allocates one block more than needed at each multiple of the block size."""

import math
from types import SimpleNamespace


class Scheduler:
    def __init__(self, blocks, slots, size=16):
        self.blocks, self.slots, self.size = blocks, slots, size
        self.free = list(range(blocks))
        self.tables = {}
        self.requests = {}  # waiting or running, by name
        self.arrivals = self.preemptions = 0

    def add(self, name, prompt, output, priority=0):
        if math.ceil((prompt + output - 1) / self.size) > self.blocks:
            raise ValueError(f"{name} can never fit")
        self.requests[name] = SimpleNamespace(rank=(priority, self.arrivals), prompt=prompt, output=output, produced=0)
        self.arrivals += 1

    def cancel(self, name):
        self.requests.pop(name, None)
        self._release(name)

    def step(self):
        for name in self._ranked(self.tables):
            while name in self.tables and self._lacks(name) > len(self.free):
                self._release(self._ranked(self.tables)[-1])
                self.preemptions += 1
            if name in self.tables:
                self._allocate(name)
        for name in self._ranked(self.requests.keys() - self.tables.keys()):
            if len(self.tables) == self.slots or self._lacks(name) > len(self.free):
                break
            self._allocate(name)
        produced = self._ranked(self.tables)
        for name in produced:
            request = self.requests[name]
            request.produced += 1
            if request.produced == request.output:
                self.cancel(name)
        return produced

    def _ranked(self, names):
        return sorted(names, key=lambda name: self.requests[name].rank)

    def _lacks(self, name):
        request = self.requests[name]
        needs = (request.prompt + request.produced) // self.size + 1
        return needs - len(self.tables.get(name, ()))

    def _allocate(self, name):
        table = self.tables.setdefault(name, [])
        table.extend(self.free.pop() for _ in range(self._lacks(name)))

    def _release(self, name):
        self.free.extend(self.tables.pop(name, ()))
