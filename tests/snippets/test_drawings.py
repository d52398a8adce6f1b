"""Snippets draw in the sandbox; a build gets their pictures from there, or says what is wrong."""

import pytest

from cardwright.reading.load import load
from cardwright.snippets.drawings import drawings
from cardwright.snippets.plain import PlainRunner

DRAWS = """snippet:
  code: |
    from cardwright.plot import bar, line
    print(1)
    line([1, 2], [3, 4])
  output: |
    1
"""
ALT = """  drawing:
    alt:
      en: A line that rises.
"""
BY_HAND = """snippet:
  code: |
    from cardwright import plot
    print(1)
    plot._drawings.append({!r})
  output: |
    1
"""


def drawn(desk):
    return drawings(load(desk.project).library, desk.project.cache, desk.runner)


def test_a_picture_that_is_described_is_right(desk):
    desk.put(DRAWS + ALT)
    assert desk.run().findings == ()
    ((code, picture),) = drawn(desk).pictures.items()
    assert code == load(desk.project).library.card_by_id["counted"].snippet.code
    assert picture.startswith("<svg ")
    assert 'class="line s1"' in picture


UNDESCRIBED = """\
25:1: snippet-drawing: the code draws, and nothing says what the picture shows
  meant: snippet
  help: say it under `drawing:`, `alt:`
"""
OTHER = """\
{}:3: snippet-drawing: the code draws {}, and `drawing` describes one
  meant: drawing
  help: call `line`, `bar` or `heatmap` of `cardwright.plot` once, or leave out `drawing`
"""
LINE = "    line([1, 2], [3, 4])\n"


@pytest.mark.parametrize(
    ("card", "report"),
    [
        (DRAWS, UNDESCRIBED),
        (DRAWS.replace(LINE, "") + ALT, OTHER.format(31, "nothing")),
        (DRAWS.replace(LINE, f"    bar('ab', [1, 2])\n{LINE}") + ALT, OTHER.format(33, "2 pictures")),
    ],
    ids=["not described", "nothing", "two"],
)
def test_one_picture_and_words_for_it_or_neither(desk, card, report):
    desk.put(card)
    assert desk.text(desk.run()) == report


def test_a_platform_without_fork_draws_the_same(desk):
    desk.put(DRAWS + ALT)
    with_fork = drawn(desk).pictures
    desk.project = type(desk.project)(desk.project.root)
    for path in (desk.project.cache / "snippets").iterdir():
        path.unlink()
    desk.runner = PlainRunner(desk.runner.limits)
    assert drawn(desk).pictures == with_fork


def test_a_second_build_runs_nothing(desk, monkeypatch):
    desk.put(DRAWS + ALT)
    first = drawn(desk)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert drawn(desk).pictures == first.pictures


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        ("<svg viewBox='0 0 1 1'><script>1</script></svg>", "`script` is not allowed in a diagram"),
        ("<svg viewBox='0 0 1 1' onload='1'/>", "`onload` is not allowed in a diagram"),
        ("<p>", "not well-formed SVG: no element found: line 1, column 3"),
        (7, "not well-formed SVG: syntax error: line 1, column 0"),
    ],
)
def test_a_picture_that_is_more_than_that_is_refused(desk, picture, reason):
    desk.put(BY_HAND.format(picture) + ALT)
    (finding,) = drawn(desk).findings
    assert finding.message == f"what the code draws cannot be shown: {reason}"
    assert drawn(desk).pictures == {}


@pytest.mark.parametrize("junk", ["plot.taken = 3", "plot.taken = lambda: 1 / 0", "plot._drawings = None"])
def test_a_program_that_breaks_the_helper_draws_nothing(desk, junk):
    desk.put(BY_HAND.replace("plot._drawings.append({!r})", junk) + ALT)
    (finding,) = drawn(desk).findings
    assert finding.message == "the code draws nothing, and `drawing` describes one"


def test_a_snippet_that_fails_stops_the_build_where_it_fails(desk):
    desk.put(DRAWS.replace("[3, 4]", "[3]") + ALT)
    (finding,) = drawn(desk).findings
    assert finding.message == "line 3 of the code raised ValueError: y has 1 numbers, and 2 are needed"


def test_nothing_else_of_ours_can_be_imported(desk):
    desk.put("snippet:\n  code: |\n    import cardwright.project\n    print(1)\n  output: |\n    1\n")
    (finding,) = desk.run().findings
    assert "ModuleNotFoundError" in finding.message


def test_a_project_whose_snippets_do_not_draw_starts_nothing(desk, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    desk.put("snippet:\n  code: |\n    print(1)\n  output: |\n    1\n")
    assert drawn(desk).pictures == {}
