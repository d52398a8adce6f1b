"""The only door to nbformat and mkdocs-jupyter: cells as a notebook, and cells of code as HTML; both are remembered.

mkdocs-jupyter converts the cells before MkDocs sees the page. Of its 600 kB a page (the styles of JupyterLab, MathJax
and Mermaid from a CDN, a button that needs a script inside the page) only what a cell says is kept, in the classes that
code and output have everywhere on the site.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardwright.errors import CardwrightError
from cardwright.kept import digest, read_kept, write_kept
from cardwright.site.environment import environment
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cardwright.site.lab import Cell

PACKAGES = ("nbformat", "nbconvert", "mkdocs-jupyter", "pygments")
"""What notebooks and their HTML depend on, besides our own code."""

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
_ENVIRONMENT = {
    "JUPYTER_NO_CONFIG": "1",  # what a contributor has set for their own notebooks is no part of what a build makes
    "JUPYTER_PLATFORM_DIRS": "1",
}

_CELL = re.compile(r'id="cell-id=([\w-]+)"')
_CODE = re.compile(r'<div class="highlight-ipynb hl-python *"><pre>(?P<code>.*?)</pre></div>', re.DOTALL)
_OUTPUT = re.compile(r'<div class="jp-\w+ jp-OutputArea-output"[^>]*>\s*<pre>(?P<text>.*?)</pre>', re.DOTALL)


class Notebooks:
    """Writes notebooks and shows cells; what is known from the last build is not made again.

    Args:
        path: Where it is kept; safe to delete.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = read_kept(path, _state())
        self._used: dict[str, str] = {}

    def written(self, cells: Sequence[Cell], language: str) -> str:
        """A notebook as the text of its file: the same cells give the same text."""
        key = digest("notebook", language, *map(repr, cells))
        return self._remembered(key, lambda: _written(cells, language))

    def shown(self, cells: Iterable[Cell]) -> dict[Cell, tuple[str, str]]:
        """The code of each cell as highlighted HTML, and what it prints as HTML.

        Raises:
            CardwrightError: mkdocs-jupyter writes cells in a way that is not known here.
        """
        keys = {cell: digest("cell", cell.source, cell.printed) for cell in cells}
        new = [cell for cell, key in keys.items() if key not in self._known]
        if new:
            self._known |= {keys[cell]: json.dumps(html) for cell, html in zip(new, _converted(new), strict=True)}
        self._used |= {key: self._known[key] for key in keys.values()}
        return {cell: tuple(json.loads(self._used[key])) for cell, key in keys.items()}

    def keep(self) -> None:
        """Write what was used for the next build, and forget the rest.

        Raises:
            CardwrightError: The place cannot be written.
        """
        write_kept(self._path, _state(), dict(sorted(self._used.items())))

    def _remembered(self, key: str, make: Callable[[], str]) -> str:
        self._used[key] = self._known[key] if key in self._known else make()
        return self._used[key]


def _written(cells: Sequence[Cell], language: str) -> str:
    nbformat = _nbformat()
    notebook = nbformat.v4.new_notebook(cells=[_cell(cell) for cell in cells], metadata={**METADATA, "lang": language})
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return text + "\n"


def _cell(cell: Cell) -> Any:
    v4 = _nbformat().v4
    if not cell.is_code:
        return v4.new_markdown_cell(cell.source, id=cell.name)
    metadata: dict[str, Any] = {"tags": list(cell.tags)} if cell.tags else {}
    if cell.hidden:
        metadata["jupyter"] = {"source_hidden": True}
    outputs = [v4.new_output("stream", name="stdout", text=cell.printed)] if cell.printed else []
    return v4.new_code_cell(cell.source.rstrip("\n"), id=cell.name, metadata=metadata, outputs=outputs)


def _nbformat() -> Any:
    import nbformat  # noqa: PLC0415 - 0.15 s that most builds do without

    return nbformat


def _converted(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """The HTML of some cells of code, in order: one notebook for all of them, since each costs a tenth of a second."""
    numbered = [replace(cell, name=f"c{number}", tags=(), hidden=False) for number, cell in enumerate(cells)]
    with tempfile.TemporaryDirectory(prefix="cardwright-") as folder, environment(_ENVIRONMENT):
        from mkdocs_jupyter.convert import nb2html  # noqa: PLC0415 - 0.6 s that most builds do without

        path = Path(folder, "cells.ipynb")
        write(path, _written(numbered, "en"))
        html: str = nb2html(str(path), execute=False, allow_errors=False, no_prompt=True)
    _, *pieces = _CELL.split(html)
    found = dict(zip(pieces[::2], pieces[1::2], strict=True))
    for cell in numbered:
        yield _lightened(cell, found.get(cell.name, ""))


def _lightened(cell: Cell, html: str) -> tuple[str, str]:
    code, outputs = _CODE.search(html), _OUTPUT.findall(html)
    if not code or len(outputs) != bool(cell.printed):
        raise CardwrightError(
            f"mkdocs-jupyter {version('mkdocs-jupyter')} writes cells in a way that is not known here",
            hint="install the locked version: make environment",
        )
    return f'<div class="highlight"><pre><code>{code["code"].rstrip()}\n</code></pre></div>', "".join(outputs).rstrip()


def _state() -> str:
    """Changes with everything that the results depend on, the cells apart."""
    packages = " ".join(f"{name} {version(name)}" for name in PACKAGES)
    return digest(packages, Path(__file__).read_text(encoding="utf-8"))
