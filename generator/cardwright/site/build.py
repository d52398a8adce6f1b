"""The whole site: pages, theme, two language builds, search, and what stands at the root."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cardwright.site.app_manifest import FILE as APP_MANIFEST
from cardwright.site.app_manifest import app_manifest
from cardwright.site.assets import WORKER, Assets, bundle
from cardwright.site.card_terms import CardTerms
from cardwright.site.engine import Job
from cardwright.site.lab_pages import Labs, labs_of
from cardwright.site.languages import build_all
from cardwright.site.notebooks import Notebooks
from cardwright.site.offline import add_offline
from cardwright.site.pages import Materials, Pages, Release
from cardwright.site.pictures import colors, pictures
from cardwright.site.policy import POLICY
from cardwright.site.python import python_files
from cardwright.site.reference_pages import read_licenses
from cardwright.site.search import INDEX, index, indexed, search_state, seen_of
from cardwright.site.squeeze import squeezed
from cardwright.site.state import forget, last_built, remember
from cardwright.site.templates import templates_of
from cardwright.site.titles import write_titles
from cardwright.site.words import Words, read_words
from cardwright.writing import heal_swap, link_tree, remove_stale, swap_folder, write, write_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.project import Project

CONSTANTS = {"ASIDES": "partials/cw-asides.html", "RUN": "partials/cw-run.html"}
"""Constants of the app -> templates of what they hold in each language; `assets.py` names the files that have them."""

ENGINE_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pagefind")


@dataclass(frozen=True, slots=True)
class Generated:
    """What was made for MkDocs: for each language, files of its pages and of its theme."""

    pages: dict[str, dict[str, str | bytes]]
    themes: dict[str, dict[str, str | bytes]]
    root: dict[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Names:
    """What the templates of a language name: assets, and the list of what runs Python, if there is any."""

    assets: Mapping[str, str]
    python: str


def write_pages(  # noqa: PLR0913 - each is made by another room
    library: Library,
    typeset: Typeset,
    project: Project,
    release: Release,
    assets: Assets | None = None,
    *,
    printed: Mapping[str, tuple[str, ...]] | None = None,
) -> Generated:
    """Generate the pages and the theme of every language below `build/`.

    Args:
        library: What the pages are made of.
        typeset: The drawn formulas and diagrams.
        project: Where things are.
        release: What the page of decks offers.
        assets: Stylesheets and app, if they are bundled already.
        printed: What the cells of each drill's walkthrough print, by card; labs show it.

    Raises:
        CardwrightError: The interface strings, the styles or the app are damaged.
    """
    notebooks = Notebooks(project.cache / "notebooks.json")
    materials = materials_of(library, typeset, project, release, labs_of(library, printed or {}, notebooks))
    words = materials.words
    assets = assets or bundled(project, library.kb.name, words)
    python = python_files(project, words, assets)
    generated = Generated({}, {}, _root_files(library, words, project, assets) | python.files)
    for language in library.kb.languages:
        pages = Pages(materials, language).all()
        loaded = assets.of(language)
        manifest = app_manifest(
            library.kb.name, language, words[language], loaded.names, ground=colors(project)["paper"]
        )
        names = Names(loaded.names, python.lists.get(language, ""))
        generated.pages[language] = {**pages, **loaded.files, APP_MANIFEST: manifest}
        generated.themes[language] = _theme(library, words, language, project, names)
        write_tree(project.pages / language, generated.pages[language])
        write_tree(_theme_folder(project, language), generated.themes[language])
    notebooks.keep()
    return generated


def bundled(project: Project, name: str, words: Mapping[str, Words]) -> Assets:
    """The app, the stylesheets and the pictures that are drawn.

    Raises:
        CardwrightError: One of them is damaged.
    """
    templates = templates_of(project.site / "overrides")
    spoken = {
        language: {constant: squeezed(templates.render(part, t=own)) for constant, part in CONSTANTS.items()}
        | {"OFFLINE": own["python_say_offline"]}
        for language, own in words.items()
    }
    return bundle(project.site, pictures(project, name, words), spoken)


def materials_of(
    library: Library, typeset: Typeset, project: Project, release: Release, labs: Labs | None = None
) -> Materials:
    """What the pages are made from, with words and templates as they are now.

    Raises:
        CardwrightError: The interface strings are damaged.
    """
    words = read_words(project, library.kb.languages)
    templates = templates_of(project.site / "pages")
    return Materials(library, typeset, words, templates, CardTerms(library), release, read_licenses(project), labs)


def build_site(library: Library, generated: Generated, project: Project, decks: Sequence[Path]) -> bool:
    """Build the finished site from the generated pages, unless nothing changed since the last time.

    The previous site stays whole until the new one is complete.

    Returns:
        Whether anything had to be built.

    Raises:
        CardwrightError: MkDocs or Pagefind refused something, or the disk is full.
    """
    heal_swap(project.built_site)
    before, made_of = last_built(project), _digest(generated, project, decks)
    if before.made_of == made_of:
        return False
    place = project.build / ".site.new"
    shutil.rmtree(place, ignore_errors=True)
    jobs = [job_of(library, language, project, place) for language in library.kb.languages]
    remove_stale(project.cache / "site", [job.cache for job in jobs])
    seen = build_all(jobs)
    complete(place, library, generated, decks)
    above = (seen_of(data) for data in generated.root.values() if isinstance(data, str))
    searched = search_state(*library.kb.languages, *seen, *above)
    if searched == before.searched:
        link_tree(project.built_site / INDEX, place / INDEX)
    else:
        index(place)
    found = indexed(place, library.kb.languages)
    write_titles(library, place, found)
    add_offline(place, library, found)
    forget(project)
    swap_folder(place, project.built_site)
    remember(project, made_of, searched)
    return True


def complete(place: Path, library: Library, generated: Generated, decks: Sequence[Path]) -> None:
    """Put what stands above the languages beside them."""
    for language in library.kb.languages:
        (place / language / "404.html").unlink(missing_ok=True)  # the root has one for all languages
    for name, data in generated.root.items():
        write(place / name, data)
    for deck in decks:
        write(place / "decks" / deck.name, deck.read_bytes())


def job_of(library: Library, language: str, project: Project, place: Path) -> Job:
    """The build of one language into a folder of `place`."""
    return Job(
        language=language,
        config=project.mkdocs_config,
        pages=project.pages / language,
        theme=_theme_folder(project, language),
        place=place / language,
        cache=project.cache / "site" / f"{language}.pages",
        site_name=library.kb.name,
        site_url=f"{library.kb.site_url}{language}/",
    )


def _theme_folder(project: Project, language: str) -> Path:
    return project.build / "theme" / language


def _theme(
    library: Library, words: Mapping[str, Words], language: str, project: Project, names: Names
) -> dict[str, str | bytes]:
    """Our overrides of Material's templates, and the words and addresses that they show."""
    overrides = project.site / "overrides"
    files: dict[str, str | bytes] = {
        path.relative_to(overrides).as_posix(): path.read_bytes()
        for path in sorted(overrides.rglob("*"))
        if path.is_file()
    }
    files["cardwright.html"] = _facts(library, words, language, names)
    return files


