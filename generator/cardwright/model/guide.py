"""Guides: the few pages that people write by hand, a file a language."""

from __future__ import annotations

from cardwright.model.base import Id, Record, Text


class Guide(Record):
    """A page of prose. Its files are `content/guides/<id>.<language>.md`."""

    id: Id
    """Permanent name; its address on the site."""

    title: Text
    """The heading in the first line."""

    summary: Text
    """The paragraph below the title: what the page is about, for lists and search engines too."""

    body: Text
    """Everything below the summary, in the Markdown of cards with headings besides."""

    @property
    def document(self) -> str:
        """What its files are called below `content/`, without language and ending."""
        return f"guides/{self.id}"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it is written in."""
        return self.title.languages
