"""Whatever is pasted into a title: reading it never fails, never hangs, and marks words inside the text."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.reading import LineKind, TextCode, read

TODAY = date(2026, 9, 1)
LONG = 20_000
PIECES = [
    *(
        "提升",
        "Q4",
        "德国",
        "从120万欧",
        "到200万欧",
        "12月31日前",
        "，",
        "；",
        "由王芳负责",
        "三成",
        "翻番",
        "大幅",
        "尽快",
        "并",
        "和",
        "不超过",
    ),
    *(
        "grow ",
        "sales ",
        "from ",
        "to ",
        "1.5% ",
        "EUR 1.2M ",
        "by 31 Dec ",
        "owner: ",
        "Lena Vogt ",
        "and ",
        "soon ",
        "(",
        ")",
        "≤ ",
        "1,000 ",
    ),
    *(
        "\x00",
        "\u200b",
        "\u202e",
        "\ufeff",
        "😀",
        "<b>",
        "&amp;",
        "１２",
        "％",
        "\n",
        "1e309",
        "٣",
        "½",
        "\ud800",
        "é",
        "İ",
        "ß",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=120)
kinds = st.sampled_from(LineKind)


@given(text=texts, kind=kinds, owner=st.text(max_size=20), today=st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_reading_never_fails_and_marks_words_inside_the_text(text, kind, owner, today):
    reading = read(text, kind, owner=owner, today=today)
    assert reading.text == text
    for finding in reading.findings:
        for span in (*finding.spans, *([finding.replaces] if finding.replaces else [])):
            assert 0 <= span.start <= span.end <= len(text)


@given(st.lists(st.sampled_from(PIECES[:31]), max_size=30).map("".join), kinds)
def test_full_width_digits_read_like_half_width_ones(text, kind):
    wide = text.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    assert read(wide, kind, today=TODAY).codes == read(text, kind, today=TODAY).codes


@given(
    st.lists(
        st.sampled_from(["提升", "Q4", "德国", "120万欧", "grow sales ", "by 31 Dec ", "1.5% ", "，"]), max_size=20
    ),
    kinds,
)
def test_naming_one_person_settles_who_answers_for_it(pieces, kind):
    text = "".join(pieces)
    for named in ("，负责人:王芳", ", owner: Lena Vogt"):
        assert TextCode.NO_OWNER not in read(text + named, kind, today=TODAY).codes


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "a",
        "提升",
        "12月",
        "1,",
        "1.1.",
        "(",
        "owner: ",
        "王芳负责",
        "销售额和利润",
        "≤25%，同时",
        "from 1% to 2% and ",
        "\x00",
        "😀",
        "<b>1</b>",
        "1e309 ",
        "A b ",
    ],
)
def test_twenty_thousand_characters_are_read_at_once(piece):
    text = (piece * LONG)[:LONG]
    read(text[:100], LineKind.OBJECTIVE, today=TODAY)
    started = time.process_time()
    read(text, LineKind.OBJECTIVE, today=TODAY)
    assert time.process_time() - started < 0.5  # a tenth of it alone on a desk; hanging is what must not happen


def test_a_typical_sentence_is_read_between_two_keystrokes():
    text = "Q4德国、法国亚马逊站新品销售额从120万欧提升到200万欧，12月31日前，负责人：王芳"
    read(text, LineKind.OBJECTIVE, today=TODAY)
    started = time.process_time()
    for _ in range(20):
        read(text, LineKind.OBJECTIVE, today=TODAY)
    assert (time.process_time() - started) / 20 < 0.02
