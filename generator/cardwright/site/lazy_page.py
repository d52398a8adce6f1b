"""Pages of MkDocs that are read and rendered when somebody asks for what is in them, and not before.

A template may look at any page, for example to list titles. With the pages of the cache it finds what it asks for
all the same; and the engine learns that it looked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mkdocs.structure.files import File

    from cardwright.site.page_cache import Toc

NEW, READ, RENDERED = range(3)
"""How far a page has come."""


class _Later:
    """An attribute that is there once its page has come so far."""

    def __init__(self, stage: int) -> None:
        self._stage = stage

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, page: LazyPage | None, owner: type | None = None) -> Any:
        if page is None:
            return self
        page.reach(self._stage)
        if self._name not in page.__dict__:  # it was let go
            page.stage = NEW
            page.reach(self._stage)
        return page.__dict__[self._name]

    def __set__(self, page: LazyPage, value: object) -> None:
        page.__dict__[self._name] = value


class LazyPage(Page):
    """A page; `steps` read and render it. Made of MkDocs' own pages, which the navigation knows already."""

    stage: int
    steps: tuple[Callable[[LazyPage], None], Callable[[LazyPage], None]]

    markdown: Any = _Later(READ)
    meta: Any = _Later(READ)
    content: Any = _Later(RENDERED)
    toc: Any = _Later(RENDERED)
    present_anchor_ids: Any = _Later(RENDERED)
    links_to_anchors: Any = _Later(RENDERED)
    _title_from_render: Any = _Later(RENDERED)

    @classmethod
    def of(cls, page: Page, *steps: Callable[[LazyPage], None]) -> LazyPage:
        """Turn a page into one that waits."""
        page.__class__ = cls
        assert isinstance(page, cls)  # noqa: S101 - it is, since the line above
        page.stage, page.steps = NEW, (steps[0], steps[1])
        page.__dict__ |= {"present_anchor_ids": None, "links_to_anchors": None}
        return page

    def reach(self, stage: int) -> None:
        """Read, and render if that is asked for, what was not yet."""
        while self.stage < stage:
            step = self.steps[self.stage]
            self.stage += 1
            step(self)

    def let_go(self) -> None:
        """Free the memory of the page's texts; whoever asks for one all the same has it made again."""
        for name in ("markdown", "content"):
            self.__dict__.pop(name, None)


class Watched(list["File"]):
    """The files of all pages; `seen` says whether anybody looked into it."""

    seen = False

    def __iter__(self) -> Iterator[File]:
        self.seen = True
        return super().__iter__()

    def __getitem__(self, index: Any) -> Any:
        self.seen = True
        return super().__getitem__(index)

    def __len__(self) -> int:
        self.seen = True
        return super().__len__()


class Looked:
    """The files of a site for one page: notes which of them the page asks for, and what it is told."""

    def __init__(self, files: Any) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file of a path, if there is one."""
        file: File | None = self._files.get_file_from_path(path)
        self.found[path] = file.url if file else None
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def toc_of(page: Page) -> Toc:
    """The headings of a page as plain values."""
    return [_heading(link) for link in page.toc]


def _heading(link: AnchorLink) -> list[Any]:
    return [link.title, link.id, link.level, [_heading(child) for child in link.children]]


def toc_from(toc: Toc) -> TableOfContents:
    """The headings of a page as MkDocs has them."""
    links = [_link(heading) for heading in toc]
    if links:
        links[0].active = True  # type: ignore[attr-defined] # as MkDocs does
    return TableOfContents(links)


def _link(heading: list[Any]) -> AnchorLink:
    title, id_, level, children = heading
    link = AnchorLink(title, id_, level)
    link.children = [_link(child) for child in children]
    return link


def links_of(page: LazyPage) -> dict[str, dict[str, str]]:
    """The anchors in other sources that a page links to."""
    return {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}


def links_from(links: Mapping[str, dict[str, str]], files: Any) -> dict[File, dict[str, str]]:
    """The same as MkDocs has it; a page that is there no more has been reported already."""
    found = ((files.get_file_from_path(path), anchors) for path, anchors in links.items())
    return {file: anchors for file, anchors in found if file}
