"""The only door to watchdog: which files somebody has edited."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

EDITS = {"created", "modified", "moved", "deleted"}
"""Kinds of events that are edits; reading a file makes events too."""

QUIET, PATIENCE = 0.03, 0.5
"""Seconds without an event after which an edit is complete, and seconds after which Ctrl-C is looked for."""


class Watch(FileSystemEventHandler):
    """Notes edits below some folders, and of some files, while the block runs."""

    def __init__(self, folders: Iterable[Path], files: Iterable[Path]) -> None:
        self._folders, self._files = tuple(folders), tuple(files)
        self._edited: Queue[Path] = Queue()
        self._observer = Observer()

    def __enter__(self) -> Self:
        for folder in self._folders:
            self._observer.schedule(self, str(folder), recursive=True)
        for folder in {file.parent for file in self._files}:
            self._observer.schedule(self, str(folder))
        self._observer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._observer.stop()
        self._observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note an edit; watchdog calls this in a thread of its own."""
        if event.event_type in EDITS and not event.is_directory:
            for name in filter(None, (event.src_path, event.dest_path)):
                path = Path(str(name))
                if self._matters(path):
                    self._edited.put(path)

    def wait(self) -> set[Path]:
        """The files of the next edit: it waits for one, and then until no more come."""
        edited: set[Path] = set()
        while True:
            try:
                edited.add(self._edited.get(timeout=QUIET if edited else PATIENCE))
            except Empty:
                if edited:
                    return edited

    def _matters(self, path: Path) -> bool:
        """Whether an edit is one: editors write files of their own beside the one that is edited."""
        if path.name.startswith((".", "#")) or path.name.endswith(("~", ".swp", ".tmp")):
            return False
        return path in self._files or any(path.is_relative_to(folder) for folder in self._folders)
