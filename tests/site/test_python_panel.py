"""Run, Edit, Stop and Reset under a snippet, as readers meet them."""

import re

import pytest
from playwright.sync_api import expect

WORDS = {
    "en": ("Run", "Stop", "Edit", "Reset", "The output is the recorded one", "Output of your run", "Stopped."),
    "es": (
        *("Ejecutar", "Detener", "Editar", "Restablecer"),
        *("coincide con la guardada", "Salida de tu ejecución", "Detenido."),
    ),
}
CARD = "cards/kv-cache-memory/"
WATCH = """window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));"""
ENDLESS = "print('on')\nwhile True:\npass"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def status(page):
    return page.locator("#snippet-text [role=status]")


def output(page):
    return page.locator("#snippet-text samp")


def write(page, code):
    """Replace what is in the editor; it indents by itself."""
    page.keyboard.press("Control+a")
    page.keyboard.type(code)


@pytest.mark.parametrize("language", WORDS)
def test_run_edit_stop_and_reset(open_tab, real_address, real_library, language):
    run, stop, edit, reset, same, yours, stopped = WORDS[language]
    recorded = real_library.card_by_id["kv-cache-memory"].snippet.output.strip()
    tab = open_tab(real_address, locale=language)
    tab.page.add_init_script(WATCH)
    page = tab.open(f"{language}/{CARD}")
    code = page.locator("#snippet-text .cw-code")
    shown = code.inner_text()
    assert output(page).inner_text().strip() == recorded
    assert not button(page, reset).is_visible()

    button(page, run).focus()
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text(same, timeout=60_000)
    assert output(page).inner_text().strip() == recorded
    assert page.locator("#snippet-text .cw-output .cw-label").inner_text() == yours

    button(page, edit).click()
    editor = code.get_by_role("textbox")
    expect(editor).to_be_focused()
    write(page, "print('/ is no shortcut here', 1 / 0)")
    page.keyboard.press("Control+Enter")
    expect(status(page)).to_contain_text("ZeroDivisionError")
    expect(output(page)).to_contain_text('File "snippet.py", line 1')

    editor.focus()
    write(page, ENDLESS)
    button(page, run).click()
    expect(output(page)).to_have_text("on\n")
    button(page, stop).click()
    expect(status(page)).to_have_text(stopped)
    assert output(page).inner_text() == "on\n"

    button(page, reset).click()
    assert output(page).inner_text().strip() == recorded
    assert code.inner_text() == shown
    assert status(page).inner_text() == ""
    button(page, run).click()
    expect(status(page)).to_contain_text(same, timeout=60_000)
    assert page.evaluate("window.violations") == []


def test_the_keyboard_leaves_the_editor(tab):
    page = tab.open(f"en/{CARD}")
    button(page, "Edit").click()
    editor = page.locator("#snippet-text .cw-code").get_by_role("textbox")
    expect(editor).to_be_focused()
    page.keyboard.press("Tab")
    expect(editor).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(button(page, "Run")).to_be_focused()


def test_nothing_of_it_is_loaded_before_a_click(open_tab, real_address, real_library):
    without = next(card.id for card in real_library.cards if not card.snippet and not card.drill)
    tab = open_tab(real_address)
    asked = []
    tab.page.on("request", lambda request: asked.append(request.url.removeprefix(real_address)))
    tab.page.goto(f"{real_address}en/{CARD}", wait_until="networkidle")
    ours = [name for name in asked if re.search(r"/(panel|session|editor|frame|worker)\.|^python/", name)]
    assert [re.sub(r"\.\w+\.js", "", name) for name in ours] == ["en/assets/cardwright/panel"]
    asked.clear()
    tab.page.goto(f"{real_address}en/cards/{without}/", wait_until="networkidle")
    tab.page.goto(f"{real_address}en/", wait_until="networkidle")
    assert [name for name in asked if "panel" in name or name.startswith("python/")] == []


def test_without_javascript_the_recorded_output_stands_alone(open_tab, real_address):
    page = open_tab(real_address, java_script_enabled=False).open(f"en/{CARD}")
    assert output(page).is_visible()
    assert not page.locator(".cw-run").is_visible()
    assert not page.get_by_role("button", name="Run").is_visible()


BROKEN = {
    "no connection": (lambda route: route.abort(), "Python could not be downloaded"),
    "another file": (lambda route: route.fulfill(body=b"something else"), "missing or damaged"),
    "no file": (lambda route: route.fulfill(status=404, body=b""), "missing or damaged"),
}


@pytest.mark.parametrize("what", BROKEN)
@pytest.mark.parametrize("files", ["python/*.bin", "python/en.*.json"])
def test_a_runtime_that_does_not_come_is_said_and_can_be_tried_again(open_tab, real_address, what, files):
    answer, message = BROKEN[what]
    tab = open_tab(real_address, locale="en-US", service_workers="block")
    page = tab.open(f"en/{CARD}")
    page.route(f"**/{files}", answer)
    button(page, "Run").click()
    said = message if files.endswith("bin") else "Python could not be downloaded"
    expect(status(page)).to_contain_text(said, timeout=30_000)
    assert output(page).inner_text().startswith("weights 141 GB")
    page.unroute(f"**/{files}")
    if files.endswith("bin"):
        button(page, "Run").click()
        expect(status(page)).to_contain_text("The output is the recorded one", timeout=60_000)
    tab.faults.clear()


def test_a_page_that_is_left_in_the_middle_of_a_run_works_when_it_comes_back(tab):
    page = tab.open(f"en/{CARD}")
    button(page, "Edit").click()
    expect(page.locator("#snippet-text .cw-code").get_by_role("textbox")).to_be_focused()
    write(page, ENDLESS)
    button(page, "Run").click()
    expect(output(page)).to_have_text("on\n", timeout=60_000)
    page.locator(".cw-crumbs a").click()
    page.wait_for_url("**/topics/**")
    page.go_back()
    button(page, "Run").click()
    expect(status(page)).to_contain_text("Ran in", timeout=60_000)
