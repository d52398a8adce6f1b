"""Texts are rendered once for every target; what is kept between builds is never wrong and never needed."""

import pytest

from cardwright.markup.dialect import Renderer, Target
from cardwright.markup.texts import Texts

TEXT = r"See [this & that](card:one 'a title'), \(a < b\), and `[no](card:two)`." + "\n\n" + r"\[x\]"


def target(name, *, links=True):
    return Target(
        formula=lambda f: f"<math>{name} {f.tex}</math>" if f.display else f"\\({name} {f.tex}\\)",
        link=lambda kind, id_: f"{name}/{kind}/{id_}/?a=1&b=2" if links else None,
    )


def test_one_rendering_serves_every_target(monkeypatch):
    texts = Texts()
    one, two = Renderer(target("one"), texts), Renderer(target("two"), texts)
    assert one.html(TEXT) == (
        '<p>See <a href="one/card/one/?a=1&amp;b=2" title="a title">this &amp; that</a>, \\(one a < b\\), '
        "and <code>[no](card:two)</code>.</p>\n<math>one x</math>"
    )
    by_itself = Renderer(target("two")).html(TEXT)
    monkeypatch.setattr("cardwright.markup.dialect._rendered", None)
    assert two.html(TEXT) == by_itself != one.html(TEXT)


def test_a_link_that_leads_nowhere_becomes_text_whatever_formulas_are_in_it():
    renderer = Renderer(target("one", links=False))
    assert renderer.html(r"[a \(</a>\) b](term:x) c") == "<p><span>a \\(one </a>\\) b</span> c</p>"


@pytest.mark.parametrize("text", ["\x02i:x\x03", '<a href="\x02l:card:one\x03">x</a>', "\x02l:card:one\x03"])
def test_nobody_can_write_a_blank(text):
    html = Renderer(target("one")).html(text)
    assert "<a " not in html
    assert "one/" not in html
    assert "(one" not in html


def kept(path, html="<p>kept</p>"):
    texts = Texts(path)
    texts.html("a text", lambda _: html)
    texts.keep()
    return path.read_text(encoding="utf-8")


def test_what_is_kept_is_not_rendered_again_and_what_nobody_uses_is_forgotten(tmp_path):
    path = tmp_path / "texts.json"
    kept(path)
    again = Texts(path)
    assert again.html("a text", lambda _: "rendered again") == "<p>kept</p>"
    another = Texts(path)
    another.html("another", lambda _: "<p>another</p>")
    another.keep()
    assert "<p>another</p>" in path.read_text(encoding="utf-8")
    assert "<p>kept</p>" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [lambda _: "", lambda _: "[1]\n[1]", lambda stored: stored[:-9], lambda stored: stored.replace("wrong", "worse")],
    ids=["empty", "a-list", "a-half", "another-text"],
)
def test_a_damaged_cache_is_made_anew(tmp_path, damage):
    path = tmp_path / "texts.json"
    path.write_text(damage(kept(path, "<p>wrong</p>")), encoding="utf-8")
    assert "<p>right</p>" in kept(path, "<p>right</p>")


def test_what_other_code_rendered_is_made_anew(tmp_path, monkeypatch):
    path = tmp_path / "texts.json"
    kept(path, "<p>wrong</p>")
    monkeypatch.setattr("cardwright.markup.texts.state", lambda: "another")
    assert "<p>right</p>" in kept(path, "<p>right</p>")
