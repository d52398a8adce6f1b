"""How pages show up elsewhere: shared links, installed apps, search engines."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image

from html_pages import read_page

CARD = "cards/kv-cache-memory/"
LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def proper(real_project):
    """The pages of the two languages that are meant to be found: path below the site -> what stands in them."""
    site = real_project.built_site
    pages = {path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*/index.html"))}
    return {name: page for name, page in pages.items() if page.meta("robots") != "noindex"}


def properties(page):
    return {meta["property"]: meta["content"] for meta in page.named("meta") if "property" in meta}


def structured(project, path):
    """What a page says about itself in JSON-LD: type -> the thing."""
    html = (project.built_site / path / "index.html").read_text(encoding="utf-8")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in document["@graph"]}


def manifest(project, language):
    return json.loads((project.built_site / language / "manifest.webmanifest").read_text(encoding="utf-8"))


def test_every_page_says_what_a_shared_link_to_it_shows(proper, real_library):
    site = real_library.kb.site_url
    for name, page in proper.items():
        said = properties(page)
        language = name.split("/")[0]
        assert page.title.replace(" · Cardwright", "").replace("Cardwright · ", "") == said["og:title"], name
        assert said["og:description"] == page.meta("description") != "", name
        assert said["og:url"] == page.links_of("canonical")[0]["href"], name
        assert said["og:locale"].startswith(language), name
        assert said["og:image"].startswith(f"{site}{language}/assets/"), name
        assert page.meta("twitter:card") == "summary_large_image", name


@pytest.mark.parametrize("path", ["", "en/", "es/"])
def test_the_picture_of_a_shared_link_has_its_size_and_says_something(real_project, real_library, path):
    said = properties(read_page(real_project.built_site / path / "index.html"))
    file = real_project.built_site / said["og:image"].removeprefix(real_library.kb.site_url)
    picture = Image.open(io.BytesIO(file.read_bytes()))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    words = picture.convert("L").crop((96, 230, 820, 480))
    dark = sum(count for shade, count in enumerate(words.histogram()) if shade < 100)
    assert dark > 5000, "the tagline stands there in dark letters"


def test_the_pictures_of_the_languages_differ(real_project):
    english, spanish = (next(real_project.built_site.glob(f"en/assets/**/social-{one}.*.png")) for one in LANGUAGES)
    assert english.read_bytes() != spanish.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_a_question_with_its_answer(real_project, real_library, language):
    quiz = structured(real_project, f"{language}/{CARD}")["Quiz"]
    (question,) = quiz["hasPart"]
    card = real_library.card_by_id["kv-cache-memory"]
    assert question["@type"] == "Question"
    assert question["eduQuestionType"] == "Flashcard"
    assert question["text"] == read_page(real_project.built_site / language / CARD / "index.html").title.split(" · ")[0]
    first_words = " ".join(card.answer[language].split()[:4]).replace("*", "")
    assert question["acceptedAnswer"]["text"].startswith(first_words)
    assert question["acceptedAnswer"]["@type"] == "Answer"
    assert quiz["inLanguage"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_breadcrumbs_lead_from_the_start_to_the_page(real_project, real_library, language):
    site = f"{real_library.kb.site_url}{language}/"
    topic = real_library.card_by_id["kv-cache-memory"].topic
    ways = {
        CARD: ["", "topics/", f"topics/{topic}/", CARD],
        f"topics/{topic}/": ["", "topics/", f"topics/{topic}/"],
        "topics/": ["", "topics/"],
        "glossary/": ["", "glossary/"],
    }
    for path, way in ways.items():
        steps = structured(real_project, f"{language}/{path}")["BreadcrumbList"]["itemListElement"]
        assert [step["item"] for step in steps[:-1]] == [site + part for part in way[:-1]]
        assert "item" not in steps[-1], "the last step is the page itself"
        assert [step["position"] for step in steps] == list(range(1, len(way) + 1))
        assert all(step["name"].strip() for step in steps)
    assert structured(real_project, f"{language}/")["WebSite"]["url"] == site


def test_every_page_has_structured_data_that_can_be_read(real_project, proper):
    for name in proper:
        assert structured(real_project, name.removesuffix("index.html")), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_a_manifest_whose_icons_are_what_it_says(real_project, language):
    own = manifest(real_project, language)
    assert own["lang"] == language
    assert (own["start_url"], own["scope"], own["display"]) == ("./", "../", "standalone")
    kinds = set()
    for icon in own["icons"]:
        data = (real_project.built_site / language / icon["src"]).read_bytes()
        if icon["type"] == "image/png":
            width, height = Image.open(io.BytesIO(data)).size
            assert icon["sizes"] == f"{width}x{height}"
            kinds.add((icon["purpose"], icon["sizes"]))
    assert kinds == {(purpose, size) for purpose in ("any", "maskable") for size in ("192x192", "512x512")}


def test_a_maskable_icon_has_its_drawing_in_the_middle_and_ground_to_the_edge(real_project):
    picture = Image.open(next(real_project.built_site.glob("en/assets/**/maskable-512.*.png"))).convert("RGB")
    ground = picture.getpixel((0, 0))
    outside = [(x, y) for x in range(512) for y in range(512) if (x - 256) ** 2 + (y - 256) ** 2 > 204**2]
    assert {picture.getpixel(place) for place in outside} == {ground}
    assert len(picture.getcolors(512 * 512)) > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_site_can_be_installed(tab, language):
    page = tab.open(f"{language}/{CARD}")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    browser = page.context.new_cdp_session(page)
    found = browser.send("Page.getAppManifest")
    assert found["url"] == f"{tab.root}{language}/manifest.webmanifest"
    assert found["errors"] == []
    errors = {error["errorId"] for error in browser.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}, "the tests' own windows are private ones"


def test_robots_may_read_everything_and_find_the_sitemaps(real_project, real_library):
    lines = (real_project.built_site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    maps = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert maps == [f"{real_library.kb.site_url}{language}/sitemap.xml" for language in real_library.kb.languages]
    for address in maps:
        assert (real_project.built_site / address.removeprefix(real_library.kb.site_url)).is_file()
