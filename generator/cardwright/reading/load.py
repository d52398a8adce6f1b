"""From the folder `content/` to a library, with every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from cardwright.model.base import ID_PATTERN
from cardwright.model.card import Card, CardFile
from cardwright.model.glossary import Term
from cardwright.model.kb import KnowledgeBase, Retired
from cardwright.model.library import Library
from cardwright.model.topic import Topic
from cardwright.model.track import Track, TrackFile
from cardwright.problems import Finding, Problem, Severity
from cardwright.reading.document import Document, open_document
from cardwright.reading.ledger import read_ledger
from cardwright.reading.schema_errors import findings_of
from cardwright.sharing import shared

if TYPE_CHECKING:
    from datetime import date

    from cardwright.project import Project

T = TypeVar("T")

_ID = re.compile(ID_PATTERN)
_MAX_ID = 60
_MAX_FINDINGS = 50
"""Findings of one file that are reported at once; a file of nonsense could have thousands."""
_CARD_DEPTH, _TRACK_DEPTH = 3, 2
"""Parts of `cards/<topic>/<id>.yaml` and of `tracks/<id>.yaml`."""


@dataclass(slots=True)
class Loaded:
    """What reading gives: the library as far as it could be read, and what is wrong.

    `library` is None only when `kb.yaml` or `topics.yaml` cannot be used at all.
    """

    library: Library | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def cards(self) -> int:
        """How many files of cards there are, those that could not be read included."""
        return sum(name.startswith("cards/") for name in self.documents)

    def problem(self, finding: Finding) -> Problem:
        """A finding with its line and column."""
        return self.documents[finding.document].problem(finding)


def load(project: Project, today: date | None = None) -> Loaded:
    """Read everything below `content/`, and what was released.

    Args:
        project: Where things are.
        today: The day that the age of facts is counted to, if it is another than the day of the clock.
    """
    return _Loading(project, today).run()


class _Loading:
    def __init__(self, project: Project, today: date | None) -> None:
        self._project = project
        self._days = {"today": today} if today else {}
        self._loaded = Loaded()

    def run(self) -> Loaded:
        kb = self._file("kb.yaml", KnowledgeBase, "the knowledge base")
        topics = self._file("topics.yaml", tuple[Topic, ...], "the list of topics")
        glossary = self._file("glossary.yaml", tuple[Term, ...], "the glossary")
        retired = self._file("retired.yaml", tuple[Retired, ...], "the list of retired cards")
        cards = tuple(self._cards())
        tracks = tuple(self._tracks())
        if kb is not None and topics is not None:
            ledger, problems = read_ledger(self._project)
            self._loaded.problems += problems
            self._loaded.library = Library(
                kb,
                topics,
                cards,
                glossary or (),
                tracks,
                retired or (),
                ledger,
                unread=self._unread(cards),
                **self._days,
            )
        return self._loaded

    def _unread(self, cards: Iterable[Card]) -> frozenset[str]:
        """Ids of the cards whose files are there and cannot be read now."""
        files = {Path(name).stem for name in self._loaded.documents if name.startswith("cards/")}
        return frozenset(files - {card.id for card in cards})

    def _cards(self) -> Iterator[Card]:
        adapter: TypeAdapter[CardFile] = TypeAdapter(CardFile)
        for document in self._folder("cards", _CARD_DEPTH, "cards/<topic>/<id>.yaml"):
            read = self._model(document, adapter, CardFile, "the card")
            if read is not None:
                topic, name = document.name.split("/")[1:]
                yield Card.model_construct(**dict(read), id=name.removesuffix(".yaml"), topic=topic)

    def _tracks(self) -> Iterator[Track]:
        adapter: TypeAdapter[TrackFile] = TypeAdapter(TrackFile)
        for document in self._folder("tracks", _TRACK_DEPTH, "tracks/<id>.yaml"):
            read = self._model(document, adapter, TrackFile, "the track")
            if read is not None:
                yield Track.model_construct(**dict(read), id=Path(document.name).stem)

    def _file(self, name: str, model: type[T], what: str) -> T | None:
        return self._model(self._open(self._project.content / name), TypeAdapter(model), model, what)

    def _model(self, document: Document, adapter: TypeAdapter[T], model: Any, what: str) -> T | None:
        self._loaded.problems += document.problems()
        if document.unreadable or document.parsed.data is None:
            return None
        try:
            value = adapter.validate_python(document.parsed.data)
        except ValidationError as error:
            findings = findings_of(error, document.parsed.data, document.name, model, what)
            new = (f for f in findings if not document.is_refused(f.location))
            self._loaded.problems += [document.problem(f) for f in islice(new, _MAX_FINDINGS)]
            return None
        return value if document.is_whole else None

    def _folder(self, name: str, depth: int, shape: str) -> Iterator[Document]:
        """The files of a folder whose paths have the right shape; the others become problems."""
        placed = []
        for path in self._files(self._project.content / name):
            reason = _misplaced(path.relative_to(self._project.content), depth, shape)
            if reason is None:
                placed.append(path)
            else:
                place = path.relative_to(self._project.root).as_posix()
                self._loaded.problems.append(Problem(place, None, Severity.ERROR, "path", *reason))
        for document in shared(self._document, placed):
            self._loaded.documents[document.name] = document
            yield document

    def _files(self, folder: Path) -> list[Path]:
        try:
            return list(_walk(folder))
        except OSError as error:
            place = Path(error.filename).relative_to(self._project.root).as_posix()
            message = f"the folder cannot be read: {error.strerror}"
            help_ = "mend its permissions"
            self._loaded.problems.append(Problem(place, None, Severity.ERROR, "unreadable", message, help_))
            return []

    def _open(self, path: Path) -> Document:
        document = self._document(path)
        self._loaded.documents[document.name] = document
        return document

    def _document(self, path: Path) -> Document:
        return open_document(path, self._project.root, self._project.content)


def _walk(folder: Path) -> Iterable[Path]:
    """Every file below `folder` in a fixed order, and folders that look like files; hidden ones are passed over."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink() and path.suffix != ".yaml":
            yield from _walk(path)
        else:
            yield path


def _misplaced(path: Path, depth: int, shape: str) -> tuple[str, str] | None:
    if path.suffix != ".yaml":
        return "only .yaml files belong here", f"move or rename it: a path looks like content/{shape}"
    if len(path.parts) != depth:
        return "the file is in the wrong folder", f"move or rename it: a path looks like content/{shape}"
    for part in (*path.parts[1:-1], path.stem):
        if not _ID.fullmatch(part) or len(part) > _MAX_ID:
            rule = f"lower-case words joined by hyphens, first a letter, at most {_MAX_ID} characters"
            return f"`{part}` is not an id", f"rename it: {rule}"
    return None
