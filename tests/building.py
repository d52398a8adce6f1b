"""Projects in temporary folders, and the real command line in them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.project import Project
from serving import PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).resolve().parents[1]
BASE = Path(__file__).parent / "base"


def project_at(root: Path, content: Path = ROOT / "content") -> Project:
    """A project of its own below `root`: `content` and the repository's looks, copied, so that a test may change both.

    Only the site's address is another: the page for wrong addresses needs the path below which tests serve it.
    """
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(content, root / "content")
    for name in ("site", "decks", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "build").mkdir()
    (root / "build" / "runtime").symlink_to(ROOT / "build" / "runtime")  # made once: `make runtime`
    _serve_below_prefix(root / "content" / "kb.yaml")
    return Project(root)


def small_project_at(root: Path) -> Project:
    """A project with the one card of `tests/base/`, whose topic has decks; a test may change any of it."""
    project = project_at(root, BASE / "content")
    registry = project.decks / "registry.yaml"
    ids = count(1006965092371)
    deck = "    topics:\n      attention: {{id: {}, name: Attention}}\n"
    text = re.sub("^    topics:\n", lambda _: deck.format(next(ids)), registry.read_text("utf-8"), flags=re.MULTILINE)
    registry.write_text(text, "utf-8")
    return project


def _serve_below_prefix(kb: Path) -> None:
    text = re.sub(
        r"^(site_url: https://[^/\s]+)/\S*", rf"\1{PREFIX}", kb.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    kb.write_text(text, encoding="utf-8")


DRILL = """
drill:
  minutes: 10
  starter: |
    def double(x):
        pass
  solution: |
    def double(x):
        return 2 * x
  tests: |
    assert double(2) == 4, "double(2) is 4"
  walkthrough:
  - code: |
      print("twice 21 is", double(21))
"""


def turn_into_drill(card: Path) -> None:
    """Give a card of `tests/base/` the drill above."""
    text = card.read_text(encoding="utf-8").replace("kind: concept", "kind: drill").rstrip("\n")
    card.write_text(text + DRILL, encoding="utf-8")


def forget(project: Project) -> None:
    """Remove what builds made and remember; Python for the browser was there before them."""
    for path in project.build.iterdir():
        if path != project.runtime:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def command(*arguments: str) -> list[str]:
    """`cardwright …` as the command line of a process."""
    return [sys.executable, "-m", "cardwright.cli", *arguments]


def cardwright(
    project: Project, *arguments: str, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `cardwright …` in a project, as somebody types it."""
    return subprocess.run(
        command(*arguments),
        cwd=project.root,
        env=dict(os.environ if env is None else env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def build(project: Project, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run `cardwright build`, which must succeed; what it prints."""
    done = cardwright(project, "build", *arguments, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def killed_when(project: Project, happened: Callable[[], object]) -> bool:
    """Start a build and kill it, with everything that it started, once something has happened; False if it ended."""
    with subprocess.Popen(
        command("build"),
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while not happened() and process.poll() is None:
            time.sleep(0.005)
        running = process.poll() is None
        if running:
            os.killpg(process.pid, signal.SIGKILL)
    return running


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: path -> contents."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def built_once(shared: Path) -> Project:
    """The repository's own site below `shared`, built by the first process that asks; the others wait for it."""
    project, finished = Project(shared), shared.with_suffix(".finished")
    try:
        os.close(os.open(shared.with_suffix(".begun"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        while not finished.exists():
            time.sleep(0.1)
        said = finished.read_text(encoding="utf-8")
    else:
        done = cardwright(project_at(shared), "build")
        said = "" if done.returncode == 0 else done.stdout + done.stderr
        finished.with_suffix(".said").write_text(said, encoding="utf-8")
        finished.with_suffix(".said").replace(finished)
    assert said == "", f"cardwright build failed:\n{said}"
    return project
