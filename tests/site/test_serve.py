"""`cardwright serve`: an edit appears in the open page, a broken one is said and changes nothing."""

import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest

from building import build, command, files, turn_into_drill

CARD = "content/cards/attention/scaling.yaml"


def edit(project, name, old, new):
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


class Served:
    """A running `cardwright serve`."""

    def __init__(self, project, process, log):
        self._process, self._log = process, log
        self.project = project
        self.address = re.search(r"^(http://\S+)", self.wait_for(r"^http://"), re.MULTILINE)[1]

    def said(self):
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, pattern):
        """Everything that was printed, once it matches; a command that never says it has failed."""
        patience = time.monotonic() + 60
        while not re.search(pattern, self.said(), re.MULTILINE):
            assert self._process.poll() is None, self.said()
            assert time.monotonic() < patience, f"{pattern} was not said:\n{self.said()}"
            time.sleep(0.02)
        return self.said()

    def stop(self, number=signal.SIGINT):
        """Its exit status after Ctrl-C."""
        os.killpg(self._process.pid, number)
        return self._process.wait(timeout=60)


@contextmanager
def serving(project, *arguments):
    log = project.root / "serve.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command("serve", "--port", "0", *arguments),
            cwd=project.root,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield Served(project, process, log)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def served(small):
    with serving(small) as served:
        yield served


def test_an_edit_appears_in_the_open_page_and_a_broken_one_is_said_there(served, open_tab):
    tab = open_tab(served.address)
    page = tab.open("en/cards/scaling/")
    page.get_by_text("Show answer", exact=True).click()
    page.get_by_text("It keeps the variance").wait_for()
    edit(served.project, CARD, "It keeps the variance", "It holds the spread")
    page.get_by_text("It holds the spread").wait_for(state="attached")
    edit(served.project, CARD, "level: mid", "level: middling")
    notice = page.get_by_role("alert")
    notice.get_by_text("scaling.yaml:").wait_for()
    assert "`middling`" in notice.inner_text()
    assert page.get_by_text("It holds the spread").count() == 1
    assert "`middling`" in served.wait_for("middling")
    page.reload()
    notice.get_by_text("`middling`").wait_for()
    edit(served.project, CARD, "level: middling", "level: staff")
    page.get_by_text("Staff").first.wait_for()
    notice.wait_for(state="detached")
    tab.open("en/topics/attention/")
    page.get_by_text("Staff").first.wait_for()


@pytest.mark.parametrize(
    ("change", "path", "text"),
    [
        (("content/topics.yaml", "en: Attention", "en: Paying attention"), "en/topics/", "Paying attention"),
        (("site/strings/es.yaml", "Mostrar respuesta", "Ver respuesta"), "es/cards/scaling/", "Ver respuesta"),
        (("site/overrides/partials/cw-footer.html", "<p>", "<p>Changed here. "), "en/", "Changed here."),
        (("decks/registry.yaml", "complete: cardwright-en.apkg", "complete: new-en.apkg"), "en/decks/", "new-en.tsv"),
        (("mkdocs.yml", "  - toc\n", "  - toc: {permalink: MARK}\n"), "en/", "MARK"),
    ],
    ids=["a-topic", "a-text", "a-template", "a-deck", "a-setting"],
)
def test_every_kind_of_edit_appears(served, open_tab, change, path, text):
    page = open_tab(served.address).open(path)
    assert page.get_by_text(text).count() == 0
    edit(served.project, *change)
    page.get_by_text(text).first.wait_for(state="attached")


def test_an_edit_of_a_drill_appears_in_its_lab_and_in_the_notebook(small, open_tab):
    turn_into_drill(small.root / CARD)
    with serving(small) as served:
        tab = open_tab(served.address)
        page = tab.open("en/labs/scaling/")
        page.get_by_text("twice 21 is 42").wait_for()
        edit(small, CARD, "twice 21 is", "doubled, 21 is")
        page.get_by_text("doubled, 21 is 42").wait_for()
        with urllib.request.urlopen(f"{served.address}en/labs/scaling.ipynb") as answer:
            assert "doubled, 21 is 42" in answer.read().decode()
        edit(small, CARD, "double(21))", "doubel(21))")
        page.get_by_role("alert").get_by_text("drill-walkthrough").wait_for()
        assert page.get_by_text("doubled, 21 is 42").count() == 1


