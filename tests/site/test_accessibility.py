"""axe finds nothing wrong with any type of page: in both languages, on a phone and on a desk, light and dark."""

from __future__ import annotations

import pytest

from building import ROOT
from shelf import kept

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"
PAGES = (
    "",
    "topics/",
    "topics/inference-serving/",
    "explore/",
    "explore/?q=kv&level=senior",
    "cards/kv-cache-memory/",
    "cards/drill-attention/",
    "cards/rope-context-extension/",
    "drills/",
    "cards/star-hard-debug/",
    "cards/hnsw-vs-ivf/",
    "tracks/",
    "tracks/four-week-plan/",
    "tracks/seven-round-loop/",
    "labs/drill-mlp-from-scratch/",
    "labs/drill-lru-ttl-cache/",
    "guides/",
    "guides/spaced-repetition/",
    "decks/",
    "glossary/",
    "contribute/",
    "sources/",
    "licenses/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing(open_tab, real_address, language, width, scheme):
    tab = open_tab(
        real_address, width=width, color_scheme=scheme, bypass_csp=True
    )  # axe is a script of ours, not theirs
    found = {}
    for path in PAGES:
        tab.open(f"{language}/{path}")
        tab.page.evaluate(OPEN_ALL)
        tab.page.evaluate(AXE)
        found[path] = tab.page.evaluate(RUN)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["en/cards/no/such/card/", "es/no/", ""])
def test_axe_finds_nothing_above_the_languages(open_tab, real_address, path, scheme):
    tab = open_tab(real_address, width=390, color_scheme=scheme, bypass_csp=True, java_script_enabled=True)
    tab.page.route("**/boot.*.js", lambda route: route.abort()) if not path else None  # else the start leads on at once
    tab.open(path)
    tab.page.evaluate(AXE)
    assert tab.page.evaluate(RUN) == []
    tab.faults.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_in_what_is_offered_for_offline_reading(open_tab, real_address, language, scheme):
    tab = open_tab(real_address, width=390, color_scheme=scheme, bypass_csp=True)
    page = tab.open(f"{language}/topics/inference-serving/")
    page.locator(".cw-keep button").wait_for()
    kept(page, f"{language}/topics/inference-serving/index.html")
    page.evaluate("""() => {
      const notice = document.querySelector(".cw-update");
      notice.hidden = document.querySelector(".cw-keep__progress").hidden = false;
      notice.querySelector("p").textContent = notice.dataset.ready;
      notice.querySelector("button").textContent = notice.dataset.show;
    }""")
    assert tab.too_wide() == []
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    page.context.set_offline(True)
    page = tab.open(f"{language}/cards/kv-cache-memory/")
    page.get_by_role("list").get_by_role("link").first.wait_for()
    assert tab.too_wide() == []
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []
    tab.faults.clear()  # the browser notes the lost connection


def test_axe_would_find_something(tab):
    tab.open("en/")
    tab.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\"><p style=\"color:#ccc\">x</p>')"
    )
    tab.page.evaluate(AXE)
    assert any(fault.startswith("image-alt") for fault in tab.page.evaluate(RUN))
    tab.faults.clear()
