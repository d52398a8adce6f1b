"""Everything in a library that is drawn: formulas as MathML and diagrams as SVG by Node, kept between builds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardwright.markup.diagrams import DiagramError, clean_svg, is_svg
from cardwright.markup.formulas import Formula, formulas
from cardwright.markup.graphs import restyle_graph
from cardwright.markup.node import run_node
from cardwright.markup.texts import Texts
from cardwright.model.base import texts
from cardwright.problems import Finding
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cardwright.model.library import Library
    from cardwright.problems import Location

SCRIPT = Path(__file__).with_name("typeset.mjs")


@dataclass(frozen=True, slots=True)
class Typeset:
    """What was drawn: MathML of each formula, SVG of each diagram's source; and the texts rendered so far.

    `drawings` is what snippets draw: their code -> SVG. Running them is not done here.
    """

    math: Mapping[Formula, str]
    diagrams: Mapping[str, str]
    texts: Texts = field(default_factory=Texts, compare=False)
    drawings: Mapping[str, str] = field(default_factory=dict)


def typeset(library: Library, cache: Path) -> tuple[Typeset, list[Finding]]:
    """Draw every formula and diagram of a library.

    Args:
        library: What to draw; retired cards included, since upgrade packages show them.
        cache: Folder for results; safe to delete.

    Returns:
        The drawings, and a finding for each formula and diagram that cannot be drawn.
    """
    places = list(_formula_places(library))
    diagrams = list(_diagram_places(library))
    store = _Store(cache / "typeset.json")
    drawn = store.drawn(
        {_formula_key(f): f for *_, f in places},
        {_graph_key(s): s for *_, s in diagrams if not is_svg(s)},
    )
    findings: list[Finding] = []
    math = {}
    for document, location, formula in places:
        result = drawn[_formula_key(formula)]
        if "error" in result:
            findings.append(_formula_finding(document, location, formula, result["error"]))
        else:
            math[formula] = result["html"]
    pictures = {}
    for document, location, source in diagrams:
        try:
            pictures[source] = clean_svg(source) if is_svg(source) else _graph(drawn[_graph_key(source)])
        except DiagramError as error:
            message = f"the diagram cannot be drawn: {error}"
            findings.append(Finding(document, location, "diagram", message, "Graphviz DOT, or SVG with a viewBox"))
    return Typeset(math, pictures, Texts(cache / "texts.json")), findings


def _formula_finding(document: str, location: Location, formula: Formula, error: str) -> Finding:
    reason = " ".join(error.removeprefix("ParseError: ").split())
    message = f"the formula `{formula.tex}` does not parse: {reason}"
    return Finding(document, location, "formula", message, "mend the LaTeX between the delimiters", quote=formula.tex)


def _formula_places(library: Library) -> Iterator[tuple[str, Location, Formula]]:
    for document, model in _documents(library):
        for location, text in texts(model):
            if "diagram" in location or "drawing" in location:
                continue
            for language in text.languages:
                for formula in formulas(text[language]):
                    yield document, (*location, language), formula


def _documents(library: Library) -> Iterator[tuple[str, object]]:
    yield from ((card.document, card) for card in library.all_cards)
    yield from ((track.document, track) for track in library.tracks)
    yield from ((guide.document, guide) for guide in library.guides)


def _diagram_places(library: Library) -> Iterator[tuple[str, Location, str]]:
    for card in library.all_cards:
        if card.diagram:
            source = card.diagram.source
            yield from ((card.document, ("diagram", "source", lang), source[lang]) for lang in source.languages)


def _graph(result: dict[str, str]) -> str:
    if "error" in result:
        raise DiagramError(result["error"])
    return restyle_graph(result["svg"])


def _formula_key(formula: Formula) -> str:
    return _key("formula", str(formula.display), formula.tex)


def _graph_key(source: str) -> str:
    return _key("graph", source)


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class _Store:
    """Results by key, for one state of the script and its packages; only what a build uses is kept."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version = _version()

    def drawn(self, formulas_: dict[str, Formula], graphs: dict[str, str]) -> dict[str, dict[str, str]]:
        known = self._read()
        new_formulas = {k: f for k, f in formulas_.items() if k not in known}
        new_graphs = {k: s for k, s in graphs.items() if k not in known}
        results = {k: known[k] for k in (*formulas_, *graphs) if k in known}
        if new_formulas or new_graphs:
            job = {
                "formulas": [{"tex": f.tex, "display": f.display} for f in new_formulas.values()],
                "graphs": list(new_graphs.values()),
            }
            answer = run_node(SCRIPT, job)
            results |= dict(zip(new_formulas, answer["formulas"], strict=True))
            results |= dict(zip(new_graphs, answer["graphs"], strict=True))
        write(self._path, json.dumps({"version": self._version, "results": dict(sorted(results.items()))}))
        return results

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            stored: Any = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        usable = isinstance(stored, dict) and stored.get("version") == self._version
        results = stored.get("results") if usable else None
        if not isinstance(results, dict):
            return {}
        return {key: result for key, result in results.items() if _is_result(result)}


def _is_result(stored: object) -> bool:
    """Whether this is what the script answers for a formula or a graph."""
    return isinstance(stored, dict) and any(isinstance(stored.get(key), str) for key in ("html", "svg", "error"))


def _version() -> str:
    """Changes with the script and with the packages that it uses."""
    return _key(SCRIPT.read_text(encoding="utf-8"), *_package_versions(("temml", "@viz-js/viz")))


def _package_versions(names: Iterable[str]) -> Iterator[str]:
    modules = next((p / "node_modules" for p in SCRIPT.parents if (p / "node_modules").is_dir()), None)
    for name in names:
        description = modules / name / "package.json" if modules else None
        yield description.read_text(encoding="utf-8") if description and description.is_file() else ""
