"""What the code of cards imports to draw: numbers become a picture that stands beside the output.

```python
from cardwright.plot import line

line(range(10), {"linear": range(10), "square": [n * n for n in range(10)]}, x_label="n")
```

Each function draws one chart in the colors of the site, hands it to whatever runs the code (`cardwright run`, a build,
the reader's browser), and returns it as SVG. Nothing else is needed, NumPy neither; arrays are welcome.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cardwright.charts.bar import bar_chart
from cardwright.charts.heatmap import heat_map
from cardwright.charts.line import line_chart

_drawings: list[str] = []


def line(  # noqa: PLR0913 - one option for each thing that can be said
    x: Iterable[Any],
    y: Mapping[Any, Iterable[Any]] | Iterable[Any],
    *,
    title: str = "",
    x_label: str = "",
    y_label: str = "",
    log: str = "",
    marks: Mapping[str, float] | None = None,
) -> str:
    """Draw lines over numbers.

    Args:
        x: At most 500 numbers.
        y: As many numbers, or a map from the name of each line, up to four, to its numbers; nan leaves a gap.
        title: What the chart shows.
        x_label: What stands across, with its unit.
        y_label: What stands up, with its unit.
        log: Which axes are logarithmic: "x", "y" or "xy".
        marks: Name -> a place on the x axis that is marked with it.

    Raises:
        ValueError: The numbers cannot be drawn; the message says why.
    """
    return _drawn(line_chart(x, y, title=title, x_label=x_label, y_label=y_label, log=log, marks=marks))


def bar(
    names: Iterable[Any], values: Mapping[Any, Iterable[Any]] | Iterable[Any], *, title: str = "", x_label: str = ""
) -> str:
    """Draw bars with a number at each.

    Args:
        names: What each bar, or group of bars, stands for: at most 24 texts of 24 letters.
        values: As many numbers, or a map from a name that stands in the legend, up to four, to numbers.
        title: What the chart shows.
        x_label: What is measured, with its unit.

    Raises:
        ValueError: The numbers cannot be drawn; the message says why.
    """
    return _drawn(bar_chart(names, values, title=title, x_label=x_label))


def heatmap(  # noqa: PLR0913 - the same
    rows: Iterable[Iterable[Any]],
    *,
    title: str = "",
    x_label: str = "",
    y_label: str = "",
    x_names: Iterable[Any] | None = None,
    y_names: Iterable[Any] | None = None,
) -> str:
    """Draw a table of numbers as cells, the first row at the top.

    Args:
        rows: At most 64 rows of at most 64 numbers; nan leaves a hole.
        title: What the chart shows.
        x_label: What stands across.
        y_label: What stands down.
        x_names: Name of each column; its number, from 0, if there are none.
        y_names: Name of each row, likewise.

    Raises:
        ValueError: The numbers cannot be drawn; the message says why.
    """
    return _drawn(heat_map(rows, title=title, x_label=x_label, y_label=y_label, x_names=x_names, y_names=y_names))


def _drawn(picture: str) -> str:
    _drawings.append(picture)
    return picture


def taken() -> list[str]:
    """The pictures since the last time, for what runs the code."""
    pictures = _drawings[:]
    _drawings.clear()
    return pictures
