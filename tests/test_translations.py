"""Every sentence that the product says is there in Chinese, with the same names and numbers in it."""

import io
import re

import pytest
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from tests.browser.words import catalogue

SOURCES = ("okrplan", "objectives", "reports", "demo")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
SLOT = re.compile(r"%\((\w+)\)[sd]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def used():
    """(context, sentence) of all messages in the sources: what gettext's own tools find, on machines without them."""
    return {one for source in sources() for one in messages_in(source)}


def sources():
    """Python as it is; a template as the calls that it makes, in brackets, so that its indentation means nothing."""
    for folder in SOURCES:
        for file in (settings.BASE_DIR / folder).rglob("*.py"):
            yield file.read_text()
    for file in (settings.BASE_DIR / "templates").rglob("*.*"):
        yield f"({templatize(file.read_text(), origin=str(file))})"


def messages_in(source):
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        yield context, message if isinstance(message, str) else message[0]


def keys(messages):
    return {(one.context, one.id if isinstance(one.id, str) else one.id[0]) for one in messages if one.id}


def told(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


def test_every_sentence_of_the_product_stands_in_the_catalogue(used):
    assert sorted(used - keys(catalogue()), key=str) == []


def test_the_catalogue_holds_no_sentence_that_nobody_says(used):
    assert sorted(keys(catalogue()) - used, key=str) == []


def test_every_sentence_is_translated_and_none_is_a_guess():
    assert [one.id for one in catalogue() if one.id and (one.fuzzy or not all(told(one)))] == []


def test_a_translation_has_the_slots_of_its_sentence():
    assert [one.id for one in catalogue() if one.id and not has_its_slots(one)] == []


def has_its_slots(message):
    """Held against the plural, where there is one: a singular may spell its number out."""
    english = message.id if isinstance(message.id, str) else message.id[-1]
    return all(set(SLOT.findall(one)) == set(SLOT.findall(english)) for one in told(message))


def test_chinese_is_punctuated_as_chinese():
    assert [one for message in catalogue() if message.id for one in told(message) if HALF_WIDTH.search(one)] == []
