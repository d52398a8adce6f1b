"""Charts: the same text for the same numbers, safe to put on a page, and messages for numbers that cannot be drawn."""

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cardwright.charts.bar import bar_chart
from cardwright.charts.heatmap import heat_map
from cardwright.charts.line import line_chart
from cardwright.charts.scale import MINUS, scale, written
from cardwright.markup.diagrams import SVG, clean_svg

NAN, INF = float("nan"), float("inf")
CHARTS = {
    "line": line_chart([1, 2, 4], {"a & b": [1, 10, 100], "c": [3, NAN, 5]}, log="xy", marks={"two": 2}, title="<T>"),
    "bar": bar_chart(["one", "other"], {"up": [1.5, 2], "down": [-1, 0]}, x_label="GB"),
    "heatmap": heat_map([[0, 0.5], [1, -1]], x_names="ab", y_label="row"),
}


def parts(svg, name):
    return [e for e in ET.fromstring(svg).iter() if e.tag.rpartition("}")[2] == name]


def words(svg):
    return [text.text for text in parts(svg, "text")]


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_what_a_diagram_may_be_and_has_no_color_of_its_own(chart):
    as_a_file = f'<svg xmlns="{SVG}" '
    assert chart.startswith(as_a_file)
    assert ET.canonicalize(clean_svg(chart)) == ET.canonicalize(chart.replace(as_a_file, "<svg ", 1))
    assert not re.search(r"\s(?:style|id|href|on\w+)=|#|rgb", chart)
    assert set(re.findall(r'\sfill="([^"]*)"', chart)) <= {"none"}
    assert 'stroke="' not in chart


def test_arrays_lists_and_generators_give_the_same_chart():
    x, y = np.arange(5), np.arange(5) ** 2
    assert line_chart(x, y) == line_chart(range(5), (n * n for n in range(5))) == line_chart(x.tolist(), {"": y})
    assert heat_map(np.eye(3)) == heat_map([[1, 0, 0], [0, 1, 0], [0, 0, 1]])


def test_last_digits_of_a_float_change_nothing():
    """Machines differ in them."""
    x = [n / 7 for n in range(50)]
    assert line_chart(x, [value**2 for value in x]) == line_chart(x, [value**2 * (1 + 1e-15) for value in x])


def test_what_is_not_a_number_leaves_a_gap():
    (path,) = [p for p in parts(line_chart([1, 2, 3, 4, 5], [1, 2, NAN, 4, 5]), "path") if p.get("class") == "line s1"]
    assert re.sub(r"[\d. ]+", "", path.get("d")) == "MLML"
    assert len(parts(heat_map([[1, NAN], [2, 3]]), "path")) == 3


def test_words_are_text_and_several_series_have_a_legend():
    assert words(CHARTS["line"])[:4] == ["<T>", "a & b", "c", "1"]
    assert "two" in words(CHARTS["line"])
    assert words(CHARTS["bar"])[:2] == ["up", "down"]
    assert {"-1", f"{MINUS}1"} & set(words(CHARTS["bar"])) == {f"{MINUS}1"}
    assert "" not in words(line_chart([1, 2], [1, 2]))


def test_series_differ_in_more_than_color():
    lines = parts(line_chart([1, 2], {name: [1, 2] for name in "abcd"}), "path")
    assert len({line.get("stroke-dasharray") for line in lines}) == 4


def test_large_charts_are_few_elements():
    assert len(list(ET.fromstring(heat_map([[n * m % 97 for n in range(64)] for m in range(64)])).iter())) < 100
    assert len(list(ET.fromstring(line_chart(range(500), range(500))).iter())) < 50


@pytest.mark.parametrize(
    ("values", "options", "ticks"),
    [
        ([0, 1], {}, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        ([0.5, 0.95], {}, [0.5, 0.6, 0.7, 0.8, 0.9]),
        ([3, 97], {"whole": True}, [0, 20, 40, 60, 80, 100]),
        ([96, 97], {"whole": True}, [96, 96.2, 96.4, 96.6, 96.8, 97]),
        ([-3, 4], {"whole": True}, [-4, -2, 0, 2, 4]),
        ([7, 7], {}, [4, 6, 8, 10]),
        ([0, 0], {"whole": True}, [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]),
        ([2048, 131072], {"log": True}, [5000, 10000, 20000, 50000, 100000]),
        ([1e-3, 1e6], {"log": True}, [1e-3, 1e-1, 10, 1e3, 1e5]),
    ],
)
def test_ticks_are_round_numbers(values, options, ticks):
    assert scale(values, "x", **options).ticks == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"), (0.30000000000000004, "0.3"), (1234.5, "1,234.5"), (9999, "9,999"), (10_000, "10k"),
        (2.56e6, "2.56M"),
        (-4.5, f"{MINUS}4.5"), (7e9, "7B"), (3e-5, f"3e{MINUS}5"), (1e13, "10T"), (2.5e22, "2.5e22"),
    ],
)  # fmt: skip
def test_numbers_are_written_short(value, said):
    assert written(value) == said


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: line_chart([], []), "x is empty"),
        (lambda: line_chart([1, 2], [1]), "y has 1 numbers, and 2 are needed"),
        (lambda: line_chart([1, 2], {"a": [1, 2], "b": [1]}), "y b has 1 numbers, and 2 are needed"),
        (lambda: line_chart([1], {str(n): [1] for n in range(5)}), "y has 5 series; a chart shows 1 to 4"),
        (lambda: line_chart([1], {}), "y has 0 series; a chart shows 1 to 4"),
        (lambda: line_chart(["a"], [1]), "x must be a row of numbers"),
        (lambda: line_chart(3, [1]), "x must be a row of numbers"),
        (lambda: line_chart([1, 2], [1, INF]), "y must be finite numbers"),
        (lambda: line_chart([NAN], [NAN]), "x must be finite numbers"),
        (lambda: line_chart([0, 1], [1, 2], log="x"), "x must be above 0 on a logarithmic axis"),
        (lambda: line_chart([0, 1], [1, 2], log="z"), 'log must be "x", "y" or "xy"'),
        (lambda: line_chart(range(501), range(501)), "x has 501 numbers; a line has at most 500"),
        (lambda: bar_chart([], []), "names must be 1 to 24 texts of at most 24 letters"),
        (lambda: bar_chart(["a" * 25], [1]), "names must be 1 to 24 texts of at most 24 letters"),
        (lambda: heat_map([[1, 2], [1]]), "rows must be 1 to 64 rows of as many numbers each, at most 64"),
        (lambda: heat_map([[1]], x_names=["a", "b"]), "x_names has 2 names, and 1 are needed"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_that_says_why(draw, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        draw()


def test_drawing_needs_nothing_but_python():
    program = (
        "import sys; before = set(sys.modules); import cardwright.plot\n"
        "from cardwright.plot import line, taken; picture = line([1, 2], [3, 4])\n"
        "assert taken() == [picture] and taken() == []\n"
        "print({name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "{'cardwright'}\n"
