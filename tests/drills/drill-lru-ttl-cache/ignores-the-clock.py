"""Measures time with time.monotonic instead of the clock that is passed in."""

import time
from collections import OrderedDict
from contextlib import nullcontext


class TTLCache:
    def __init__(self, capacity, ttl, clock, lock=None):
        if capacity < 1:
            raise ValueError("capacity must be at least 1")
        self.capacity, self.ttl, self.clock = capacity, ttl, clock
        self.lock = nullcontext() if lock is None else lock
        self.entries = OrderedDict()  # key: (value, expiry), least recently used first
        self.hits = self.misses = 0

    def get(self, key, default=None):
        with self.lock:
            entry = self.entries.get(key)
            if entry is None or time.monotonic() >= entry[1]:
                self.entries.pop(key, None)
                self.misses += 1
                return default
            self.entries.move_to_end(key)
            self.hits += 1
            return entry[0]

    def put(self, key, value):
        with self.lock:
            if key not in self.entries and len(self.entries) >= self.capacity:
                self.entries.popitem(last=False)
            self.entries[key] = value, time.monotonic() + self.ttl
            self.entries.move_to_end(key)

    def __len__(self):
        with self.lock:
            return len(self.entries)
