"""The only door to MkDocs: one language of the site, page by page.

MkDocs 1.6 is frozen upstream, so what is used of it stays as it is. `mkdocs.commands.build` makes everything anew; here
the same steps are taken in the same order, and what the cache holds of a page is not made again.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import _build_theme_template, get_context
from mkdocs.config import load_config
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.utils import meta
from mkdocs.utils.yaml import yaml_load

from cardwright.kept import digest
from cardwright.site.conversion import Conversion
from cardwright.site.lazy_page import NEW, RENDERED, LazyPage, Looked, Watched, links_from, links_of, toc_from, toc_of
from cardwright.site.page_cache import Entry, Finished, PageCache, Rendered
from cardwright.site.raw_blocks import SEEING, ids_in, lifted, restored
from cardwright.site.search import seen_of
from cardwright.site.squeeze import squeezed
from cardwright.writing import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PACKAGES = (
    *("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2", "markupsafe"),
    *("pyyaml", "pyyaml-env-tag"),
)
"""What a page depends on besides its source, the theme and our own code."""

PURE_PLUGINS = {"mkdocs-jupyter"}
"""Plugins that leave pages in Markdown alone. With any other plugin or hook, no page is taken from the cache."""


@dataclass(frozen=True, slots=True)
class Job:
    """One language to build: from `pages` and `theme` (both generated) into `place`; `cache` is safe to delete."""

    language: str
    config: Path
    pages: Path
    theme: Path
    place: Path
    cache: Path
    site_name: str
    site_url: str


class Engine:
    """MkDocs for one language. It knows the files, the navigation and the templates from when it was made.

    Args:
        job: What to build.
        complaints: What MkDocs warns of, as long as the engine works.
        put: How a page is written.
    """

    def __init__(self, job: Job, complaints: list[str], put: Callable[[Path, str], object] = put) -> None:
        self._job = job
        self._put = put
        self.complaints = complaints
        self._cache = PageCache(job.cache)
        config = _config(job)
        self._plugins = config.plugins
        self._plugins.run_event("startup", command="build", dirty=False)
        self._config = config = self._plugins.on_config(config)
        self._plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
        files.add_files_from_theme(env, config)
        self._files = self._plugins.on_files(files, config=config)
        set_exclusions(self._files, config)
        self._nav = self._plugins.on_nav(get_navigation(self._files, config), config=config, files=self._files)
        self._conversion = Conversion(config)
        self._env = self._plugins.on_env(env, config=config, files=self._files)
        self._watched = Watched(self._files.documentation_pages())
        self._pages = {
            file.src_uri: LazyPage.of(file.page, self._read, self._render) for file in self._watched if file.page
        }
        self._entries: dict[str, Entry | None] = {}
        self._sources: dict[str, str] = {}
        self._linking: set[str] = set()

    def build(self) -> str:
        """Make the whole language.

        Returns:
            A hash that changes with everything that the search sees.
        """
        self._files.copy_static_files()
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)
        indexed = [self._page(page) for page in self._pages.values()]
        self._check_anchors()
        self._plugins.on_post_build(config=self._config)
        self.keep()
        return digest(*indexed)

    def refresh(self, names: Iterable[str]) -> bool:
        """Make pages again whose sources changed; the rest of the language stays as it was built.

        Returns:
            Whether that is enough. It is not if another page could show what changed; then nothing has been made.
        """
        before = self._surroundings
        pages = [self._pages[name] for name in names]
        for page in pages:
            page.stage = NEW
        del self._surroundings
        if self._surroundings != before:
            return False
        for page in pages:
            self._page(page)
        self._check_anchors()
        return True

    def place_of(self, name: str) -> Path:
        """Where the page of a source stands."""
        return Path(self._pages[name].file.abs_dest_path)

    def keep(self) -> None:
        """Write what was made to the cache."""
        self._cache.keep(self._pages)

    def _page(self, page: LazyPage) -> str:
        """Make sure that a page stands in its place; what the search sees of it, as a hash."""
        name = page.file.src_uri
        try:
            key = digest(self._surroundings, name, self._source(page))
            entry = self._entry(page)
            if not (entry and entry.finished.key == key):
                entry = self._entries[name] = self._finished(page, key)
        except Exception as error:
            self.complaints.append(f"{name}: {error}")
            raise
        self._put(Path(page.file.abs_dest_path), entry.finished.html)
        self._let_go(page, entry)
        return digest(page.url, entry.finished.indexed)

    def _let_go(self, page: LazyPage, entry: Entry) -> None:
        """Keep of a page that is finished only whether it leads to anchors: texts of all pages take much memory."""
        name = page.file.src_uri
        has_links = entry.rendered.links if entry.rendered.key else page.links_to_anchors
        (self._linking.add if has_links else self._linking.discard)(name)
        self._entries.pop(name, None)
        self._sources.pop(name, None)
        page.let_go()

    def _finished(self, page: LazyPage, key: str) -> Entry:
        """Put a page into the templates of the theme."""
        before = len(self.complaints)
        page.reach(RENDERED)
        self._watched.seen = False
        with self._working_on(page):
            page.active = True
            context = get_context(self._nav, self._watched, self._config, page)
            template = self._env.get_template(page.meta.get("template", "main.html"))
            context = self._plugins.on_page_context(context, page=page, config=self._config, nav=self._nav)
            html = template.render(context)
            html = self._plugins.on_post_page(html, page=page, config=self._config)
            page.active = False
        html = html.encode(errors="xmlcharrefreplace").decode()
        known = self._entry(page)
        entry = Entry(
            known.rendered if known else Rendered(""),
            Finished("" if self._watched.seen else key, seen_of(html, page.content), squeezed(html)),
        )
        if entry.rendered.key and len(self.complaints) == before:
            self._cache.write(page.file.src_uri, entry)
        return entry

    def _read(self, page: LazyPage) -> None:
        with self._working_on(page):
            self._plugins.on_pre_page(page, config=self._config, files=self._files)
            text = self._plugins.on_page_read_source(page=page, config=self._config)
            text, page.meta = meta.get_data(self._source(page) if text is None else text)
            page.markdown = self._plugins.on_page_markdown(text, page=page, config=self._config, files=self._files)

    def _render(self, page: LazyPage) -> None:
        key = digest(self._settings, page.file.src_uri, self._source(page))
        entry = self._entry(page)
        if entry and entry.rendered.key == key and self._leads_the_same_way(entry.rendered):
            self._restore(page, entry.rendered)
            return
        before = len(self.complaints)
        looked = Looked(self._files)
        with self._working_on(page):
            self._convert(page, looked)
            page.content = self._plugins.on_page_content(
                page.content, page=page, config=self._config, files=self._files
            )
        rendered = Rendered(
            key=key if len(self.complaints) == before and self._may_keep(page) else "",
            title=page._title_from_render,  # noqa: SLF001 - MkDocs has no other name for it
            toc=toc_of(page),
            anchors=sorted(page.present_anchor_ids or ()),
            links=links_of(page),
            looked=looked.found,
            content=page.content,
        )
        self._entries[page.file.src_uri] = Entry(rendered, Finished(""))

    def _convert(self, page: LazyPage, looked: Looked) -> None:
        """Make HTML of a page's Markdown; what is HTML already stays out of it."""
        whole = page.markdown
        blocks: list[str] = []
        if not SEEING & set(self._config.markdown_extensions):
            page.markdown, blocks = lifted(whole)
        self._conversion.render(page, looked)
        page.markdown = whole
        page.content = restored(page.content, blocks)
        page.present_anchor_ids |= ids_in(blocks)

    @contextmanager
    def _working_on(self, page: LazyPage) -> Iterator[None]:
        """Let plugins know which page is meant."""
        before = self._config._current_page  # noqa: SLF001 - MkDocs has no other name for it
        self._config._current_page = page  # noqa: SLF001
        try:
            yield
        finally:
            self._config._current_page = before  # noqa: SLF001

    def _leads_the_same_way(self, rendered: Rendered) -> bool:
        """Whether everything that a page links to is where it was."""
        found = Looked(self._files)
        for path in rendered.looked:
            found.get_file_from_path(path)
        return found.found == rendered.looked

    def _restore(self, page: LazyPage, rendered: Rendered) -> None:
        page.content, page.toc = rendered.content, toc_from(rendered.toc)
        page._title_from_render = rendered.title  # noqa: SLF001
        page.present_anchor_ids = set(rendered.anchors)
        page.links_to_anchors = links_from(rendered.links, self._files)

    def _check_anchors(self) -> None:
        """Complain of links to anchors that are not there, those of pages from the cache included."""
        level = self._config.validation.links.anchors
        for name, page in self._pages.items():
            if name in self._linking:
                page.validate_anchor_links(files=self._files, log_level=level)

    def _entry(self, page: LazyPage) -> Entry | None:
        """What the cache holds of a page, or what has been made of it by now."""
        name = page.file.src_uri
        if name not in self._entries:
            self._entries[name] = self._cache.read(name) if self._may_keep(page) else None
        return self._entries[name]

    def _may_keep(self, page: LazyPage) -> bool:
        impure = set(self._plugins) - PURE_PLUGINS or self._config.hooks
        return not impure and page.file.src_uri.endswith(".md")

    def _source(self, page: LazyPage) -> str:
        name = page.file.src_uri
        if name not in self._sources:
            self._sources[name] = page.file.content_string
        return self._sources[name]

    @cached_property
    def _settings(self) -> str:
        """Changes with everything that the Markdown of any page depends on: engine, our code, settings."""
        code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
        versions = [f"{name} {version(name)}" for name in PACKAGES]
        given = (repr(_given(self._job)), self._job.language, self._job.site_name, self._job.site_url)
        return digest(sys.version, *versions, *code, *given)

    @cached_property
    def _surroundings(self) -> str:
        """Changes with everything that every finished page depends on: the theme, the files, the navigation."""
        theme = [
            (p.relative_to(self._job.theme).as_posix(), p) for p in sorted(self._job.theme.rglob("*")) if p.is_file()
        ]
        looks = [part for name, path in theme for part in (name, path.read_bytes())]
        files = [f"{file.src_uri} {file.url}" for file in self._files]
        names = [f"{page.title} {page.url}" for page in self._nav.pages]
        return digest(self._settings, str(len(looks)), *looks, str(len(files)), *files, *names)


def _given(job: Job) -> dict[str, Any]:
    """The settings as they are written, those of files that are inherited from included."""
    with job.config.open(encoding="utf-8") as file:
        return yaml_load(file)


def _config(job: Job) -> Any:
    theme = _given(job)["theme"]
    return load_config(
        str(job.config),
        docs_dir=str(job.pages),
        site_dir=str(job.place),
        site_name=job.site_name,
        site_url=job.site_url,
        theme={**theme, "language": job.language, "custom_dir": str(job.theme)},
        extra={"scope": _scope(job)},
    )


def _scope(job: Job) -> str:
    """The path under which Material's script keeps a reader's choice of colors: one for all languages."""
    return urlsplit(job.site_url).path.removesuffix(f"{job.language}/")
