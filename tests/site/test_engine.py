"""The engine page by page: what is made again, what is taken from the cache, and what is complained of."""

import shutil

import pytest

from building import ROOT
from cardwright.errors import CardwrightError
from cardwright.site import engine
from cardwright.site.conversion import Conversion
from cardwright.site.engine import Job
from cardwright.site.languages import build

SETTINGS = """
site_name: Test
nav: [index.md]
strict: true
theme: {name: material, font: false}
plugins: []
validation:
  nav: {omitted_files: ignore}
  links: {anchors: warn, unrecognized_links: ignore}
markdown_extensions: [toc, attr_list]
"""
PAGES = {
    "index.md": "---\ntitle: Start\n---\n# Start\n\n[One](one.md#here)\n",
    "one.md": "---\ntitle: One\n---\n# One { #here }\n",
    "two.md": "---\ntitle: Two\n---\n# Two\n",
}
MAIN = (
    '{% extends "base.html" %}{% block site_nav %}{% endblock %}{% block content %}NEW{{ page.content }}{% endblock %}'
)


class Site:
    """A small site in English; `made` says which pages were rendered and finished by the last build."""

    def __init__(self, root, monkeypatch):
        self.root = root
        self.made = {"rendered": [], "finished": []}
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        (root / "theme").mkdir()
        (root / "pages").mkdir()
        self.theme(MAIN)
        for name, text in PAGES.items():
            self.page(name, text)
        self._watch(monkeypatch)

    def page(self, name, text):
        (self.root / "pages" / name).write_text(text, encoding="utf-8")

    def theme(self, main):
        (self.root / "theme" / "main.html").write_text(main, encoding="utf-8")

    def build(self, cache="en.pages"):
        """Build, and give every page: path -> text."""
        for made in self.made.values():
            made.clear()
        place = self.root / "site"
        shutil.rmtree(place, ignore_errors=True)
        config, pages, theme = (self.root / name for name in ("mkdocs.yml", "pages", "theme"))
        build(Job("en", config, pages, theme, place, self.root / cache, "Test", "https://cardwright.example/en/"))
        return {p.relative_to(place).as_posix(): p.read_text("utf-8") for p in place.rglob("*.*ml")}

    def rebuilt(self):
        """Build with the cache, compare with a build without one, and say what was made."""
        found = self.build()
        made = {what: sorted(names) for what, names in self.made.items()}
        assert found == self.build("no-cache.pages")
        (self.root / "no-cache.pages").unlink(missing_ok=True)
        return made["rendered"], made["finished"]

    def _watch(self, monkeypatch):
        render, context = Conversion.render, engine.get_context

        def rendered(conversion, page, files):
            self.made["rendered"].append(page.file.src_uri)
            render(conversion, page, files)

        def finished(nav, files, config, page):
            self.made["finished"].append(page.file.src_uri)
            return context(nav, files, config, page)

        monkeypatch.setattr(Conversion, "render", rendered)
        monkeypatch.setattr(engine, "get_context", finished)


@pytest.fixture
def site(tmp_path, monkeypatch):
    site = Site(tmp_path, monkeypatch)
    site.build()
    assert sorted(site.made["rendered"]) == sorted(site.made["finished"]) == sorted(PAGES)
    return site


def test_what_did_not_change_is_not_made_again(site):
    assert site.rebuilt() == ([], [])


def test_an_edited_page_alone_is_made_again(site):
    site.page("two.md", PAGES["two.md"] + "\nMore.\n")
    assert site.rebuilt() == (["two.md"], ["two.md"])


def test_a_template_is_another_frame_for_the_same_markdown(site):
    site.theme(MAIN.replace("NEW", "<!-- new -->"))
    assert site.rebuilt() == ([], sorted(PAGES))


def test_settings_change_everything(site):
    (site.root / "mkdocs.yml").write_text(SETTINGS.replace("toc,", "toc: {permalink: true},"), encoding="utf-8")
    assert site.rebuilt() == (sorted(PAGES), sorted(PAGES))


def test_a_page_that_links_to_another_follows_it(site):
    (site.root / "pages" / "one.md").unlink()
    with pytest.raises(CardwrightError, match=r"'index\.md' contains a link 'one\.md#here'"):
        site.build()
    site.page("one/index.md".replace("/", "-"), PAGES["one.md"])
    site.page("index.md", PAGES["index.md"].replace("one.md", "one-index.md"))
    assert site.rebuilt() == (["index.md", "one-index.md"], ["index.md", "one-index.md", "two.md"])


def test_a_lost_anchor_is_complained_of_although_the_page_with_the_link_is_in_the_cache(site):
    site.page("one.md", PAGES["one.md"].replace("here", "there"))
    for _ in range(2):
        with pytest.raises(CardwrightError, match=r"does not contain an anchor '#here'"):
            site.build()


def test_what_is_complained_of_is_complained_of_every_time(site):
    site.page("two.md", PAGES["two.md"] + "\n[nowhere](nowhere.md)\n")
    for _ in range(2):
        with pytest.raises(CardwrightError, match=r"'nowhere\.md'"):
            site.build()


def test_a_template_may_look_at_all_pages(site):
    titles = "{% for file in pages %}<p>{{ file.page.title }} {{ file.page.toc | length }}</p>{% endfor %}"
    site.theme(MAIN.replace("NEW", titles))
    site.build()
    site.page("two.md", "---\ntitle: Second\n---\n# Two\n\n## More\n")
    assert "<p>Second" in site.build()["one/index.html"]
    site.rebuilt()


def test_a_template_may_look_at_the_pages_of_the_navigation(site):
    site.theme(MAIN.replace("NEW", "{% for item in nav %}<p>{{ item.title }}</p>{% endfor %}"))
    site.build()
    site.page("index.md", PAGES["index.md"].replace("Start", "Begin", 1))
    assert "<p>Begin" in site.build()["one/index.html"]
    assert site.rebuilt() == ([], [])


def test_with_a_plugin_that_nobody_vouches_for_everything_is_made_again(site):
    (site.root / "mkdocs.yml").write_text(SETTINGS.replace("plugins: []", "plugins: [search]"), encoding="utf-8")
    for _ in range(2):
        assert site.rebuilt() == (sorted(PAGES), sorted(PAGES))


def test_a_source_that_is_deleted_while_building_is_named(site, monkeypatch):
    collect = engine.get_files

    def lost(config):
        files = collect(config)
        (site.root / "pages" / "two.md").unlink()
        return files

    monkeypatch.setattr(engine, "get_files", lost)
    with pytest.raises(CardwrightError) as raised:
        site.build()
    assert raised.value.message.startswith("the site could not be built: No such file or directory: ")
    assert raised.value.message.endswith("two.md")


def test_the_repository_uses_no_plugin_that_turns_the_cache_off():
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\nhooks:" not in settings
    plugins = settings.partition("\nplugins:")[2].partition("\n\n")[0]
    named = {line.strip(" -").partition(":")[0] for line in plugins.splitlines() if line.strip(" -[]")}
    assert named <= engine.PURE_PLUGINS
