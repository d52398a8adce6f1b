"""A collection of Anki's behind a pipe: any version of Anki can run this file, with nothing else installed.

Each line of standard input is `{"do": method, "with": [arguments]}`; each line of output is `{"gave": …}` or
`{"failed": …}`.
"""

from __future__ import annotations

import json
import sys
import time

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

LOG = ("new", "updated", "duplicate", "conflicting", "first_field_match", "missing_notetype", "missing_deck")
QUEUE_SUSPENDED = -1


class Anki:
    """A collection, with what the tests do to it and ask of it. Notes are named by their guids."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.col = Collection(path)

    def _reopen(self) -> None:
        """Anki caches note types over an import."""
        self.col.close()
        self.col = Collection(self._path)

    def version(self) -> str:
        from importlib.metadata import version

        return version("anki")

    def take(self, package: str) -> dict:
        """Import a package with Anki's default options; how many notes stand in each list of the log."""
        request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
        log = self.col.import_anki_package(request).log
        self._reopen()
        return {name: len(getattr(log, name)) for name in LOG}

    def take_table(self, path: str) -> dict:
        """Import a file of text as its own headers say."""
        from anki.collection import ImportCsvRequest

        metadata = self.col.get_csv_metadata(path=path, delimiter=None)
        log = self.col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log
        self._reopen()
        return {name: len(getattr(log, name)) for name in LOG}

    # ---- What its owner does ----

    def review(self, guid: str, rating: int) -> None:
        """Answer a card; not twice in a millisecond, as no person does: Anki numbers reviews by their time and would
        count ahead of the clock, into a second that the card does not know."""
        while time.time() * 1000 <= (self.col.db.scalar("select max(id) from revlog") or 0) + 1:
            time.sleep(0.001)
        (card,) = self._note(guid).cards()
        card.start_timer()
        self.col.sched.answerCard(card, rating)

    def write(self, guid: str, field: str, text: str) -> None:
        note = self._note(guid)
        note[field] = text
        self.col.update_note(note)

    def tag(self, guid: str, tag: str) -> None:
        note = self._note(guid)
        note.tags.append(tag)
        self.col.update_note(note)

    def flag(self, guid: str, flag: int) -> None:
        self.col.set_user_flag_for_cards(flag, [c.id for c in self._note(guid).cards()])

    def suspend(self, guid: str) -> None:
        self.col.sched.suspend_cards([c.id for c in self._note(guid).cards()])

    def move(self, guid: str, deck: str) -> None:
        self.col.set_deck([c.id for c in self._note(guid).cards()], self.col.decks.id(deck))

    def delete(self, search: str) -> int:
        found = self.col.find_notes(search)
        self.col.remove_notes(found)
        return len(found)

    # ---- What the tests ask ----

    def learned(self) -> dict:
        """What a person has put in: for each note its cards (deck, type, queue, interval, due, ease, reviews,
        lapses, flag), and every review."""
        rows = self.col.db.all(
            "select n.guid, n.id, c.id, c.did, c.ord, c.type, c.queue, c.ivl, c.due, c.factor, c.reps, c.lapses, "
            "c.flags from cards c join notes n on n.id = c.nid order by c.id"
        )
        reviews = self.col.db.all("select id, cid, ease, ivl, lastIvl, factor, time, type from revlog order by id")
        return {"cards": {row[0]: list(row[1:]) for row in rows}, "reviews": [list(row) for row in reviews]}

    def notes(self) -> dict:
        """Guid -> fields and tags of every note."""
        return {guid: [flds.split("\x1f"), tags.split()] for guid, flds, tags in self._rows("guid, flds, tags")}

    def note_types(self) -> list:
        """Name, fields, CSS and front of ours; there must be one."""
        own = [m for m in self.col.models.all() if m["name"].startswith("Cardwright")]
        return [[m["name"], [f["name"] for f in m["flds"]], m["css"], m["tmpls"][0]["qfmt"]] for m in own]

    def decks(self) -> dict:
        """Name of each deck with cards -> how many."""
        rows = self.col.db.all("select did, count() from cards group by did")
        return {self.col.decks.name(did): count for did, count in rows}

    def description(self, deck: str) -> list:
        """A deck's description, and whether it is Markdown."""
        found = self.col.decks.by_name(deck)
        return [found["desc"], found["md"]]

    def found(self, search: str) -> list:
        """Guids of the notes that a search finds."""
        return sorted(self.col.get_note(id_).guid for id_ in self.col.find_notes(search))

    def faults(self) -> list:
        """What is wrong with what is there: cards that do not render, are empty or lack a file; a damaged database."""
        wrong = []
        for id_ in self.col.find_cards(""):
            card = self.col.get_card(id_)
            try:
                shown = card.render_output()
            except Exception as error:  # noqa: BLE001 - whatever Anki says of a broken template
                wrong.append(f"{card.note().guid}: {error}")
                continue
            front, back = shown.question_text, shown.answer_text
            if not front.strip() or not back.partition('<hr id="answer">')[2].strip():
                wrong.append(f"{card.note().guid}: an empty side")
        if empty := self.col.get_empty_cards().notes:
            wrong.append(f"{len(empty)} notes with empty cards")
        wrong += [f"missing: {name}" for name in self.col.media.check().missing]
        problems, whole = self.col.fix_integrity()
        return wrong if whole else [*wrong, problems]

    def twins(self) -> list:
        """Guids that more than one note has."""
        return self.col.db.list("select guid from notes group by guid having count() > 1")

    def _note(self, guid: str):
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))

    def _rows(self, columns: str) -> list:
        return self.col.db.all(f"select {columns} from notes")


def main() -> None:
    answers = sys.stdout
    sys.stdout = sys.stderr  # Anki prints; nothing of that is an answer
    anki = Anki(sys.argv[1])
    for line in sys.stdin:
        order = json.loads(line)
        try:
            answer = {"gave": getattr(anki, order["do"])(*order["with"])}
        except Exception as error:  # noqa: BLE001 - told to the test, which fails with it
            answer = {"failed": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
    anki.col.close()


if __name__ == "__main__":
    main()
