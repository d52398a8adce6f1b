"""What CONTRIBUTING.md tells a contributor to type works, word by word, in a fresh clone."""

import os
import re
import shutil
import subprocess

import pytest

from building import ROOT

FINISHED = ROOT / "tests" / "contributing" / "reranking.yaml"
SECTION = re.search(
    r"^## Write a card\n(.*?)^##", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
)
COMMANDS = [
    line.strip()
    for block in re.findall(r"^ *```sh\n(.*?)^ *```$", SECTION[1], re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
CARD = "content/cards/rag-retrieval/reranking.yaml"


@pytest.fixture(scope="module")
def clone(tmp_path_factory, real_project):
    """What somebody has after `git clone` and `make`: the files that git knows or would add, the environment, what
    `make` built."""
    root = tmp_path_factory.mktemp("clone")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, root / name)
    for name in (".venv", "node_modules"):
        (root / name).symlink_to(ROOT / name)
    shutil.copytree(real_project.build, root / "build", symlinks=True)
    shutil.copy(real_project.content / "kb.yaml", root / "content")  # the address that it was built for
    return root


def typed(command, clone):
    """Type a command into a shell that knows the system's programs only."""
    env = {"PATH": os.defpath, "HOME": str(clone / "build" / "home"), "LANG": "C.UTF-8"}
    done = subprocess.run(["sh", "-c", command], cwd=clone, env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_commands_make_a_card_and_show_it(clone):
    new, *others = COMMANDS
    assert typed(new, clone).startswith(f"{CARD}\n")
    assert (clone / CARD).is_file()
    shutil.copy(FINISHED, clone / CARD)  # what an author does in an editor
    said = {command: typed(command, clone) for command in others}

    card = (clone / CARD).read_text(encoding="utf-8")
    assert "level: senior\nkind: calculation\n" in card
    assert "  en: >-\n    How long does it take: reranking" in card
    assert '  output: |\n    200 ms\nfigures: ["200 ms"]\n' in card
    assert re.search(r"^  es: \{of: \"?[0-9a-f]{8}\"?, by: author\}$", card, re.MULTILINE)
    check = next(command for command in others if " check " in command)
    assert ": 0 errors, 0 warnings, " in said[check]
    for language in ("en", "es"):
        assert list((clone / "build" / "site").glob(f"{language}/**/reranking/index.html"))
    preview = next(command for command in others if "--preview" in command)
    assert all((clone / line).is_file() for line in said[preview].splitlines())
    assert typed(f".venv/bin/cardwright fix {CARD}", clone) == ""


def test_every_verb_of_the_way_is_there_in_its_order():
    verbs = [command.split()[1] for command in COMMANDS]
    assert verbs == ["new", "fix", "run", "check", "build", "decks"]


def test_what_is_named_in_passing_works_too(clone):
    shutil.copy(FINISHED, clone / CARD)
    for command in re.findall(r"`(\.venv/bin/cardwright [^`]+)`", SECTION[1]):
        typed(f".venv/bin/cardwright fix {CARD} && {command}", clone)
