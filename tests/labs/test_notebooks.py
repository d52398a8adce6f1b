"""Notebooks as files: what is in them, in which order, and the same bytes every time; cells as HTML."""

import json
import os
from dataclasses import replace

import nbformat
import pytest

from cardwright.errors import CardwrightError
from cardwright.site import notebooks as module
from cardwright.site.lab import SOLUTION, STARTER, TESTS, Cell
from cardwright.site.notebooks import Notebooks

CODE = Cell("one", "if 1 < 2:\n    print('a' + \"b\")  # <b>\n", is_code=True, printed="1 < 2 & 3\n  4\n")
SILENT = Cell("two", "x = 1\n", is_code=True)


@pytest.fixture
def notebooks(tmp_path):
    return Notebooks(tmp_path / "notebooks.json")


def test_every_notebook_is_valid_and_its_cells_are_in_order(real_labs, notebooks):
    for (language, id_), cells in real_labs.cells.items():
        notebook = nbformat.reads(notebooks.written(cells, language), as_version=4)
        nbformat.validate(notebook)
        names = [cell.id for cell in notebook.cells]
        order = [name for name in names if name in {"statement", STARTER, "hints", TESTS, SOLUTION, "walkthrough"}]
        drill = real_labs.library.card_by_id[id_].drill
        optional = {"hints": drill.hints, "walkthrough": drill.walkthrough}
        wanted = ["statement", STARTER, "hints", TESTS, SOLUTION, "walkthrough"]
        assert order == [name for name in wanted if optional.get(name, True)]
        assert len(set(names)) == len(names)


def test_languages_share_the_code_and_not_the_words(real_labs):
    for id_ in {id_ for _, id_ in real_labs.cells}:
        english, spanish = (real_labs.cells[language, id_] for language in ("en", "es"))
        assert [c for c in english if c.is_code] == [c for c in spanish if c.is_code]
        assert english[0].source != spanish[0].source
        assert "https://cardwright.example/es/cards/" in spanish[0].source


def test_no_text_holds_math_or_links_that_jupyter_does_not_know(real_labs):
    for cells in real_labs.cells.values():
        words = "\n".join(cell.source for cell in cells if not cell.is_code)
        assert "](card:" not in words
        assert "](term:" not in words
        assert "\\(" not in words


def test_a_notebook_holds_no_time_and_no_random_id(real_labs, tmp_path):
    (language, _), cells = next(iter(real_labs.cells.items()))
    first, second = (Notebooks(tmp_path / name).written(cells, language) for name in ("a", "b"))
    assert first == second
    assert all(cell["execution_count"] is None for cell in json.loads(first)["cells"] if cell["cell_type"] == "code")


def test_the_solution_is_folded(real_labs, notebooks):
    (language, _), cells = next(iter(real_labs.cells.items()))
    found = nbformat.reads(notebooks.written(cells, language), as_version=4).cells
    assert [cell.id for cell in found if cell.metadata.get("jupyter", {}).get("source_hidden")] == [SOLUTION]


def test_code_is_shown_in_the_classes_of_the_site_and_output_as_text(notebooks):
    shown = notebooks.shown([CODE, SILENT])
    code, printed = shown[CODE]
    assert code.startswith('<div class="highlight"><pre><code>')
    assert '<span class="k">if</span>' in code
    assert "&lt;b&gt;" in code
    assert printed == "1 &lt; 2 &amp; 3\n  4"
    assert shown[SILENT][1] == ""
    everything = json.dumps(list(shown.values()))
    for unwanted in ("<style", "<script", "http", "jp-", "clipboard", " id="):
        assert unwanted not in everything


def test_what_is_known_is_not_converted_again(tmp_path, monkeypatch):
    before = Notebooks(tmp_path / "n.json")
    shown, text = before.shown([CODE]), before.written([CODE], "en")
    before.keep()
    monkeypatch.setattr(module, "_converted", None)
    monkeypatch.setattr(module, "_written", None)
    again = Notebooks(tmp_path / "n.json")
    moved = replace(CODE, name="three")
    assert again.shown([moved])[moved] == shown[CODE]
    assert again.written([CODE], "en") == text


@pytest.mark.parametrize("damage", [b"", b"x\n{}", b"\xff"])
def test_a_damaged_memory_is_no_memory(tmp_path, damage):
    path = tmp_path / "n.json"
    path.write_bytes(damage)
    assert Notebooks(path).shown([SILENT])[SILENT][0].startswith("<div")


def test_another_mkdocs_jupyter_is_refused_and_not_shown_wrong(notebooks, monkeypatch):
    monkeypatch.setattr("mkdocs_jupyter.convert.nb2html", lambda *_, **__: "<p>something else</p>")
    with pytest.raises(CardwrightError, match=r"mkdocs-jupyter .* writes cells in a way that is not known here"):
        notebooks.shown([CODE])


def test_settings_of_contributors_for_their_own_notebooks_change_nothing(tmp_path, monkeypatch):
    (tmp_path / "jupyter_nbconvert_config.json").write_text('{"TemplateExporter": {"exclude_input": true}}')
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    before = dict(os.environ)
    assert "print" in Notebooks(tmp_path / "n.json").shown([CODE])[CODE][0]
    assert dict(os.environ) == before
