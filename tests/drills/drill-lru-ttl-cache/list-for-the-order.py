"""Keeps the order of use in a list, so every operation is O(n)."""

from collections import OrderedDict
from contextlib import nullcontext


class TTLCache:
    def __init__(self, capacity, ttl, clock, lock=None):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity, self.ttl, self.clock = capacity, ttl, clock
        self.lock = nullcontext() if lock is None else lock
        self.entries, self.order = {}, []
        self.hits = self.misses = 0

    def get(self, key, default=None):
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or self.clock() >= entry[1]:
                if self.entries.pop(key, None):
                    self.order.remove(key)
                self.misses += 1
                return default
            self.order.remove(key)
            self.order.append(key)
            self.hits += 1
            return entry[0]

    def put(self, key, value):
        with self.lock:
            if key not in self.entries and len(self.entries) >= self.capacity:
                del self.entries[self.order.pop(0)]
            if key in self.entries:
                self.order.remove(key)
            self.order.append(key)
            self.entries[key] = value, self.clock() + self.ttl

    def __len__(self):
        with self.lock:
            return len(self.entries)
