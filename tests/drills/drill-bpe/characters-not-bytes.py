"""Starts from code points instead of bytes."""

from collections import Counter


def merge(ids, pair, new_id):
    """Replace a pair from left to right, never overlapping."""
    out, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            out.append(new_id)
            i += 2
        else:
            out.append(ids[i])
            i += 1
    return out


def train(text, count):
    ids, merges = [ord(character) for character in text], []
    while len(merges) < count:
        counts = Counter(zip(ids, ids[1:]))
        best = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
        if counts[best] < 2:
            break
        ids = merge(ids, best, 256 + len(merges))
        merges.append(best)
    return merges


def encode(text, merges):
    ids = [ord(character) for character in text]
    rank = {pair: i for i, pair in enumerate(merges)}
    while True:
        present = [pair for pair in zip(ids, ids[1:]) if pair in rank]
        if not present:
            return ids
        best = min(present, key=rank.get)
        ids = merge(ids, best, 256 + rank[best])


def decode(ids, merges):
    pieces = [bytes([byte]) for byte in range(256)]
    for left, right in merges:
        pieces.append(pieces[left] + pieces[right])
    return b"".join(pieces[i] for i in ids).decode("utf-8", errors="replace")
