"""Texts of cards as Jupyter reads them."""

import pytest

from cardwright.markup.jupyter import for_jupyter

CASES = {
    "inline math": (r"about \( \ln C \) nats", r"about $\ln C$ nats"),
    "math over two lines": ("\\(a +\n  b\\)", "$a + b$"),
    "display math": ("so:\n\n\\[\nx^2\n\\]\n", "so:\n\n$$x^2$$\n"),
    "a price is no math": ("$5 or $6", r"\$5 or \$6"),
    "an escaped dollar stays": (r"\$5", r"\$5"),
    "a link to a card": ("[KV](card:kv-cache)", "[KV](https://kb.example/card/kv-cache)"),
    "a link to a term": ("[BPE](term:bpe)", "[BPE](https://kb.example/term/bpe)"),
    "another link": ("[a](https://b.example/$c)", r"[a](https://b.example/\$c)"),
    "inline code": (r"`\(x\) $5 [a](card:b)`", r"`\(x\) $5 [a](card:b)`"),
    "fenced code": ("```python\nx = '\\(y\\) $5'\n```\n", "```python\nx = '\\(y\\) $5'\n```\n"),
    "a backslash before a delimiter": (r"\\(x\\)", r"\\(x\\)"),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_math_links_and_dollars(text, expected):
    assert for_jupyter(text, lambda kind, id_: f"https://kb.example/{kind}/{id_}") == expected
