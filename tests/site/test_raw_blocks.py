"""What goes past Python-Markdown comes out as Python-Markdown would have left it."""

import markdown
import pytest
import yaml

from building import ROOT
from cardwright.site.raw_blocks import ids_in, lifted, restored
from cardwright.site.squeeze import squeezed

WANTED = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
EXTENSIONS = [each if isinstance(each, str) else next(iter(each)) for each in WANTED]


def converted(text):
    return markdown.Markdown(extensions=EXTENSIONS).convert(text)


def both(text):
    """A page as Python-Markdown makes it, and with its blocks led past."""
    rest, blocks = lifted(text)
    return squeezed(converted(text)).strip(), squeezed(restored(converted(rest), blocks)).strip()


def test_every_page_of_the_site_is_the_same_either_way(real_project):
    differing = []
    for path in sorted(real_project.pages.rglob("*.md")):
        whole, led_past = both(path.read_text(encoding="utf-8").split("\n---\n", 1)[1])
        if whole != led_past:
            differing.append(path.name)
    assert differing == []


def test_most_of_a_card_is_led_past(real_project):
    text = (real_project.pages / "en/cards/kv-cache-memory.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    rest, blocks = lifted(text)
    assert len(rest) < len(text) / 10
    assert {"answer", "why-text"} <= ids_in(blocks)


@pytest.mark.parametrize(
    "text",
    [
        "<div>one</div>\n\n## Two { #two }\n\n<div>\n\n<p>a</p>\n\n\n</div>",
        "A *word*.\n\n<div>a</div> and *more*\n\nThe end.",
        "<div>never closed\n\n*word*",
        "<div><p>crossed</div></p>\n\n*word*",
        "```html\n\n<div>*a*</div>\n\n```\n\n<div>*b*</div>",
        "<div><!-- <div> --></div>\n\n*word*",
        "    <div>*code*</div>\n\n<div>*b*</div>",
        '<div title="a > b"><br><img alt=""></div>\n\n*word*',
        "<p>{% raw %} {{ x }}</p>\n<p>two</p>\n\n*word*",
        "- item\n\n<div>\n\n*a*\n\n</div>",
    ],
)
def test_what_is_no_whole_block_is_left_to_python_markdown(text):
    whole, led_past = both(text)
    assert led_past == whole
