"""From numbers to places: linear and logarithmic axes, their ticks, and how numbers are written at them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WANTED_TICKS = 5
MINUS = "\N{MINUS SIGN}"
_FEW_DECADES = 2
_SUFFIXES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))
_SHORTENED_FROM, _POWERS_FROM = 10_000, 1e15
_SLACK = 1e-9
"""Rounding errors of a step: a tick that close to the end of an axis is on it."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`."""

    low: float
    high: float
    log: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a number is: 0 at the low end, 1 at the high one."""
        low, high, value = (map(math.log10, (self.low, self.high, value))) if self.log else (self.low, self.high, value)
        return (value - low) / (high - low)


def scale(values: Sequence[float], name: str, *, log: bool = False, whole: bool = False, zero: bool = False) -> Scale:
    """An axis for numbers.

    Args:
        values: What must find a place on it.
        name: What messages call them.
        log: Whether equal distances are equal ratios.
        whole: Whether the axis ends at ticks, rather than where the numbers end.
        zero: Whether 0 is on it in any case; else it is where that costs less than half of the room.

    Raises:
        ValueError: A number below 0 cannot stand on a logarithmic axis.
    """
    low, high = min(values), max(values)
    if log:
        if low <= 0:
            raise ValueError(f"{name} must be above 0 on a logarithmic axis")
        return _logarithmic(low, high, whole=whole)
    if zero or (whole and 0 <= low <= high / 2):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - (abs(low) or 1) / 2, high + (abs(high) or 1) / 2
    step = _step(high - low)
    first, last = math.floor(low / step + _SLACK), math.ceil(high / step - _SLACK)
    ticks = tuple(number * step for number in range(first, last + 1))
    if whole:
        return Scale(ticks[0], ticks[-1], log=False, ticks=ticks)
    slack = step * _SLACK
    return Scale(low, high, log=False, ticks=tuple(tick for tick in ticks if low - slack <= tick <= high + slack))


def _step(extent: float) -> float:
    """The distance of ticks: 1, 2 or 5 times a power of ten."""
    rough = extent / WANTED_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - _SLACK))


def _logarithmic(low: float, high: float, *, whole: bool) -> Scale:
    if low == high:
        low, high = low / 2, high * 2
    first, last = math.floor(math.log10(low) + _SLACK), math.ceil(math.log10(high) - _SLACK)
    decades = last - first if whole else math.log10(high / low)
    factors: tuple[int, ...] = (1, 2, 5) if decades <= _FEW_DECADES else (1,)
    every = max(1, math.ceil((last - first) / (WANTED_TICKS + 1)))
    ticks = [factor * 10.0**power for power in range(first, last + 1, every) for factor in factors]
    if whole:
        low, high = 10.0**first, 10.0**last
    return Scale(low, high, log=True, ticks=tuple(t for t in ticks if low * (1 - _SLACK) <= t <= high * (1 + _SLACK)))


def written(value: float) -> str:
    """A number as it stands at a tick: short, with k, M, B and T for large ones, powers of ten beyond."""
    if abs(value) < _SLACK**2:
        return "0"
    sign, size = (MINUS if value < 0 else ""), abs(value)
    if size >= _POWERS_FROM:
        return f"{sign}{size:.3g}".replace("e+", "e")
    for unit, suffix in _SUFFIXES if size >= _SHORTENED_FROM else ():
        if size >= unit:
            return f"{sign}{size / unit:.3g}{suffix}"
    if size < 1e-3:
        mantissa, _, exponent = f"{size:.0e}".partition("e")
        return f"{sign}{mantissa}e{MINUS}{abs(int(exponent))}"
    return f"{sign}{size:,.5g}"
