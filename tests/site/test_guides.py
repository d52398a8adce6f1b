"""Guides on the site: prose with headings, cards and terms linked, in either language, and nothing in it runs."""

import re

import pytest

from browsing import WIDTHS
from cardwright.markup.typesetting import typeset
from cardwright.model.guide import Guide
from libraries import card, said, site_of
from serving import served

SCRIPT = "<script>alert(1)</script>"
BODY = rf"""
Before any heading: {SCRIPT}, {{{{ config.site_dir }}}}, [x](javascript:alert(2)), \( x^2 \).

## Of *cards* and `code` {{ .x }} {SCRIPT}

See [a card](card:one) and [a term](term:kv-cache).

```python
## not a heading
print("{"9" * 300}")
```

### Below

| {" | ".join(f"averagelongword{n}" for n in range(9))} |
|{"---|" * 9}
| {" | ".join(str(n) for n in range(9))} |

## Last
"""
GUIDES = (
    Guide.model_validate(
        {"id": "hostile", "title": said(f"Of {SCRIPT}"), "summary": said(f"*All* of {SCRIPT}."), "body": said(BODY)}
    ),
    Guide.model_validate(
        {"id": "english", "title": {"en": "English"}, "summary": {"en": "Only."}, "body": {"en": "A [card](card:one)."}}
    ),
)
REAL = "guides/spaced-repetition/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("guides") / "project", card("one"), guides=GUIDES)


@pytest.fixture(scope="module")
def address(site):
    with served(site.folder) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_hostile_guide_is_shown_and_nothing_runs(address, open_tab, language):
    tab = open_tab(address)
    page = tab.open(f"{language}/guides/hostile/")
    texts = page.locator("article").inner_text()
    assert texts.count(SCRIPT) == 4
    assert "{{ config.site_dir }}" in texts
    assert page.title().startswith(f"Of {SCRIPT}")
    assert page.locator("article script, article [href^='javascript']").count() == 0
    assert page.locator("article math").count() == 1
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"


def test_headings_make_the_table_of_contents_and_code_is_none(site, address, open_tab):
    page = open_tab(address).open("en/guides/hostile/")
    headings = [re.sub(r"¶$", "", h.inner_text()).strip() for h in page.locator("article :is(h2, h3)").all()]
    assert headings == [f"Of cards and code {{ .x }} {SCRIPT}", "Below", "Last"]
    ids = [h.get_attribute("id") for h in page.locator("article :is(h2, h3)").all()]
    assert ids == ["part-1", "part-2", "part-3"]
    assert "## not a heading" in page.locator("article pre").inner_text()
    assert "Below" in page.locator(".md-sidebar--secondary").text_content()
    assert site.page("es/guides/hostile").ids.count("part-3") == 1


def test_links_of_a_guide_lead_to_cards_and_terms(address, open_tab):
    page = open_tab(address).open("es/guides/hostile/")
    article = page.locator("article")
    assert article.get_by_role("link", name="a term").get_attribute("href") == "../../glossary/#kv-cache"
    article.get_by_role("link", name="a card").click()
    page.wait_for_url("**/es/cards/one/")


def test_a_guide_that_is_not_translated_says_so_and_is_in_its_language(site, address, open_tab):
    page = open_tab(address).open("es/guides/english/")
    assert page.get_by_text("Esta página aún no está traducida; se muestra en inglés.").is_visible()
    assert page.get_by_text("A card.").evaluate("element => element.closest('[lang]').lang") == "en"
    canonical = [link["href"] for link in site.page("es/guides/english").links_of("canonical")]
    assert canonical == ["https://cardwright.example/library/en/guides/english/"]
    assert "not been translated" not in site.page("en/guides/english").text


@pytest.mark.parametrize(("language", "name"), [("en", "Guides"), ("es", "Guías")])
def test_the_list_of_guides_is_reached_from_every_page_and_names_each(tab, real_library, language, name):
    page = tab.open(f"{language}/cards/kv-cache-memory/")
    page.get_by_role("contentinfo").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(f"**/{language}/guides/")
    rows = page.locator(".cw-tracks > li")
    assert rows.count() == len(real_library.guides)
    guide = next(guide for guide in real_library.guides if guide.id == "spaced-repetition")
    page.get_by_role("link", name=guide.title[language]).click()
    page.wait_for_url(f"**/{language}/{REAL}")
    assert page.get_by_role("heading", level=1).inner_text() == guide.title[language]


@pytest.mark.parametrize(
    ("language", "query"), [("en", "desired retention leech"), ("es", "retención deseada sanguijuela")]
)
def test_the_search_finds_a_guide(tab, real_library, language, query):
    (guide,) = [guide for guide in real_library.guides if f"guides/{guide.id}/" == REAL]
    page = tab.open(f"{language}/")
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.get_by_role("option").filter(has_text=guide.title[language]).first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/{REAL}**")


def test_a_formula_of_a_guide_that_does_not_parse_is_named_with_its_language(site, tmp_path):
    broken = Guide.model_validate(
        {"id": "g", "title": said("T"), "summary": said("S."), "body": {"en": r"\( x \)", "es": r"\(\frac{a\)"}}
    )
    library = type(site.library)(site.library.kb, site.library.topics, (), guides=(broken,))
    _, findings = typeset(library, tmp_path)
    assert [(f.document, f.location, f.code) for f in findings] == [("guides/g", ("body", "es"), "formula")]


def test_the_guide_of_the_repository_is_in_both_languages_with_the_same_headings(real_library):
    guide = next(guide for guide in real_library.guides if guide.id == "spaced-repetition")
    levels = {lang: re.findall(r"^#+ ", guide.body[lang], re.MULTILINE) for lang in real_library.kb.languages}
    assert levels["en"] == levels["es"] != []
