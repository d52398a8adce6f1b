"""Empty lines of the templates do not travel; a reader sees the same page."""

from cardwright.site.squeeze import squeezed


def test_indentation_and_empty_lines_go_and_words_stay_apart():
    assert squeezed("<p>one\n\n     two</p>\n\n\n  <p>\n three</p>") == "<p>one two</p>\n<p>\nthree</p>"


def test_code_fields_and_scripts_stay_as_they_stand():
    kept = "<pre><code>def f():\n\n    return</code></pre>"
    field = "<textarea>\n\n  a</textarea>"
    script = '<script type="application/json">{\n\n  "a": 1}</script>'
    assert squeezed(f"<p>\n\n</p>{kept}<i>\n\n</i>{field}{script}") == f"<p>\n</p>{kept}<i>\n</i>{field}{script}"
