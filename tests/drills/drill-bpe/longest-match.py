"""Encodes by the longest known token at each position."""

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
    ids, merges = list(text.encode("utf-8")), []
    while len(merges) < count:
        counts = Counter(zip(ids, ids[1:]))
        best = min(counts, key=lambda pair: (-counts[pair], pair), default=None)
        if counts[best] < 2:
            break
        ids = merge(ids, best, 256 + len(merges))
        merges.append(best)
    return merges


def encode(text, merges):
    pieces = [bytes([byte]) for byte in range(256)]
    for left, right in merges:
        pieces.append(pieces[left] + pieces[right])
    known = {piece: i for i, piece in enumerate(pieces)}
    data, ids, start = text.encode("utf-8"), [], 0
    while start < len(data):
        end = len(data)
        while data[start:end] not in known:
            end -= 1
        ids.append(known[data[start:end]])
        start = end
    return ids


def decode(ids, merges):
    pieces = [bytes([byte]) for byte in range(256)]
    for left, right in merges:
        pieces.append(pieces[left] + pieces[right])
    return b"".join(pieces[i] for i in ids).decode("utf-8", errors="replace")
