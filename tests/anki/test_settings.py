"""What is wrong in `decks/` is said with its place and a way out."""

from __future__ import annotations

import pytest

from cardwright.anki.build import read_outfit
from cardwright.errors import CardwrightError


@pytest.fixture
def change(project):
    """Replaces something in a file of decks/."""

    def replace(name, old, new):
        path = project.decks / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def refusal(library, project):
    with pytest.raises(CardwrightError) as caught:
        read_outfit(library, project)
    return caught.value.message, caught.value.hint


def test_every_topic_has_a_deck_in_each_language(library, project):
    registry = read_outfit(library, project).registry
    for language in library.kb.languages:
        assert set(registry.decks[language].topics) == set(library.topic_by_id)


def test_a_topic_without_a_deck_is_named_with_the_lines_to_add(library, project, change):
    change("registry.yaml", "      inference-serving:\n", "      something-else:\n")
    message, hint = refusal(library, project)
    assert message == "decks/registry.yaml has no deck for en: inference-serving"
    assert hint.splitlines()[1:3] == ["under decks.en.topics:", "      inference-serving:"]
    assert hint.splitlines()[4] == "        name: 'Inference and serving'"
    change("registry.yaml", "    topics:\n", "    topics:\n" + "\n".join(hint.splitlines()[2:]) + "\n")
    read_outfit(library, project)


def test_a_language_without_decks_is_named(library, project, change):
    change("registry.yaml", "\n  es:\n", "\n  pt:\n")
    message, hint = refusal(library, project)
    assert message == "decks/registry.yaml has no decks for the language `es`"
    assert hint.startswith("add `es:` under `decks:`")


def test_a_number_that_is_none_is_refused_in_its_place(library, project, change):
    change("registry.yaml", "  id: ", "  id: x")
    message, hint = refusal(library, project)
    assert message.startswith("decks/registry.yaml:11:7: `note_type.id` must be a whole number, found `x1")
    assert hint == "write digits only, without a sign, a unit or separators"


def test_a_number_given_twice_is_refused(library, project, change):
    decks = read_outfit(library, project).registry.decks["en"]
    change("registry.yaml", f"id: {decks.topics['classical-ml'].id}", f"id: {decks.topics['math-foundations'].id}")
    message, _ = refusal(library, project)
    assert message == (
        f"decks/registry.yaml: the id {decks.topics['math-foundations'].id} is given to "
        "decks.en.topics.math-foundations and to decks.en.topics.classical-ml"
    )


def test_a_field_listed_twice_is_refused(library, project, change):
    change("registry.yaml", "name: Spare2", "name: Spare1")
    message, _ = refusal(library, project)
    assert message.endswith("`note_type.fields`: `Spare1` is listed twice")


def test_another_order_of_fields_is_refused(library, project, change):
    change("registry.yaml", "name: Lang,", "name: Other,")
    message, hint = refusal(library, project)
    assert message == "decks/registry.yaml: the fields of the note type are not those that notes have"
    assert hint.startswith("they must be, in this order: Id, Lang, Part, ")


def test_an_unknown_key_is_refused_in_its_place(library, project, change):
    change("registry.yaml", "    core: ", "    cores: ")
    message, hint = refusal(library, project)
    assert message == "decks/registry.yaml:45:5: `decks.en` has no field `cores`"
    assert hint.startswith("did you mean `core`?")


def test_a_missing_registry_is_one_message(library, project):
    (project.decks / "registry.yaml").unlink()
    assert refusal(library, project)[0] == "decks/registry.yaml: the file does not exist"


def test_a_registry_that_is_no_yaml_is_refused_in_its_place(library, project, change):
    change("registry.yaml", "note_type:\n", "note_type: *x\n")
    assert refusal(library, project)[0].startswith("decks/registry.yaml:9:12: ")


def test_a_missing_word_names_its_file(library, project, change):
    change("strings/es.yaml", "  why: Por qué\n", "")
    message, hint = refusal(library, project)
    assert message == "decks/strings/es.yaml:4:1: `labels` has no `why`"
    assert hint == "add `why:`"


def test_a_missing_file_of_words_is_named(library, project):
    (project.decks / "strings" / "es.yaml").unlink()
    assert refusal(library, project)[0] == "decks/strings/es.yaml: the file does not exist"


def test_a_template_cannot_name_what_does_not_exist(library, project, change):
    change("cardwright-qa/back.html", "{{Answer}}", "{{Anwser}}")
    message, hint = refusal(library, project)
    assert message == "decks/cardwright-qa/back.html names the field `Anwser`"
    assert hint.startswith("known are Id, Lang, ")


def test_a_template_cannot_name_a_label_that_does_not_exist(library, project, change):
    change("cardwright-qa/back.html", "[[why]]", "[[wy]]")
    message, hint = refusal(library, project)
    assert message == "decks/cardwright-qa/back.html names the label `[[wy]]`"
    assert hint.startswith("known are why, ")


def test_a_missing_template_or_style_is_named(library, project):
    (project.site / "styles" / "palette.css").unlink()
    assert refusal(library, project)[0].startswith("site/styles/palette.css cannot be read: No such file")


def test_labels_show_in_the_language_of_the_card_only(library, project):
    note_type = read_outfit(library, project).note_type
    assert '<span class="cw-word" lang="en">Why</span><span class="cw-word" lang="es">Por qué</span>' in note_type.back
    for language in library.kb.languages:
        assert f'.cw[lang="{language}"] .cw-word[lang="{language}"] {{ display: inline; }}' in note_type.css
