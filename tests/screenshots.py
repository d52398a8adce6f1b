"""Pictures for the eye: every page type and every kind of Anki card, as files and as contact sheets.

`python tests/screenshots.py [FOLDER]` (or `make screenshots`) builds what is shown and writes to
build/screenshots/: 390 and 1280 px, light and dark, both languages; cards at 360 px, light and night.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))

from PIL import Image

from anki.card_pages import card_pages
from cardwright.project import Project
from launching import launched
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGES = {
    "home": "",
    "topics": "topics/",
    "explore": "explore/",
    "explore-narrowed": "explore/?q=kv&level=senior&level=mid",
    "explore-nothing": "explore/?q=kv&kind=paper",
    "topic": "topics/inference-serving/",
    "card": "cards/kv-cache-memory/",
    "card-drill": "cards/drill-attention/",
    "card-chart": "cards/rope-context-extension/",
    "card-behavioral": "cards/star-hard-debug/",
    "tracks": "tracks/",
    "track-plan": "tracks/four-week-plan/",
    "track-loop": "tracks/seven-round-loop/",
    "drills": "drills/",
    "lab": "labs/drill-mlp-from-scratch/",
    "guide": "guides/spaced-repetition/",
    "decks": "decks/",
    "glossary": "glossary/",
    "sources": "sources/",
    "contribute": "contribute/",
    "licenses": "licenses/",
    "not-found": "cards/nothing-here/",
}
LANGUAGES = ("en", "es")
WIDTHS = {390: 844, 1280: 900}
SCHEMES = ("light", "dark")
TALLEST = 3600
"""Pixels after which a page is cut: the glossary is endless."""


def photograph_pages(browser: Browser, site: Path, folder: Path) -> None:
    """Every page in every language, width and scheme; cards also with everything open."""
    with served(site, "/") as root:  # where `site_url` says that it is, which the 404 page needs to know
        for width, height in WIDTHS.items():
            for scheme in SCHEMES:
                context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
                page = context.new_page()
                for language in LANGUAGES:
                    for name, address in PAGES.items():
                        page.goto(f"{root}{language}/{address}", wait_until="networkidle")
                        stem = f"{name}.{language}.{width}.{scheme}"
                        _photograph(page, folder / f"{stem}.png")
                        if name.startswith(("card", "lab")):
                            page.evaluate("document.querySelectorAll('article details').forEach(d => d.open = true)")
                            _photograph(page, folder / f"{stem}.open.png")
                    _photograph_search(page, f"{root}{language}/", folder / f"search.{language}.{width}.{scheme}.png")
                context.close()


def _photograph(page: Page, place: Path) -> None:
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    width = page.viewport_size["width"]
    page.screenshot(path=place, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})


def _photograph_search(page: Page, address: str, place: Path) -> None:
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("memoria" if "/es/" in address else "memory")
    page.locator("[role=option]").first.wait_for()
    page.screenshot(path=place)


def photograph_cards(browser: Browser, project: Project, folder: Path) -> None:
    """Front, back and unfolded back of a note of each kind and part."""
    context = browser.new_context()
    page = context.new_page()
    for stem, (html, (width, height)) in card_pages(project).items():
        page.set_viewport_size({"width": width, "height": min(height, 740)})
        page.set_content(html)
        page.screenshot(path=folder / f"{stem}.png", full_page=True)
    context.close()


def contact_sheets(folder: Path) -> None:
    """Pictures that belong together side by side: one sheet for each page or kind of card."""
    groups: dict[str, list[Path]] = {}
    for picture in sorted(folder.glob("*.png")):
        if not picture.name.startswith("sheet-"):
            groups.setdefault(picture.name.partition(".")[0], []).append(picture)
    for name, pictures in groups.items():
        images = [Image.open(p).convert("RGB") for p in pictures]
        scaled = [
            i.resize(
                (
                    max(1, i.width * 300 // 390 // (3 if i.width > 1000 else 1)),
                    max(1, i.height * 300 // 390 // (3 if i.width > 1000 else 1)),
                )
            )
            for i in images
        ]
        sheet = Image.new("RGB", (sum(i.width + 12 for i in scaled), max(i.height for i in scaled)), "#8a8f98")
        left = 0
        for image in scaled:
            sheet.paste(image, (left, 0))
            left += image.width + 12
        sheet.save(folder / f"sheet-{name}.png")


def main(arguments: list[str]) -> None:
    """Build, photograph, lay out."""
    project = Project.find(Path(__file__).resolve())
    folder = Path(arguments[0]) if arguments else project.build / "screenshots"
    subprocess.run([sys.executable, "-m", "cardwright.cli", "build"], cwd=project.root, check=True)
    for part in ("pages", "cards"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        photograph_pages(browser, project.built_site, folder / "pages")
        photograph_cards(browser, project, folder / "cards")
    for part in ("pages", "cards"):
        contact_sheets(folder / part)
    print(f"contact sheets: {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
