"""The pages of labs: light, whole, without anything from elsewhere, led to from their drill and back."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import nbformat
import pytest

from building import DRILL, build, cardwright, files, forget, turn_into_drill
from cardwright.site.lab import TESTS
from html_pages import read_page

LANGUAGES = ("en", "es")
HEAVIEST = 150_000
LAB, PLAIN_CARD = "drill-attention", "agentic-rag-self-rag"
FOREIGN = ("jupyter-wrapper", "clipboard-copy", "mathjax", "mermaid", "require.js", "cdnjs", "highlight-ipynb")
"""What mkdocs-jupyter puts into a page besides cells."""
WORDS = {
    "en": {
        "lab": "Open as a lab",
        "card": "To the exercise",
        "tests": "Show the tests",
        "file": "Download the notebook",
    },
    "es": {
        "lab": "Abrir como laboratorio",
        "card": "Ir al ejercicio",
        "tests": "Mostrar las pruebas",
        "file": "Descargar el notebook",
    },
}


@pytest.fixture(scope="module")
def drills(real_library):
    return [card.id for card in real_library.cards if card.drill]


@pytest.fixture(scope="module")
def labs(real_project, drills):
    """Language and id -> path of the page."""
    site = real_project.built_site
    return {(lang, id_): site / lang / "labs" / id_ / "index.html" for lang in LANGUAGES for id_ in drills}


def test_a_page_is_light(labs):
    weights = {key: len(path.read_bytes()) for key, path in labs.items()}
    assert {key: weight for key, weight in weights.items() if weight > HEAVIEST} == {}
    assert max(len(gzip.compress(path.read_bytes())) for path in labs.values()) < 25_000


def test_a_page_loads_what_every_page_loads_and_nothing_else(real_project, labs):
    def loaded(path):
        page = read_page(path)
        scripts = [script["src"] for script in page.named("script") if "src" in script]
        return {name.removeprefix("../../") for name in scripts + [s["href"] for s in page.links_of("stylesheet")]}

    card = loaded(real_project.built_site / "en" / "cards" / PLAIN_CARD / "index.html")
    for (language, _), path in labs.items():
        if language == "en":
            assert loaded(path) == card
        text = path.read_text(encoding="utf-8")
        assert [foreign for foreign in FOREIGN if foreign in text.lower()] == []


def test_a_page_shows_every_cell_of_its_notebook_and_what_it_prints(labs):
    for path in labs.values():
        page = read_page(path)
        notebook = nbformat.read(path.parent.with_suffix(".ipynb"), as_version=4)
        squeezed = "".join(page.text.split())
        for cell in notebook.cells:
            if cell.cell_type == "code":
                assert "".join(cell.source.split()) in squeezed, (path, cell.id)
                for output in cell.outputs:
                    assert "".join(output.text.split()) in squeezed, (path, cell.id)


def test_math_is_mathml(labs, real_library):
    for (language, id_), path in labs.items():
        drill = real_library.card_by_id[id_].drill
        words = "".join(step.text[language] for step in drill.walkthrough if step.text)
        page = read_page(path)
        assert bool("\\(" in words or "\\[" in words) <= bool(page.named("math"))
        assert "\\(" not in page.text.replace("'\\(", "")


def test_a_page_has_its_pair_in_the_other_language_and_its_own_words(labs):
    for (language, id_), path in labs.items():
        page = read_page(path)
        assert page.language == language
        alternates = {link["hreflang"]: link["href"] for link in page.links_of("alternate")}
        for code in LANGUAGES:
            assert alternates[code].endswith(f"/{code}/labs/{id_}/")
        assert page.meta("description").startswith({"en": "The exercise as", "es": "El ejercicio como"}[language])
        assert page.title.startswith({"en": "Lab: ", "es": "Laboratorio: "}[language])


def test_a_topic_that_is_kept_offline_has_its_labs_and_their_notebooks(real_project, real_library):
    for language in LANGUAGES:
        listed = json.loads((real_project.built_site / "offline" / f"{language}.json").read_text(encoding="utf-8"))
        for topic, cards in real_library.cards_by_topic.items():
            kept = {listed["files"][number][0] for number in listed["topics"].get(topic, ())}
            labs = {name for name in kept if name.startswith(f"{language}/labs/")}
            wanted = [f"{language}/labs/{card.id}" for card in cards if card.drill]
            assert labs == {name + end for name in wanted for end in ("/index.html", ".ipynb")}


def test_labs_are_no_second_result_of_the_search(labs):
    for path in labs.values():
        assert "data-pagefind-body" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_goes_from_the_list_to_the_lab_to_the_card_and_back(tab, language):
    page = tab.open(f"{language}/drills/")
    page.locator(f"a.cw-lab-link[href*='{LAB}']").click()
    page.wait_for_url(f"**/{language}/labs/{LAB}/")
    page.get_by_role("link", name=WORDS[language]["card"]).click()
    page.wait_for_url(f"**/{language}/cards/{LAB}/#drill")
    page.get_by_role("link", name=WORDS[language]["lab"]).click()
    page.wait_for_url(f"**/{language}/labs/{LAB}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_downloads_the_notebook(tab, language):
    page = tab.open(f"{language}/labs/{LAB}/")
    with page.expect_download() as started:
        page.get_by_role("link", name=WORDS[language]["file"]).click()
    download = started.value
    assert download.suggested_filename == f"{LAB}.ipynb"
    found = nbformat.read(download.path(), as_version=4)
    assert [cell.id for cell in found.cells if "tests" in cell.metadata.get("tags", [])] == [TESTS]
    assert found.metadata["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_tests_and_solution_are_closed_until_somebody_opens_them(tab, language):
    page = tab.open(f"{language}/labs/{LAB}/")
    shown = page.get_by_text(WORDS[language]["tests"])
    code = page.locator("#tests ~ .cw-lab").first.locator(".highlight")
    assert not code.is_visible()
    shown.focus()
    page.keyboard.press("Enter")
    assert code.is_visible()


def test_without_scripts_everything_can_be_read(open_tab, real_address):
    page = open_tab(real_address, java_script_enabled=False).open(f"en/labs/{LAB}/")
    assert page.locator(".cw-lab .highlight").count() >= 4
    assert page.locator(".cw-lab .highlight").nth(1).is_visible()


@pytest.fixture
def drill(small):
    """A small project with one drill."""
    path = small.content / "cards" / "attention" / "scaling.yaml"
    turn_into_drill(path)
    return small, path


def test_the_same_drill_gives_the_same_bytes_with_and_without_what_is_remembered(drill):
    project, _ = drill
    build(project)
    first = files(project.built_site)
    assert "twice 21 is 42" in (project.built_site / "en" / "labs" / "scaling" / "index.html").read_text("utf-8")
    forget(project)
    build(project)
    again = files(project.built_site)
    assert sorted(name for name in first.keys() | again.keys() if first.get(name) != again.get(name)) == []


def test_an_edit_reaches_page_notebook_and_output(drill):
    project, path = drill
    build(project)
    path.write_text(path.read_text("utf-8").replace("twice 21 is", "two times 21 is"), encoding="utf-8")
    build(project)
    for name in ("scaling/index.html", "scaling.ipynb"):
        text = (project.built_site / "es" / "labs" / name).read_text("utf-8")
        assert "two times 21 is 42" in text
        assert "twice" not in text


def test_a_walkthrough_that_fails_ends_the_build_with_its_place(drill):
    project, path = drill
    path.write_text(path.read_text("utf-8").replace("double(21)", "doubel(21)"), encoding="utf-8")
    done = cardwright(project, "build")
    assert done.returncode == 1
    assert "scaling.yaml" in done.stderr
    assert "drill-walkthrough: the walkthrough fails: line 1 of the walkthrough, cell 1 raised NameError" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_lab_that_is_gone_leaves_nothing(drill):
    project, path = drill
    build(project)
    path.write_text(path.read_text("utf-8").replace(DRILL, "\n").replace("kind: drill", "kind: concept"), "utf-8")
    build(project)
    assert [name for name in files(project.built_site) if "labs/" in name] == []


def test_plain_mkdocs_shows_the_same_labs(drill, tmp_path):
    project, _ = drill
    build(project, "--pages")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "plain")]
    subprocess.run(command, cwd=project.root, check=True, capture_output=True)
    page = read_page(tmp_path / "plain" / "labs" / "scaling" / "index.html")
    assert "twice 21 is 42" in page.text
    assert page.named("style") == []
    assert (tmp_path / "plain" / "labs" / "scaling.ipynb").is_file()
