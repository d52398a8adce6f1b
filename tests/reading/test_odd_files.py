"""Files that no Markdown fixture can hold: wrong bytes, wrong sizes, links, folders, pipes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from markdown_fixtures import BASE, printed, write_project

CARD = "content/cards/attention/scaling.yaml"
NOBODY = 65534


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A valid project in which a test puts something odd."""
    write_project(tmp_path, {})
    return tmp_path


def report(root: Path) -> str:
    output, status = printed(root)
    assert status == (0 if ": 0 errors," in output else 1)
    return output


def test_windows_line_ends_and_a_byte_order_mark_are_accepted(root: Path):
    text = (BASE / CARD).read_bytes()
    (root / CARD).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert report(root) == "1 card: 0 errors, 0 warnings\n"


def test_places_are_right_after_windows_line_ends_and_a_byte_order_mark(root: Path):
    text = (BASE / CARD).read_bytes().replace(b"concept", b"conept")
    (root / CARD).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert report(root) == (
        f"{CARD}:2:7: error invalid-choice: `kind` is `conept`\n"
        "  2 | kind: conept\n"
        "    |       ^^^^^^\n"
        "  help: did you mean `concept`? one of concept, comparison, calculation, scenario, design, drill, paper, "
        "behavioral\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_card_that_is_not_utf_8_is_shown_where(root: Path):
    (root / CARD).write_bytes("level: mid\nkind: concept\nquestion:\n  es: ¿Año".encode() + b" a\xf1o?\n")
    assert report(root) == (
        f"{CARD}:4:13: error encoding: byte 0xF1 is not UTF-8\n"
        "  help: save the file as UTF-8\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_card_in_utf_16_is_not_utf_8(root: Path):
    (root / CARD).write_bytes("level: mid\n".encode("utf-16"))
    assert report(root) == (
        f"{CARD}:1:1: error encoding: byte 0xFF is not UTF-8\n"
        "  help: save the file as UTF-8\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_an_empty_card_is_named(root: Path):
    (root / CARD).write_bytes(b"")
    assert report(root) == (
        f"{CARD}:1:1: error empty-file: there is nothing in this file\n"
        "  1 |\n"
        "    | ^\n"
        "  help: write what belongs here, or remove it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_card_of_ten_megabytes_is_not_read(root: Path):
    (root / CARD).write_bytes(b"a" * 10_000_000)
    assert report(root) == (
        f"{CARD}: error too-large: the file has 10,000,000 bytes; at most 262,144 are read\n"
        "  help: a card of this size cannot be studied; split it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_thirty_thousand_brackets_are_refused_at_the_seventeenth(root: Path):
    (root / CARD).write_bytes(b"[" * 30_000)
    assert report(root) == (
        f"{CARD}:1:17: error too-deep: nested more than 16 levels deep\n"
        f"  1 | {'[' * 110}\n"
        f"    | {' ' * 16}^\n"
        "  help: a card needs ten at most\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_folder_with_the_name_of_a_card(root: Path):
    (root / CARD).unlink()
    (root / CARD).mkdir()
    assert report(root) == (
        f"{CARD}: error not-a-file: a folder stands where a file is expected\n"
        "  help: rename or remove it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_pipe_is_not_waited_for(root: Path):
    (root / CARD).unlink()
    os.mkfifo(root / CARD)
    assert report(root) == (
        f"{CARD}: error not-a-file: neither a file nor a link to one\n  help: remove it\n1 card: 1 error, 0 warnings\n"
    )


def test_a_link_to_an_endless_device_is_not_followed(root: Path):
    (root / CARD).unlink()
    (root / CARD).symlink_to("/dev/zero")
    assert report(root) == (
        f"{CARD}: error symlink: a link that leads out of content/\n"
        "  help: put the file itself here\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_link_out_of_content_is_not_followed(root: Path):
    outside = root / "outside.yaml"
    (root / CARD).rename(outside)
    (root / CARD).symlink_to(outside)
    assert report(root) == (
        f"{CARD}: error symlink: a link that leads out of content/\n"
        "  help: put the file itself here\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_link_to_a_folder_out_of_content_is_not_followed(root: Path):
    (root / "elsewhere").mkdir()
    (root / "content/cards/serving").symlink_to(root / "elsewhere")
    assert report(root) == (
        "content/cards/serving: error path: only .yaml files belong here\n"
        "  help: move or rename it: a path looks like content/cards/<topic>/<id>.yaml\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_link_to_nothing(root: Path):
    (root / CARD).unlink()
    (root / CARD).symlink_to(root / "content" / "nothing.yaml")
    assert report(root) == (
        f"{CARD}: error missing-file: the file does not exist\n"
        "  help: restore it, or mend the link that leads to it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_link_to_itself(root: Path):
    (root / CARD).unlink()
    (root / CARD).symlink_to(root / CARD)
    assert report(root) == (
        f"{CARD}: error missing-file: the file does not exist\n"
        "  help: restore it, or mend the link that leads to it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_link_to_another_card_is_read(root: Path):
    (root / "content/cards/attention/heads.yaml").symlink_to(root / CARD)
    assert "near-duplicate: this asks nearly what card `heads` asks" in report(root)


@pytest.mark.parametrize("name", ["topics.yaml", "glossary.yaml", "retired.yaml"])
def test_each_file_of_the_knowledge_base_is_needed(root: Path, name: str):
    (root / "content" / name).unlink()
    assert report(root) == (
        f"content/{name}: error missing-file: the file does not exist\n"
        "  help: restore it, or mend the link that leads to it\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_file_name_that_is_not_utf_8_is_printed_with_a_stand_in(root: Path):
    Path(os.fsdecode(os.fsencode(root / "content/cards/attention") + b"/caf\xe9.yaml")).write_text("level: mid\n")
    assert report(root) == (
        "content/cards/attention/caf�.yaml: error path: `caf�` is not an id\n"
        "  help: rename it: lower-case words joined by hyphens, first a letter, at most 60 characters\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_file_name_with_a_line_break_stays_on_one_line(root: Path):
    (root / "content/cards/attention/a\nb.yaml").write_text("level: mid\n")
    assert report(root) == (
        "content/cards/attention/a␊b.yaml: error path: `a␊b` is not an id\n"
        "  help: rename it: lower-case words joined by hyphens, first a letter, at most 60 characters\n"
        "1 card: 1 error, 0 warnings\n"
    )


@contextmanager
def without_rights() -> Iterator[None]:
    """The rights of an ordinary user: root may read what nobody may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_root() -> Iterator[Path]:
    """A valid project in a folder that every user may enter."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        write_project(root, {})
        assert report(root) == "1 card: 0 errors, 0 warnings\n"
        yield root


def test_a_card_that_nobody_may_read(open_root: Path):
    (open_root / CARD).chmod(0)
    with without_rights():
        output = report(open_root)
    assert output == (
        f"{CARD}: error unreadable: cannot be read: Permission denied\n"
        "  help: mend its permissions\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_folder_that_nobody_may_read(open_root: Path):
    folder = open_root / "content/cards/attention"
    folder.chmod(0)
    with without_rights():
        output = report(open_root)
    folder.chmod(0o755)
    assert output == (
        "content/cards/attention: error unreadable: the folder cannot be read: Permission denied\n"
        "  help: mend its permissions\n"
        "0 cards: 1 error, 0 warnings\n"
    )


def test_a_thousand_mistakes_of_one_kind_are_not_all_told(root: Path):
    text = (BASE / CARD).read_text(encoding="utf-8")
    (root / CARD).write_text(text + "".join(f"unknown-{n}: x\n" for n in range(1000)), encoding="utf-8")
    assert report(root).endswith("\n1 card: 50 errors, 0 warnings\n")


def test_a_thousand_control_characters_are_not_all_told(root: Path):
    (root / CARD).write_text("a: \x07\n" * 1000, encoding="utf-8")
    assert report(root).endswith("\n1 card: 10 errors, 0 warnings\n")


def test_a_list_of_ten_thousand_tags_is_judged_at_once(root: Path):
    text = (BASE / CARD).read_text(encoding="utf-8")
    tags = ", ".join(f"t{n}" for n in range(10_000))
    (root / CARD).write_text(f"{text}tags: [{tags}, t1]\n", encoding="utf-8")
    assert "error repeated-item: `tags`: `t1` is listed twice\n" in report(root)


GUIDE = "content/guides/cache.en.md"


def put_guide(root: Path, raw: bytes) -> Path:
    path = root / GUIDE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def test_a_guide_with_windows_line_ends_and_a_byte_order_mark_is_read_with_its_places(root: Path):
    put_guide(root, b"\xef\xbb\xbf# The cache\r\n\r\nWhat it keeps.\r\n\r\nSee [it](card:nowhere).\r\n")
    (root / "content/guides/cache.es.md").write_text(
        "# La caché\n\nQué guarda.\n\nVéase [eso](card:nowhere).\n", "utf-8"
    )
    assert report(root).startswith(
        f"{GUIDE}:5:10: error reference: there is no card `nowhere`\n"
        "  5 | See [it](card:nowhere).\n"
        "    |          ^^^^^^^^^^^^\n"
    )


def test_a_guide_that_is_not_utf_8_is_shown_where(root: Path):
    put_guide(root, b"# The cache\n\nWhat it k\xe9eps.\n")
    assert report(root) == (
        f"{GUIDE}:3:10: error encoding: byte 0xE9 is not UTF-8\n"
        "  help: save the file as UTF-8\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_guide_with_a_control_character_is_refused_before_anything_reads_it(root: Path):
    put_guide(root, b"# The cache\n\nWhat it keeps.\n\nKeys\x02 and values.\n")
    assert f"{GUIDE}:5:5: error hidden-character: " in report(root)


def test_a_guide_of_which_one_language_cannot_be_read_is_not_said_to_lack_it(root: Path):
    put_guide(root, b"No title.\n")
    (root / "content/guides/cache.es.md").write_text("# La caché\n\nQué guarda.\n\nKeys.\n", "utf-8")
    said = report(root)
    assert f"{GUIDE}:1:1: error guide: the first line is not a title\n" in said
    assert said.endswith("1 card: 1 error, 0 warnings\n")


def test_a_guide_that_is_a_link_out_of_content_is_not_followed(root: Path):
    outside = put_guide(root, b"# The cache\n\nWhat it keeps.\n\nKeys.\n").rename(root / "outside.md")
    (root / GUIDE).symlink_to(outside)
    assert report(root) == (
        f"{GUIDE}: error symlink: a link that leads out of content/\n"
        "  help: put the file itself here\n"
        "1 card: 1 error, 0 warnings\n"
    )


def test_a_folder_with_the_name_of_a_guide(root: Path):
    (root / GUIDE).mkdir(parents=True)
    assert report(root) == (
        f"{GUIDE}: error not-a-file: a folder stands where a file is expected\n"
        "  help: rename or remove it\n"
        "1 card: 1 error, 0 warnings\n"
    )
