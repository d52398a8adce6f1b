"""What charts are given: rows of numbers, as lists or arrays, and one or several of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

MAX_SERIES = 4
"""Series that colors and dashes can tell apart."""


def row(values: Iterable[Any], name: str) -> list[float]:
    """Numbers as plain floats; `name` is what messages call them.

    Raises:
        ValueError: It is no row of numbers, or an empty one.
    """
    try:
        numbers = [float(value) for value in values]
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name} must be a row of numbers") from error
    if not numbers:
        raise ValueError(f"{name} is empty")
    return numbers


def series(values: Mapping[Any, Iterable[Any]] | Iterable[Any], length: int, name: str) -> dict[str, list[float]]:
    """Name of each series -> its numbers; a single one without a name has the name "".

    Raises:
        ValueError: A series has not `length` numbers, or there are too many of them.
    """
    named = values if isinstance(values, Mapping) else {"": values}
    found = {str(key): row(numbers, f"{name} {key}".strip()) for key, numbers in named.items()}
    if not 0 < len(found) <= MAX_SERIES:
        raise ValueError(f"{name} has {len(found)} series; a chart shows 1 to {MAX_SERIES}")
    for key, numbers in found.items():
        if len(numbers) != length:
            raise ValueError(f"{name} {key}".strip() + f" has {len(numbers)} numbers, and {length} are needed")
    return found


def finite(rows: Iterable[Sequence[float]], name: str) -> list[float]:
    """All numbers that can be drawn.

    Raises:
        ValueError: There are none, or one of them is infinite.
    """
    numbers = [value for numbers in rows for value in numbers if value == value]  # noqa: PLR0124 - not a number is not equal to itself
    if not numbers or any(abs(value) == float("inf") for value in numbers):
        raise ValueError(f"{name} must be finite numbers")
    return numbers
