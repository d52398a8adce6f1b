"""Imports run one way, and each third-party library has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import cardwright

HOME = Path(cardwright.__file__).parent
MODULES = sorted(path.relative_to(HOME) for path in HOME.rglob("*.py"))

FOUNDATION = {"charts", "errors", "kept", "markup", "model", "plot", "problems", "project", "sharing", "writing"}
WORKERS = {
    "anki",
    "checks",
    "preview",
    "reading",
    "report",
    "review",
    "runtime",
    "scaffold",
    "site",
    "snippets",
    "sources",
    "status",
    "unchanged",
}
MAY_IMPORT = {
    "__init__": set(),
    "charts": set(),
    "plot": {"charts"},
    "problems": set(),
    "errors": set(),
    "project": {"errors"},
    "kept": {"writing"},
    "sharing": set(),
    "writing": {"errors"},
    "model": {"problems"},
    "markup": FOUNDATION,
    **dict.fromkeys(WORKERS, FOUNDATION),
    "cli": FOUNDATION | WORKERS,
}
"""Room -> rooms that it may import, besides itself."""

EXCEPTIONS = {
    ("snippets", "reading.yaml_reader"): "what `run --update` has written is read again before it is kept",
    ("scaffold", "reading"): "an edit of a text is read again before it is kept, and follows what the model expects",
    ("site", "reading.settings"): "interface strings are YAML that people edit: its mistakes have lines and columns",
    ("anki", "reading.settings"): "the same, for the registry of decks and the words on cards",
}
"""Room and module that it may import all the same -> reason."""

DOORS = {
    "yaml": {"reading/yaml_reader.py"},
    "genanki": {"anki/"},
    "markdown": {"markup/", "site/conversion.py"},  # our dialect; and whole pages, as MkDocs converts them
    "pygments": {"markup/"},
    "mkdocs": {"site/"},
    "material": {"site/"},
    "nbformat": {"site/notebooks.py"},
    "mkdocs_jupyter": {"site/notebooks.py"},
    "jinja2": {"site/", "anki/"},
    "typer": {"cli/"},
    "watchdog": {"preview/watching.py"},
}
"""Library -> where it may be imported: modules, or rooms (with a slash)."""


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, those inside functions included."""
    for node in ast.walk(ast.parse((HOME / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(path: Path) -> str:
    return path.parts[0].removesuffix(".py")


def may(importer: str, imported: str) -> bool:
    own = imported.partition(".")[0]
    if own == importer or own in MAY_IMPORT[importer]:
        return True
    return any(who == importer and f"{imported}.".startswith(f"{what}.") for who, what in EXCEPTIONS)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_imports_run_one_way(path: Path):
    assert room(path) in MAY_IMPORT, f"{path} is in a room that this test does not know"
    ours = {name.removeprefix("cardwright.") for name in imports(path) if name.startswith("cardwright.")}
    forbidden = sorted(name for name in ours if not may(room(path), name))
    assert not forbidden, f"{path} may not import {', '.join(forbidden)}"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_each_library_has_one_door(path: Path):
    for library in {name.partition(".")[0] for name in imports(path)} & DOORS.keys():
        doors = DOORS[library]
        assert any(path.as_posix() == door or path.as_posix().startswith(door) for door in doors), (
            f"{path} imports {library}; only {', '.join(sorted(doors))} may"
        )


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_only_one_module_talks_to_node(path: Path):
    if path.as_posix() == "markup/node.py":
        return
    words = {n.value for n in ast.walk(ast.parse((HOME / path).read_text("utf-8"))) if isinstance(n, ast.Constant)}
    assert not words & {"node", "npm", "npx"}, f"{path} starts Node; only markup/node.py may"


@pytest.mark.parametrize(("importer", "imported"), EXCEPTIONS, ids=str)
def test_an_exception_is_for_rooms_that_exist(importer: str, imported: str):
    assert importer in WORKERS
    assert (HOME / imported.replace(".", "/")).is_dir() or (HOME / f"{imported.replace('.', '/')}.py").is_file()


def test_checking_imports_nothing_heavy(tmp_path: Path):
    """`cardwright check` starts quickly because it loads neither templates nor the site nor the decks."""
    import subprocess
    import sys

    program = (
        "import sys; from cardwright.cli import app\n"
        "try: app(['check', '--project', sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(*sorted(sys.modules))"
    )
    base = Path(__file__).parent / "base"
    command = [sys.executable, "-c", program, str(base)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & {"jinja2", "mkdocs", "genanki", "nbformat", "mkdocs_jupyter", "numpy", "markdown", "pygments"}
