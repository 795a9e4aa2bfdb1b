"""Lines of scope words: where one ends, and which spellings are the same."""

import pytest

from objectives.core import tags


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Germany, France", ("Germany", "France")),
        ("德国\u3001法国\uff0c英国\uff1b美国", ("德国", "法国", "英国", "美国")),
        ("Germany\nFrance;\r\nSpain", ("Germany", "France", "Spain")),
        ("  TikTok   Shop ,", ("TikTok Shop",)),
        ("Amazon, \uff21\uff2d\uff21\uff3a\uff2f\uff2e, amazon", ("Amazon",)),
        ("Germany and Austria", ("Germany and Austria",)),
        ("a\u202eb, \u200fc", ("ab", "c")),
        ("\U0001f469\u200d\U0001f467, <b>x</b>", ("\U0001f469\u200d\U0001f467", "<b>x</b>")),
        (",\uff0c\u3001;\uff1b \u200b\u200d", ()),
        ("", ()),
        (",".join(f"m{one}" for one in range(500)), tuple(f"m{one}" for one in range(500))),
    ],
)
def test_a_line_is_parted_by_the_commas_of_either_language(line, words):
    assert tags.words(line) == words


def test_the_key_of_a_word_is_never_longer_than_its_column():
    assert len(tags.key("\ufdfa" * tags.NAME_LENGTH)) == tags.KEY_LENGTH


def test_a_line_is_joined_as_its_language_does():
    assert tags.line(["德国", "法国"], chinese=True) == "德国\u3001法国"
    assert tags.line(["Germany", "France"], chinese=False) == "Germany, France"