def test_a_stylesheet_appears(served, open_tab):
    page = open_tab(served.address, bypass_csp=True).open("en/")  # the waiting is done by a script of ours
    with (served.project.site / "styles" / "site.css").open("a", encoding="utf-8") as file:
        file.write("body { outline: 7px solid currentColor }\n")
    page.wait_for_function("getComputedStyle(document.body).outlineWidth === '7px'")


def test_a_damaged_template_is_said_and_the_page_comes_back_when_it_is_mended(served, open_tab):
    page = open_tab(served.address).open("en/")
    template = served.project.site / "overrides" / "partials" / "cw-footer.html"
    whole = template.read_text(encoding="utf-8")
    template.write_text(whole + "{% if %}", encoding="utf-8")
    page.get_by_role("alert").get_by_text("cw-footer.html").wait_for()
    assert page.get_by_role("contentinfo").count() == 1
    template.write_text(whole.replace("<p>", "<p>Mended. ", 1), encoding="utf-8")
    page.get_by_text("Mended.").wait_for()
    assert page.get_by_role("alert").count() == 0


def test_cards_come_and_go(served, open_tab):
    tab = open_tab(served.address)
    page = tab.open("en/topics/attention/")
    card = served.project.root / CARD
    text = card.read_text(encoding="utf-8").replace("Why does attention", "For what reason does attention")
    card.with_name("second.yaml").write_text(text, encoding="utf-8")
    page.get_by_text("For what reason").wait_for()
    card.with_name("second.yaml").unlink()
    page.get_by_text("For what reason").wait_for(state="detached")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{served.address}en/cards/second/")


def test_what_is_shown_in_the_end_is_what_a_build_gives(served):
    edit(served.project, CARD, "It keeps the variance", "It holds the spread")
    served.wait_for(r"^en/cards/scaling/")
    edit(served.project, "site/strings/en.yaml", "Show answer", "See the answer")
    served.wait_for(r"^en/cards/scaling/$")
    assert served.stop() == 130
    build(served.project)
    built, preview = files(served.project.built_site), files(served.project.build / "preview")
    different = {name for name in built.keys() | preview.keys() if built.get(name) != preview.get(name)}
    assert {name for name in different if not name.startswith(("pagefind/", "decks/", "offline/", "sw.js"))} == set()


def test_ctrl_c_ends_it_without_a_word(served):
    assert served.stop() == 130
    assert "Traceback" not in served.said()
    assert "error" not in served.said()


def test_a_built_site_is_left_alone(small):
    build(small)
    before = files(small.built_site)
    with serving(small) as served:
        edit(small, CARD, "It keeps the variance", "It holds the spread")
        served.wait_for(r"^en/cards/scaling/")
        assert served.stop() == 130
    assert files(small.built_site) == before
    assert not any(b".live/" in data for data in files(small.build / "preview").values())


def test_content_that_is_wrong_from_the_start_is_refused(small):
    edit(small, CARD, "level: mid", "level: middling")
    done = subprocess.run(command("serve", "--port", "0"), cwd=small.root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "`middling`" in done.stderr


def test_a_port_in_use_is_said(served):
    port = served.address.split(":")[2].partition("/")[0]
    done = subprocess.run(
        command("serve", "--port", port), cwd=served.project.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"error: port {port} cannot be used" in done.stderr
    assert "help: name another, as in: --port 8001" in done.stderr


def test_search_is_there_if_asked_for(small, open_tab):
    with serving(small, "--search") as served:
        page = open_tab(served.address).open("en/")
        page.keyboard.press("/")
        page.get_by_role("combobox", name="Search").fill("attention")
        page.get_by_role("option").first.wait_for()
