"""Takes and releases the lock by hand, so an error leaves it held."""

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
        self.lock.__enter__()
        entry = self.entries.get(key)
        if entry is None or self.clock() >= entry[1]:
            self.entries.pop(key, None)
            self.misses += 1
            found = default
        else:
            self.entries.move_to_end(key)
            self.hits += 1
            found = entry[0]
        self.lock.__exit__(None, None, None)
        return found

    def put(self, key, value):
        with self.lock:
            if key not in self.entries and len(self.entries) >= self.capacity:
                self.entries.popitem(last=False)
            self.entries[key] = value, self.clock() + self.ttl
            self.entries.move_to_end(key)

    def __len__(self):
        with self.lock:
            return len(self.entries)
