"""What people's collections know us by is what it was. docs/releasing.md says what may be added to the snapshot."""

from __future__ import annotations

import json
from pathlib import Path

from cardwright.anki.build import read_outfit
from cardwright.anki.identity import guid
from cardwright.anki.notes import FIELDS
from cardwright.anki.package import FIRST_TIME

SNAPSHOT = Path(__file__).parent / "frozen.json"
WHAT_TO_DO = """
This is how Anki knows the decks again. With another id or another order of fields every note that people have would
stay behind, with its progress; with another name of a deck, new cards would go to a second deck.
So undo what changed it. Only a new topic or a new name of a spare field is added to tests/anki/frozen.json by hand,
together with this change; docs/releasing.md explains it.
"""
GUIDS = [
    ("kv-cache-memory", "c", "", "en"),
    ("kv-cache-memory", "f", "h100-batch", "es"),
    ("kv-cache-memory", "p", "query-heads", "en"),
    ("star-hard-debug", "c", "", "es"),
]


def test_identities_are_those_of_the_snapshot(library, project):
    registry = read_outfit(library, project).registry
    now = {
        "namespace": library.kb.namespace,
        "time before the first release": FIRST_TIME,
        "guids": {"/".join(filter(None, name)): guid(library.kb.namespace, *name) for name in GUIDS},
        **registry.model_dump(mode="json"),
    }
    assert now == json.loads(SNAPSHOT.read_text(encoding="utf-8")), WHAT_TO_DO


def test_the_fields_of_notes_are_those_of_the_registry_in_their_order(library, project):
    assert tuple(field.name for field in read_outfit(library, project).registry.note_type.fields) == FIELDS
