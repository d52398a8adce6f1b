"""The built site as files: every address leads somewhere, below any path, and every page says what it is."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from html_pages import read_page

ANYWHERE = {"404.html", "offline.html"}
"""Pages that answer whatever was asked for."""


@pytest.fixture(scope="module")
def pages(real_project):
    """Every page of the real site, the frame of Python apart: path below the site -> what stands in it."""
    site = real_project.built_site
    paths = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {name: read_page(path) for name, path in paths.items() if not name.startswith("python/")}


@pytest.fixture(scope="module")
def proper(pages):
    """The pages of the two languages."""
    return {name: page for name, page in pages.items() if "/" in name}


def test_every_page_is_there(pages, real_library):
    common = [
        "",
        "topics/",
        "explore/",
        "tracks/",
        "guides/",
        "drills/",
        "decks/",
        "glossary/",
        "contribute/",
        "sources/",
        "licenses/",
    ]
    common += [f"topics/{topic.id}/" for topic in real_library.topics]
    common += [f"cards/{card.id}/" for card in real_library.cards]
    common += [f"labs/{card.id}/" for card in real_library.cards if card.drill]
    common += [f"tracks/{track.id}/" for track in real_library.tracks]
    common += [f"guides/{guide.id}/" for guide in real_library.guides]
    common += [f"cards/{retired.id}/" for retired in real_library.retired]
    expected = {f"{language}/{path}index.html" for language in real_library.kb.languages for path in common}
    assert set(pages) == expected | {"index.html", "404.html", "offline.html"}


def test_every_internal_address_leads_to_a_file_and_an_anchor_that_exist(real_project, pages):
    site = real_project.built_site.resolve()
    wrong = []
    for name, page in pages.items():
        folder = site if name in ANYWHERE else page.path.resolve().parent
        for address in page.addresses():
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address in {"/library/", "/"}:
                continue
            target = (folder / unquote(parts.path)).resolve() if parts.path else page.path.resolve()
            target = target / "index.html" if target.is_dir() else target
            if not (target.is_file() and target.is_relative_to(site)):
                wrong.append(f"{name}: {address}")
            elif parts.fragment and target.suffix == ".html":
                known = pages[target.relative_to(site).as_posix()].ids
                if unquote(parts.fragment) not in known:
                    wrong.append(f"{name}: {address}: no such anchor")
    assert sorted(set(wrong)) == []


def test_no_address_is_absolute_but_the_base_of_pages_that_answer_any_address(pages):
    absolute = {
        (name, address) for name, page in pages.items() for address in page.addresses() if address.startswith("/")
    }
    assert absolute == {(name, "/library/") for name in ANYWHERE}


def test_every_address_outside_is_secure_or_the_own_repository(proper):
    schemes = Counter(urlsplit(address).scheme for page in proper.values() for address in page.addresses())
    assert set(schemes) == {"", "https"}


def test_stylesheets_name_files_that_exist(real_project):
    wrong = []
    for sheet in real_project.built_site.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8")):
            outside = not address.startswith(("data:", "#")) and not (sheet.parent / Path(address)).is_file()
            wrong += [f"{sheet.name}: {address}"] if outside else []
    assert wrong == []


def test_ids_are_unique_in_a_page(pages):
    twice = {name: [id_ for id_, times in Counter(page.ids).items() if times > 1] for name, page in pages.items()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_no_link_stands_inside_another(pages):
    assert {name: page.nested_links for name, page in pages.items() if page.nested_links} == {}


def test_every_page_has_one_main_heading(proper):
    assert {name for name, page in proper.items() if len(page.named("h1")) != 1} == set()


def test_every_picture_has_an_alternative_text(pages):
    assert {name for name, page in pages.items() if any("alt" not in image for image in page.named("img"))} == set()


def test_every_page_has_a_title_and_a_description_of_its_own(proper):
    assert {name for name, page in proper.items() if not page.meta("description").strip()} == set()
    for language in ("en", "es"):
        titles = Counter(page.title for name, page in proper.items() if name.startswith(language))
        assert [title for title, times in titles.items() if times > 1 or not title.strip(" ·")] == []


def test_the_sitemaps_list_exactly_the_pages(real_project, real_library, proper):
    listed, alternates = set(), set()
    for language in real_library.kb.languages:
        text = (real_project.built_site / language / "sitemap.xml").read_text(encoding="utf-8")
        listed |= set(re.findall(r"<loc>([^<]+)</loc>", text))
        alternates |= set(re.findall(r'hreflang="\w\w" href="([^"]+)"', text))
    kept_off = {name for name, page in proper.items() if "noindex" in page.meta("robots")}
    shown = {real_library.kb.site_url + name.removesuffix("index.html") for name in proper.keys() - kept_off}
    assert listed == alternates == shown
