"""From the folder `content/` to a library, with every problem on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from cardwright.model.base import ID_PATTERN
from cardwright.model.card import Card, CardFile
from cardwright.model.glossary import Term
from cardwright.model.guide import Guide
from cardwright.model.kb import KnowledgeBase, Retired
from cardwright.model.library import Library
from cardwright.model.topic import Topic
from cardwright.model.track import Track, TrackFile
from cardwright.problems import Finding, Problem, Severity
from cardwright.reading.document import Document, open_document
from cardwright.reading.guide import SHAPE, id_and_language, read_guide
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
_CARD_DEPTH, _TRACK_DEPTH, _GUIDE_DEPTH = 3, 2, 2
"""Parts of `cards/<topic>/<id>.yaml`, of `tracks/<id>.yaml` and of `guides/<id>.<language>.md`."""
_GUIDE_PARTS = ("title", "summary", "body")


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
        """A finding with its line and column; one about a guide names the language of its file last."""
        name = finding.document
        if name not in self.documents:
            name = f"{name}.{finding.location[-1]}.md"
        return self.documents[name].problem(finding)


@dataclass(slots=True)
class Memory:
    """What was read before, for a process that reads again and again: a file that did not change stays the same object.

    `documents` are by path, with a stamp that changes with the file; `values` by document name, with the document that
    they were made of and what was wrong with it.
    """

    documents: dict[Path, tuple[tuple[int, ...], Document]] = field(default_factory=dict)
    values: dict[str, tuple[Document, Any, list[Problem]]] = field(default_factory=dict)
    cards: dict[str, tuple[CardFile, Card]] = field(default_factory=dict)


def load(project: Project, today: date | None = None, memory: Memory | None = None) -> Loaded:
    """Read everything below `content/`, and what was released.

    Args:
        project: Where things are.
        today: The day that the age of facts is counted to, if it is another than the day of the clock.
        memory: What was read before; it is brought up to date.
    """
    return _Loading(project, today, memory).run()


class _Loading:
    def __init__(self, project: Project, today: date | None, memory: Memory | None) -> None:
        self._project = project
        self._memory = memory
        self._days = {"today": today} if today else {}
        self._loaded = Loaded()

    def run(self) -> Loaded:
        kb = self._file("kb.yaml", KnowledgeBase, "the knowledge base")
        topics = self._file("topics.yaml", tuple[Topic, ...], "the list of topics")
        glossary = self._file("glossary.yaml", tuple[Term, ...], "the glossary")
        retired = self._file("retired.yaml", tuple[Retired, ...], "the list of retired cards")
        cards = tuple(self._cards())
        tracks = tuple(self._tracks())
        guides = tuple(self._guides(kb.languages if kb else ()))
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
                guides,
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
                yield self._card(document.name, read)

    def _card(self, name: str, read: CardFile) -> Card:
        known = self._memory.cards.get(name) if self._memory else None
        if known and known[0] is read:
            return known[1]
        topic, file = name.split("/")[1:]
        card = Card.model_construct(**dict(read), id=file.removesuffix(".yaml"), topic=topic)
        if self._memory:
            self._memory.cards[name] = read, card
        return card

    def _tracks(self) -> Iterator[Track]:
        adapter: TypeAdapter[TrackFile] = TypeAdapter(TrackFile)
        for document in self._folder("tracks", _TRACK_DEPTH, "tracks/<id>.yaml"):
            read = self._model(document, adapter, TrackFile, "the track")
            if read is not None:
                yield Track.model_construct(**dict(read), id=Path(document.name).stem)

    def _guides(self, languages: Sequence[str]) -> Iterator[Guide]:
        """The guides of which every file could be read; `languages` says which language comes first."""
        files: dict[str, dict[str, Document]] = {}
        for path in self._placed("guides", _misplaced_guide):
            id_, language = id_and_language(path.name) or ("", "")
            read = partial(read_guide, language=language)
            document = open_document(path, self._project.root, self._project.content, read)
            self._loaded.documents[document.name] = document
            self._loaded.problems += document.problems()
            files.setdefault(id_, {})[language] = document
        for id_, written in sorted(files.items()):
            if all(document.is_whole for document in written.values()):
                order = sorted(written, key=lambda code: (*languages, code).index(code))
                data = {code: cast("dict[str, str]", written[code].parsed.data) for code in order}
                parts = {part: {code: said[part] for code, said in data.items()} for part in _GUIDE_PARTS}
                yield Guide.model_validate({"id": id_, **parts})

    def _file(self, name: str, model: type[T], what: str) -> T | None:
        return self._model(self._open(self._project.content / name), TypeAdapter(model), model, what)

    def _model(self, document: Document, adapter: TypeAdapter[T], model: Any, what: str) -> T | None:
        if self._memory is None:
            return self._validated(document, adapter, model, what)
        before, value, problems = self._memory.values.get(document.name, (None, None, []))
        if before is document:
            self._loaded.problems += problems
            known: T | None = value
            return known
        start = len(self._loaded.problems)
        made = self._validated(document, adapter, model, what)
        self._memory.values[document.name] = document, made, self._loaded.problems[start:]
        return made

    def _validated(self, document: Document, adapter: TypeAdapter[T], model: Any, what: str) -> T | None:
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
        """The files of a folder whose paths have the right shape, as documents."""
        placed = self._placed(name, partial(_misplaced, depth=depth, shape=shape))
        for document in self._documents(placed):
            self._loaded.documents[document.name] = document
            yield document

    def _placed(self, name: str, fault: Callable[[Path], tuple[str, str] | None]) -> list[Path]:
        """The files of a folder whose paths have the right shape; the others become problems."""
        placed = []
        for path in self._files(self._project.content / name):
            reason = fault(path.relative_to(self._project.content))
            if reason is None:
                placed.append(path)
            else:
                place = path.relative_to(self._project.root).as_posix()
                self._loaded.problems.append(Problem(place, None, Severity.ERROR, "path", *reason))
        return placed

    def _documents(self, paths: list[Path]) -> list[Document]:
        """The documents of some paths; a copy of this process would remember nothing for the next time."""
        return [self._document(path) for path in paths] if self._memory else shared(self._document, paths)

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
        if self._memory is None:
            return open_document(path, self._project.root, self._project.content)
        stamp = _stamp(path)
        before, document = self._memory.documents.get(path, ((), None))
        if document is None or not stamp or before != stamp:
            document = open_document(path, self._project.root, self._project.content)
            self._memory.documents[path] = stamp, document
        return document


def _stamp(path: Path) -> tuple[int, ...]:
    """Changes with a file; empty if it cannot be asked, so that nothing is remembered of it."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def _walk(folder: Path) -> Iterable[Path]:
    """Every file below `folder` in a fixed order, and folders that look like files; hidden ones are passed over."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink() and path.suffix not in {".yaml", ".md"}:
            yield from _walk(path)
        else:
            yield path


def _misplaced(path: Path, depth: int, shape: str) -> tuple[str, str] | None:
    if path.suffix != ".yaml":
        return "only .yaml files belong here", f"move or rename it: a path looks like content/{shape}"
    if len(path.parts) != depth:
        return "the file is in the wrong folder", f"move or rename it: a path looks like content/{shape}"
    return next(filter(None, map(_no_id, (*path.parts[1:-1], path.stem))), None)


def _misplaced_guide(path: Path) -> tuple[str, str] | None:
    if path.suffix != ".md":
        return "only .md files belong here", f"move or rename it: a path looks like content/{SHAPE}"
    if len(path.parts) != _GUIDE_DEPTH:
        return "the file is in the wrong folder", f"move or rename it: a path looks like content/{SHAPE}"
    said = id_and_language(path.name)
    if said is None:
        return "the name does not say an id and a language", f"rename it: a path looks like content/{SHAPE}"
    return _no_id(said[0])


def _no_id(part: str) -> tuple[str, str] | None:
    if _ID.fullmatch(part) and len(part) <= _MAX_ID:
        return None
    rule = f"lower-case words joined by hyphens, first a letter, at most {_MAX_ID} characters"
    return f"`{part}` is not an id", f"rename it: {rule}"
