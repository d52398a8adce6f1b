"""Charts on cards: the recorded picture with words for it, and the same picture drawn again by the reader's browser."""

import pytest
from playwright.sync_api import expect

from cardwright.markup.plain import plain

RAN = 60_000
KEEP = "window.recorded = document.querySelector('.cw-drawing svg')"
SAME = """() => {
  const drawn = document.querySelector(".cw-drawing svg");
  window.recorded.removeAttribute("xmlns"); // for files; a page needs none
  return drawn !== window.recorded && drawn.isEqualNode(window.recorded);
}"""


@pytest.fixture(scope="module")
def drawing_cards(real_library):
    cards = [card for card in real_library.cards if card.snippet and card.snippet.drawing]
    assert len(cards) >= 2
    return cards


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_chart_is_a_picture_with_words_for_it(tab, drawing_cards, language):
    for card in drawing_cards:
        page = tab.open(f"{language}/cards/{card.id}/")
        picture = page.get_by_role("img", name=card.snippet.drawing.alt[language], exact=True)
        box = picture.locator("svg.cw-plot").bounding_box()
        assert box["width"] > 300
        assert box["height"] > 150


def test_run_draws_the_recorded_picture(tab, drawing_cards):
    for card in drawing_cards:
        page = tab.open(f"en/cards/{card.id}/")
        page.evaluate(KEEP)
        page.locator("[data-cw-run]").click()
        expect(page.locator(".cw-run__same")).to_be_visible(timeout=RAN)
        assert page.evaluate(SAME), card.id
        assert page.locator(".cw-drawing").get_attribute("aria-label") == plain(card.snippet.drawing.alt["en"])


def test_a_picture_of_the_readers_own_is_called_so_and_holds_no_script(tab, drawing_cards):
    card = drawing_cards[0]
    page = tab.open(f"en/cards/{card.id}/")
    before = page.locator(".cw-drawing").evaluate("figure => figure.outerHTML")
    page.locator("[data-cw-edit]").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(
        "from cardwright import plot\n"
        "plot.heatmap([[1, 2], [3, 4]], title='mine')\n"
        'bad = \'<script>1</script><a href="x"/><text onclick="1"\'\n'
        "plot._drawings[0] = plot._drawings[0].replace('<text', bad, 1)\n"
        "print(1)\n"
    )
    page.locator("[data-cw-run]").click()
    figure = page.get_by_role("img", name="Picture that your code drew.", exact=True)
    expect(figure).to_be_visible(timeout=RAN)
    assert "mine" in figure.text_content()
    assert figure.locator("script, a, [onclick]").count() == 0
    (fault,) = tab.faults  # the policy of the page would not have let it run either
    assert "Executing inline event handler violates" in fault
    tab.faults.clear()
    page.locator("[data-cw-reset]").click()
    assert page.locator(".cw-drawing").evaluate("figure => figure.outerHTML") == before
