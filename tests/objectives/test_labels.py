"""Words of the method: each vocabulary has its own, also where two of them store the same value."""

import pytest

from objectives.core import vocabulary as v
from objectives.models.labels import label


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (v.RiskKind.OTHER, "other risk"),
        (v.AskKind.OTHER, "Something else"),
        (v.Direction.MILESTONE, "Milestone: done by its day"),
        (v.TaskKind.MILESTONE, "Milestone"),
        (v.AskState.SUBMITTED, "waiting for the decision"),
        (v.ReportState.SUBMITTED, "submitted"),
        (v.Answer.ASK_BACK, "Ask back"),
        (v.AskTurnKind.ASK_BACK, "asked back"),
    ],
)
def test_equal_values_of_two_vocabularies_keep_their_own_words(kind, words):
    assert str(label(kind)) == words
