"""Where things are. Nothing here opens a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cardwright.errors import CardwrightError


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a knowledge base, all below `root`."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project that holds `start`: the nearest folder upwards with `content/kb.yaml`.

        Raises:
            CardwrightError: No folder upwards of `start` is a project.
        """
        for folder in (start, *start.parents):
            if (folder / "content" / "kb.yaml").is_file():
                return cls(folder)
        raise CardwrightError(
            f"no content/kb.yaml in {start} or any folder above it",
            hint="run cardwright inside the repository, or name its folder with --project",
        )

    @property
    def content(self) -> Path:
        """The words: cards, topics, tracks, glossary, guides."""
        return self.root / "content"

    @property
    def schemas(self) -> Path:
        """The JSON Schemas that editors read."""
        return self.root / "schemas"

    @property
    def site(self) -> Path:
        """The looks of the site: page templates, theme overrides, styles, app, strings."""
        return self.root / "site"

    @property
    def decks(self) -> Path:
        """The looks of the decks: registry, note types."""
        return self.root / "decks"

    @property
    def docs(self) -> Path:
        """What people who work on it read."""
        return self.root / "docs"

    @property
    def ledger(self) -> Path:
        """What was released: written by releases only."""
        return self.decks / "ledger.json"

    @property
    def mkdocs_config(self) -> Path:
        """The configuration that both language builds inherit."""
        return self.root / "mkdocs.yml"

    @property
    def node_modules(self) -> Path:
        """What `npm ci` installed."""
        return self.root / "node_modules"

    @property
    def build(self) -> Path:
        """Everything generated; safe to delete."""
        return self.root / "build"

    @property
    def pages(self) -> Path:
        """Generated Markdown, a folder a language."""
        return self.build / "pages"

    @property
    def built_site(self) -> Path:
        """The finished site."""
        return self.build / "site"

    @property
    def built_decks(self) -> Path:
        """The finished Anki packages."""
        return self.build / "decks"

    @property
    def runtime(self) -> Path:
        """The Python of the reader's browser, put together."""
        return self.build / "runtime"

    @property
    def cache(self) -> Path:
        """Results kept between builds by the hash of what they depend on."""
        return self.build / "cache"
