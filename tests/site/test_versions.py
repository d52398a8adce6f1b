"""A newer version of the site: announced, taken whole or not at all, and never mixed with the one before."""

from __future__ import annotations

import re
import shutil

import pytest

from building import build
from serving import served
from shelf import answered, digests, kept, labels


def offline(tab, *, cut=True):
    tab.page.context.set_offline(cut)


def visit(tab, path):
    """Open a page and wait until it is kept."""
    page = tab.open(path)
    kept(page, f"{path}index.html")
    return page


def keep(page):
    """Keep the topic, and wait until it is kept."""
    page.get_by_role("button", name=re.compile("Keep this topic offline")).click()
    page.get_by_text("Kept on this device, with its search").wait_for()


def expected(tab, *faults):
    """Take away the browser's own notes of a lost connection; every one of them must be of a kind that is named."""
    noted = ("console error: Failed to load resource", *faults)
    assert [fault for fault in tab.faults if not fault.startswith(noted)] == []
    tab.faults.clear()


class Versions:
    """A small site that is built anew while a reader has it open."""

    PAGE = "en/cards/scaling/"
    OLD, NEW = "variance of the logits near one", "variance of the logits close to one"

    def __init__(self, project):
        self.project = project
        build(project)
        self.old = digests(project.built_site)

    def change(self):
        """Another text, another style, another script."""
        card = self.project.root / "content" / "cards" / "attention" / "scaling.yaml"
        card.write_text(card.read_text("utf-8").replace(self.OLD, self.NEW), "utf-8")
        for name, more in (
            ("styles/site.css", "\nbody { outline-style: dotted; }"),
            ("app/main.ts", "\ndocument.documentElement.dataset.version = 'new';"),
        ):
            path = self.project.site / name
            path.write_text(path.read_text("utf-8") + more, "utf-8")
        build(self.project)
        self.new = digests(self.project.built_site)
        assert self.new["sw.js"] != self.old["sw.js"]


@pytest.fixture
def versions(small):
    return Versions(small)


def looks(page):
    """What the style and the script of a version do to a page."""
    return page.evaluate("[getComputedStyle(document.body).outlineStyle, document.documentElement.dataset.version]")


def notice(page):
    return page.get_by_role("complementary", name="New version")


def test_a_new_version_is_announced_and_taken_whole_when_the_reader_wants_it(versions, open_tab):
    with served(versions.project.built_site) as address:
        tab = open_tab(address)
        page = visit(tab, "en/topics/attention/")
        keep(page)
        visit(tab, "en/decks/")
        visit(tab, versions.PAGE)
        assert not notice(page).is_visible()
        versions.change()
        tab.open("en/topics/attention/")
        notice(page).get_by_text("There is a newer version").wait_for()

        offline(tab)
        tab.open(versions.PAGE)
        assert versions.OLD in page.locator("article").text_content()
        assert looks(page) == ["none", None]
        found = answered(page, sorted(versions.old.keys() | versions.new.keys()))
        assert len(found) > 20
        assert {path: digest for path, digest in found.items() if versions.old.get(path) != digest} == {}

        offline(tab, cut=False)
        tab.open("en/topics/attention/")
        with page.expect_navigation():
            notice(page).get_by_role("button", name="Show it").click()
        offline(tab)
        tab.open(versions.PAGE)
        assert versions.NEW in page.locator("article").text_content()
        assert looks(page) == ["dotted", "new"]
        assert not notice(page).is_visible()
        assert {path: digest for path, digest in labels(page).items() if versions.new.get(path) != digest} == {}
        found = answered(page, sorted(versions.old.keys() | versions.new.keys()))
        assert {path: digest for path, digest in found.items() if versions.new.get(path) != digest} == {}
        for path in ("en/topics/attention/", "en/decks/", "en/"):
            tab.open(path)
            assert tab.status == 200, path
        expected(tab, "failed: ", "404: ")


def test_a_page_of_a_newer_version_takes_nothing_old_from_the_device(versions, open_tab):
    with served(versions.project.built_site) as address:
        tab = open_tab(address)
        page = visit(tab, "en/topics/attention/")
        keep(page)
        versions.change()
        (versions.project.built_site / "sw.js").unlink()  # the newer worker cannot be had yet
        tab.open(versions.PAGE)
        assert versions.NEW in page.locator("article").text_content()
        assert looks(page) == ["dotted", "new"]
        offline(tab)
        stable = ["pagefind/pagefind.js", "pagefind/pagefind-entry.json", "en/index.html"]
        assert answered(page, stable) == {}, "these belong to the older version"
        tab.open("en/topics/attention/")
        assert answered(page, stable) == {path: versions.old[path] for path in stable}
        expected(tab, "failed: ", "404: ")


def test_a_version_that_does_not_arrive_whole_changes_nothing(versions, open_tab):
    site = versions.project.built_site
    with served(site) as address:
        tab = open_tab(address)
        page = visit(tab, "en/topics/attention/")
        keep(page)
        versions.change()
        damaged = site / versions.PAGE / "index.html"
        whole = damaged.read_bytes()
        damaged.write_bytes(whole + b"<!-- on its way, somebody changed it -->")
        failed = page.evaluate("""async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => undefined);
          const worker = registration.installing;
          if (!worker) return "none";
          return new Promise((resolve) => worker.addEventListener("statechange", () => resolve(worker.state)));
        }""")
        assert failed == "redundant"
        assert not notice(page).is_visible()
        offline(tab)
        tab.open(versions.PAGE)
        assert versions.OLD in page.locator("article").text_content()
        offline(tab, cut=False)
        damaged.write_bytes(whole)
        tab.open("en/topics/attention/")
        notice(page).get_by_text("There is a newer version").wait_for()
        expected(tab, "failed: ")


def test_a_page_that_another_tab_left_behind_says_so(versions, open_tab):
    with served(versions.project.built_site) as address:
        tab = open_tab(address)
        page = visit(tab, versions.PAGE)
        other = page.context.new_page()
        other.goto(f"{address}en/decks/")
        versions.change()
        other.reload()
        notice(other).get_by_role("button", name="Show it").click()
        notice(page).get_by_text("This page belongs to an older version").wait_for()
        assert versions.OLD in page.locator("article").text_content()
        with page.expect_navigation():
            notice(page).get_by_role("button", name="Load it again").click()
        assert versions.NEW in page.locator("article").text_content()
        tab.faults.clear()


def test_a_card_that_is_gone_is_gone_from_the_device_too(versions, open_tab):
    with served(versions.project.built_site) as address:
        tab = open_tab(address)
        page = visit(tab, versions.PAGE)
        shutil.rmtree(versions.project.built_site / versions.PAGE)
        tab.open(versions.PAGE)
        assert tab.status == 404, "while there is a connection, the server has the last word"
        tab.faults.clear()
        assert f"{versions.PAGE}index.html" in labels(page)
