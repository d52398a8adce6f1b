"""A process that checks again and again finds what a process that starts from nothing finds."""

import shutil

import pytest

from building import BASE, ROOT
from cardwright.checks import Memory as Findings
from cardwright.checks import check
from cardwright.project import Project
from cardwright.reading.load import Memory, load


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    return Project(tmp_path)


def told(loaded, findings):
    """Every problem as text, whatever the order in which rules found it."""
    return sorted(repr(problem) for problem in [*loaded.problems, *map(loaded.problem, findings)])


def edits(project):
    """Edits that break rules of every sort, one after the other."""
    cards = sorted((project.content / "cards").rglob("*.yaml"))
    one, two, three = cards[0], cards[len(cards) // 2], cards[-1]
    for path, old, new in (
        (one, "answer:\n", "answer:\n  fr: <b>x</b> [x](javascript:x)\n"),
        (two, "level: ", "level: x"),
        (three, "question:\n  en: ", "question:\n  en: 12 "),
        (one, "  fr: <b>x</b> [x](javascript:x)\n", ""),
        (project.content / "glossary.yaml", "- id: kv-cache\n", "- id: kv-caches\n"),
        (two, "level: x", "level: "),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        yield
    three.unlink()
    yield
    shutil.copy(one, one.with_name("a-copy-of-it.yaml"))
    yield
    shutil.copytree(BASE / "content", project.content, dirs_exist_ok=True)
    yield


def test_what_is_remembered_is_never_wrong(project):
    memory, findings = Memory(), Findings()
    load(project, memory=memory)
    some = set()
    for _ in edits(project):
        again, anew = load(project, memory=memory), load(project)
        assert again.library == anew.library
        remembered = findings.check(again.library) if again.library else []
        found = list(check(anew.library)) if anew.library else []
        assert told(again, remembered) == told(anew, found)
        some.add(tuple(told(anew, found)))
    assert len(some) > 5, "the edits hardly differ, so that nothing is proved"


def test_a_file_that_did_not_change_is_the_same_card(project):
    memory = Memory()
    before = load(project, memory=memory).library.all_cards
    edited = next((project.content / "cards").rglob("*.yaml"))
    edited.write_text(edited.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = load(project, memory=memory).library.all_cards
    assert [card.id for old, card in zip(before, after, strict=True) if old is not card] == [edited.stem]
