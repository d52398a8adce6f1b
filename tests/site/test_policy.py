"""One security policy on every page: nothing of the site breaks it, and what others put in does not run."""

from __future__ import annotations

import re

import pytest

from html_pages import read_page

WATCH = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    window.violations.push(`${effectiveDirective} ${blockedURI}`);
  });
}"""
USE = """() => {
  document.querySelectorAll("details").forEach((details) => { details.open = true; });
  document.querySelectorAll(".md-clipboard, [data-cw-copy]").forEach((button) => button.click());
}"""
ELSEWHERE = "https://elsewhere.example/"
PUT = "(tag, facts) => document.body.append(Object.assign(document.createElement(tag), facts))"
HTML = "document.body.insertAdjacentHTML"
INJECTIONS = {
    "script": ("put('script', { textContent: 'window.ran = 1' });", "script-src-elem inline"),
    "handler": (f"{HTML}('beforeend', '<img src=\"data:,\" onerror=\"window.ran = 1\">');", "script-src-attr inline"),
    "address": ("put('a', { href: 'javascript:window.ran = 1', id: 'x' }); x.click();", "script-src-elem inline"),
    "eval": ("try { setTimeout('window.ran = 1') } catch { }", "script-src eval"),
    "foreign script": (f"put('script', {{ src: '{ELSEWHERE}' }});", f"script-src-elem {ELSEWHERE}"),
    "foreign fetch": (
        f"fetch('{ELSEWHERE}').then(() => {{ window.ran = 1; }}, () => {{}});",
        f"connect-src {ELSEWHERE}",
    ),
    "foreign picture": (f"put('img', {{ src: '{ELSEWHERE}' }});", f"img-src {ELSEWHERE}"),
    "foreign frame": (f"put('iframe', {{ src: '{ELSEWHERE}' }});", f"frame-src {ELSEWHERE}"),
    "style": ("put('style', { textContent: 'body { opacity: 0 }' });", "style-src-elem inline"),
    "object": (f"put('object', {{ data: '{ELSEWHERE}' }});", f"object-src {ELSEWHERE}"),
    "base": (f"put('base', {{ href: '{ELSEWHERE}' }});", f"base-uri {ELSEWHERE}"),
}
"""What somebody might get into a page, in JavaScript, and how the browser reports that it was stopped."""

REPORTED = """async () => {
  for (let tries = 0; tries < 200 && window.violations.length === 0; tries += 1) {
    await new Promise((go) => setTimeout(go, 20));
  }
}"""


@pytest.fixture(scope="module")
def documents(real_project):
    """Every HTML file of the real site: path below the site -> what stands in it."""
    site = real_project.built_site
    return {path.relative_to(site).as_posix(): read_page(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def pages(documents):
    """Those that readers see."""
    return {name: page for name, page in documents.items() if not name.startswith("python/")}


def policies(page):
    return [meta["content"] for meta in page.named("meta") if meta.get("http-equiv") == "Content-Security-Policy"]


def one_of_each_type(site):
    """An address of each type of page, in each language: the first below each folder, and those above."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        if name.startswith("python/"):
            continue  # a frame, not a page
        found.setdefault((*name.split("/")[:2], name.count("/")), name)
    return sorted(found.values())


def watched(open_tab, address, **options):
    tab = open_tab(address, **options)
    tab.page.add_init_script(f"({WATCH})()")
    return tab


def violations(page):
    return page.evaluate("window.violations")


def test_every_page_has_the_same_policy_before_anything_that_it_loads(pages):
    assert {name: policies(page) for name, page in pages.items() if len(policies(page)) != 1} == {}
    assert len({policies(page)[0] for page in pages.values()}) == 1
    for name, page in pages.items():
        names = [tag for tag, attributes in page.elements if tag != "meta" or "http-equiv" in attributes]
        loads = [names.index(tag) for tag in ("script", "link", "base", "style") if tag in names]
        assert names.index("meta") < min(loads), name


def test_the_policy_runs_scripts_of_the_site_only(pages):
    policy = dict(part.split(" ", 1) for part in policies(pages["en/index.html"])[0].split("; "))
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["default-src"] == "'self'"
    assert not policy.keys() & {"connect-src", "style-src", "style-src-elem", "frame-src"}, "they follow default-src"
    assert policy["object-src"] == "'none'"
    assert not re.search(r"\*|https?:|'unsafe-eval'", " ".join(policy.values()))
    assert [name for name, sources in policy.items() if "unsafe-inline" in sources] == ["style-src-attr"]


def test_the_frame_of_python_may_do_less_than_a_page(documents):
    (frame,) = (page for name, page in documents.items() if name.startswith("python/"))
    (policy,) = policies(frame)
    assert policy == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; base-uri 'none'"
    names = [tag for tag, attributes in frame.elements if tag != "meta" or "http-equiv" in attributes]
    assert names.index("meta") < names.index("script")


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(pages):
    for name, page in pages.items():
        inline = [script for script in page.named("script") if "src" not in script]
        assert {script.get("type") for script in inline} <= {"application/json", "application/ld+json"}, name
        assert page.named("style") == [], name
        handlers = {key for _, attributes in page.elements for key in attributes if key.startswith("on")}
        assert handlers == set(), name


def test_no_page_of_any_type_breaks_the_policy(open_tab, real_address, real_project):
    tab = watched(open_tab, real_address)
    tab.page.route("**/boot.*.js", lambda route: route.abort())  # else the start leads on at once
    seen = {}
    addresses = one_of_each_type(real_project.built_site)
    assert len(addresses) > 15
    for address in addresses:
        page = tab.open(address)
        page.evaluate(USE)
        seen[address] = violations(page)
    assert {address: found for address, found in seen.items() if found} == {}
    tab.faults[:] = [fault for fault in tab.faults if "boot." not in fault and "ERR_FAILED" not in fault]


@pytest.mark.parametrize("language", ["en", "es"])
def test_search_colors_and_switches_work_under_the_policy(open_tab, real_address, language):
    tab = watched(open_tab, real_address)
    page = tab.open(f"{language}/cards/kv-cache-memory/")
    page.get_by_role("switch").check()
    page.locator(".cw-colors").click()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    page.get_by_role("button", name={"en": "Search", "es": "Buscar"}[language]).first.click()
    page.keyboard.type("cache")
    page.get_by_role("option").first.wait_for()
    assert violations(page) == []


def test_a_chosen_color_is_there_before_anything_is_painted(tab):
    page = tab.open("en/")
    page.locator(".cw-colors").click()
    page.route("**/bundle.*.js", lambda route: route.abort())  # Material's script is not what sets it
    page.reload()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    tab.faults.clear()


@pytest.mark.parametrize("way", INJECTIONS)
def test_what_others_put_in_is_stopped(open_tab, real_address, way):
    injected, report = INJECTIONS[way]
    tab = watched(open_tab, real_address)
    page = tab.open("en/cards/kv-cache-memory/")
    page.evaluate(f"() => {{ const put = {PUT}; {injected} }}")
    page.evaluate(REPORTED)
    assert [found.removesuffix("/") for found in violations(page)] == [report.removesuffix("/")]
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).opacity") == "1"
    asked_for = [fault for fault in tab.faults if fault.startswith("outside")]
    assert len(asked_for) == len([fault for fault in tab.faults if fault == f"failed: {ELSEWHERE}: csp"])
    tab.faults.clear()  # the browser's own notes of what it stopped
