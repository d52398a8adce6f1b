"""A formula on one line: what a search engine shows of it, and what a window's title says."""

# ruff: noqa: RUF001 - mathematics has its own signs

import pytest

from cardwright.markup.formulas import Formula
from cardwright.markup.linear import linear
from cardwright.markup.node import run_node
from cardwright.markup.plain import plain
from cardwright.markup.typesetting import SCRIPT

CASES = {
    r"\gamma": "γ",
    r"\min(1, p(x)/q(x))": "min(1, p(x)/q(x))",
    r"\frac{a}{b}": "a/b",
    r"\frac{a + 1}{b}": "(a + 1)/b",
    r"\sqrt{d_k}": "√(d_k)",
    r"-\infty": "−∞",
    r"a - b": "a − b",
    r"x_1 c - x_2 s": "x_1 c − x_2 s",
    r"\sum_{i=1}^{n} f_i P_i": "∑_(i = 1)^n f_i P_i",
    r"O(V \log V)": "O(V log V)",
    r"n \ge 1000": "n ≥ 1000",
    r"\text{tokens/s} \cdot 3.5": "tokens/s ⋅ 3.5",
}


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    formulas = [{"tex": tex, "display": False} for tex in CASES]
    answers = run_node(SCRIPT, {"formulas": formulas, "graphs": []})["formulas"]
    return {tex: answer["html"] for tex, answer in zip(CASES, answers, strict=True)}


@pytest.mark.parametrize("tex", CASES)
def test_a_formula_is_typed_as_one_would_type_it(drawn, tex):
    assert linear(drawn[tex]) == CASES[tex]


def test_a_plain_text_has_its_formulas_typed_and_its_code_untouched():
    text = "**With** \\( \\alpha \\) and `\\( x \\)`:\n\n\\[ a\n b \\]"
    said = {Formula("\\alpha", display=False): "α", Formula("a b", display=True): "ab"}
    assert plain(text, said.__getitem__) == "With α and \\( x \\): ab"
