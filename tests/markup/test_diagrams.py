"""Diagrams: pictures that take their colors from the page, and that can do nothing else."""

import re
from xml.etree import ElementTree as ET

import pytest

from cardwright.markup.diagrams import DiagramError, clean_svg, is_svg
from cardwright.markup.graphs import restyle_graph
from cardwright.markup.node import run_node
from cardwright.markup.typesetting import SCRIPT

NAMESPACE = "http://www.w3.org/2000/svg"


def svg(inside, attributes='viewBox="0 0 320 200"'):
    return f'<svg xmlns="{NAMESPACE}" xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'


def test_what_begins_with_an_angle_bracket_is_svg():
    assert is_svg("\n <svg/>")
    assert not is_svg("digraph { a }")


def test_a_picture_is_as_wide_as_it_is_drawn_and_hidden_from_readers_who_hear_its_text():
    clean = clean_svg(
        svg("<rect class='accent' width='10' height='10'/>", 'viewBox="0,0 320.4,200" width="9" height="9"')
    )
    assert clean.startswith('<svg viewBox="0,0 320.4,200" width="320" aria-hidden="true"')
    assert '<rect class="accent" width="10" height="10"/>' in clean


def test_ids_of_two_pictures_on_a_page_do_not_meet():
    inside = '<defs><marker id="m"/></defs><path marker-end="url(#m)"/><use href="#m"/><use xlink:href="#m"/>'
    one, other = clean_svg(svg(inside)), clean_svg(svg(inside + "<g/>"))
    prefix = one.partition('<marker id="')[2].partition('m"')[0]
    assert prefix
    assert f'marker-end="url(#{prefix}m)"' in one
    assert one.count(f' href="#{prefix}m"') == 2
    assert "xlink" not in one
    assert prefix not in other


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "`script` is not allowed"),
        ("<foreignObject><p>x</p></foreignObject>", "`foreignObject` is not allowed"),
        ("<style>* { fill: url(https://a.example/x) }</style>", "`style` is not allowed"),
        ("<image href='https://a.example/x.png'/>", "`image` is not allowed"),
        ("<a href='#x'><path/></a>", "`a` is not allowed"),
        ("<animate attributeName='href'/>", "`animate` is not allowed"),
        ("<rect onclick='alert(1)'/>", "`onclick` is not allowed"),
        ("<rect ONLOAD='alert(1)'/>", "`ONLOAD` is not allowed"),
        ("<use href='https://a.example/x.svg#y'/>", "leads out of the diagram"),
        ("<use xlink:href='data:image/svg+xml,x#y'/>", "leads out of the diagram"),
        ("<rect fill='url(https://a.example/x#y)'/>", "is not allowed"),
        ("<rect style='fill: url( //a.example )'/>", "is not allowed"),
        ("<rect style='background: \\75rl(x)'/>", "is not allowed"),
        ("<rect>", "not well-formed"),
    ],
)
def test_what_a_picture_does_not_need_is_refused(inside, reason):
    with pytest.raises(DiagramError, match=reason.replace("(", r"\(")):
        clean_svg(svg(inside))


@pytest.mark.parametrize("box", ["", "0 0 10", "0 0 a b", "0 0 nan nan", "0 0 -5 5", "0 0 10 10 10"])
def test_a_picture_without_a_size_is_refused(box):
    with pytest.raises(DiagramError, match="viewBox of four numbers"):
        clean_svg(svg("", f'viewBox="{box}"'))


@pytest.mark.parametrize(
    "source",
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', '<!DOCTYPE svg><svg viewBox="0 0 1 1"/>'],
)
def test_entities_and_document_types_are_refused(source):
    with pytest.raises(DiagramError, match="entities and document types"):
        clean_svg(source)


def test_only_svg_is_svg():
    with pytest.raises(DiagramError, match="the outermost element must be svg, found html"):
        clean_svg("<html/>")


def drawn(*graphs):
    return [graph["svg"] for graph in run_node(SCRIPT, {"formulas": [], "graphs": list(graphs)})["graphs"]]


def test_a_graph_has_classes_and_no_colors_fonts_or_ids_of_its_own():
    [graph] = drawn('digraph { a [label="<b> & ñ", class="accent", color=red]; a -> b }')
    restyled = restyle_graph(graph)
    for gone in ("fill=", "stroke=", "font-family", ' id="', "<title>", "<!--", "<!DOCTYPE"):
        assert gone not in restyled
    assert 'class="node accent"' in restyled
    assert "&lt;b&gt; &amp; ñ" in restyled


def test_a_graph_with_links_or_pictures_is_refused():
    for graph in drawn('digraph { a [URL="javascript:alert(1)"] }', 'digraph { a -> b [href="https://a.example"] }'):
        with pytest.raises(DiagramError, match="`a` is not allowed"):
            restyle_graph(graph)


def lines(graph):
    """The lines of a graph's edges, and whatever else an edge has but its label, as elements."""
    edges = [part for part in ET.fromstring(graph).iter() if "edge" in part.get("class", "").split()]
    return [[part for part in edge if part.tag != "text"] for edge in edges]


def end_of(path):
    """Where a path ends, which is made of steps after its first point."""
    steps = re.findall(r"([Mlc])([^Mlc]*)", path)
    place = (0, 0)
    for letter, numbers in steps:
        values = list(map(int, re.findall(r"-?\d+", numbers)))
        points = list(zip(values[::2], values[1::2], strict=True))
        for x, y in points[2::3] if letter == "c" else points:
            place = (x, y) if letter == "M" else (place[0] + x, place[1] + y)
    return place


def test_an_arrow_is_a_line_up_to_the_tip_and_two_strokes():
    [graph] = drawn("digraph { rankdir=LR; a -> b [label=x] }")
    [[line, head]] = lines(restyle_graph(graph))
    tip = re.search(r'<polygon[^>]*points="\S+ (\S+),(\S+) ', graph)
    assert end_of(line.get("d")) == (round(float(tip[1])), round(float(tip[2])))
    assert re.fullmatch(r"M-?\d+[ -]\d+l-?\d+[ -]\d+[ -]\d+[ -]\d+", head.get("d")), "a point and two steps"
    assert line.keys() == head.keys() == ["d"], "the stylesheet says how they look"


def test_an_arrow_may_have_two_heads_none_or_others_and_dashes_are_the_line_s():
    [graph] = drawn("digraph { a -> b [dir=both]; a -> c [dir=none]; a -> d [arrowhead=dot]; a -> e [style=dashed] }")
    both, none, dot, dashed = lines(restyle_graph(graph))
    assert [part.tag for part in both] == ["path"] * 3
    assert [part.tag for part in none] == ["path"]
    assert [part.tag for part in dot] == ["path", "ellipse"]
    assert [part.get("stroke-dasharray") for part in dashed] == ["5,2", None]
