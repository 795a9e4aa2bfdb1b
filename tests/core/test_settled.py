"""What a filled field answers is not asked of the sentence."""

import pytest

from objectives.core.reading import TextCode, TextFinding
from objectives.core.settled import Entry, is_settled, still_open


@pytest.mark.parametrize(
    ("code", "filled"),
    [
        (TextCode.NO_SCOPE, {Entry.SITES}),
        (TextCode.NO_SCOPE, {Entry.PRODUCTS}),
        (TextCode.NO_NUMBER, {Entry.TARGET}),
        (TextCode.NO_UNIT, {Entry.UNIT}),
        (TextCode.NO_BASELINE, {Entry.BASELINE}),
        (TextCode.PERCENT_POINTS, {Entry.BASELINE, Entry.TARGET}),
        (TextCode.VAGUE_VERB, {Entry.NAME, Entry.TARGET}),
        (TextCode.VAGUE_DEGREE, {Entry.NAME, Entry.TARGET}),
        (TextCode.ACTIVITY, {Entry.NAME, Entry.TARGET}),
        (TextCode.NO_DATE, {Entry.DUE_ON}),
        (TextCode.VAGUE_TIME, {Entry.DUE_ON}),
        (TextCode.NO_OWNER, {Entry.OWNER}),
    ],
)
def test_a_field_settles_its_question_and_less_does_not(code, filled):
    assert is_settled(code, filled)
    assert not is_settled(code, set(list(filled)[1:]))
    assert not is_settled(code, set())


def test_two_goals_are_settled_by_nothing_but_another_sentence():
    findings = [TextFinding(TextCode.TWO_GOALS), TextFinding(TextCode.NO_DATE)]
    assert [one.code for one in still_open(findings, set(Entry))] == [TextCode.TWO_GOALS]