def _facts(library: Library, words: Mapping[str, Words], language: str, names: Names) -> str:
    """A template that other templates import: what the frame of every page needs to know."""
    facts = {
        "language": language,
        "languages": {code: words[code]["language"] for code in library.kb.languages},
        "source_language": library.kb.source_language,
        "site_url": library.kb.site_url,
        "repository_url": library.kb.repository_url,
        "assets": names.assets,
        "policy": POLICY,
        "python": names.python,
        "locales": {code: words[code]["locale"] for code in library.kb.languages},
        "social_card": f"social-{language}.png",
        "topics": [
            {"id": t.id, "title": t.title.best(language)[1], "cards": len(library.cards_by_topic[t.id])}
            for t in library.topics
        ],
    }
    lines = [f"{{% set {name} = {_literal(value)} %}}" for name, value in {**facts, "t": words[language]}.items()]
    return "\n".join(lines) + "\n"


def _literal(value: object) -> str:
    """A value as a Jinja literal: JSON is one for text, numbers, lists and maps."""
    return json.dumps(value, ensure_ascii=False)


def _root_files(
    library: Library, words: Mapping[str, Words], project: Project, assets: Assets
) -> dict[str, str | bytes]:
    """What stands above the languages: the choice of a language and the page for wrong addresses."""
    templates = templates_of(project.site / "root")
    context = {
        "kb": library.kb,
        "words": words,
        "languages": library.kb.languages,
        "base": urlsplit(library.kb.site_url).path,
        "assets": assets.common.names,
        "policy": POLICY,
    }
    files: dict[str, str | bytes] = {
        name.removesuffix(".j2"): templates.render(name, **context) for name in templates.names
    }
    return files | {WORKER: assets.worker}


def _digest(generated: Generated, project: Project, decks: Sequence[Path]) -> str:
    """Changes with everything that the finished site depends on."""
    state = hashlib.sha256()
    for name in ENGINE_PACKAGES:
        state.update(f"{name} {version(name)}\n".encode())
    for code in sorted(Path(__file__).parent.glob("*.py")):
        state.update(code.read_bytes())
    state.update(project.mkdocs_config.read_bytes())
    for folder in (*generated.pages.values(), *generated.themes.values(), generated.root):
        for path, data in sorted(folder.items()):
            state.update(path.encode() + b"\0" + (data.encode() if isinstance(data, str) else data) + b"\0")
    for deck in decks:
        state.update(deck.name.encode() + deck.read_bytes())
    return state.hexdigest()
