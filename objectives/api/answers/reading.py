"""What is read from a sentence: findings with their words, and what the sentence proposes."""

from typing import Any

from rest_framework import serializers

from objectives.api.answers.words import WordField
from objectives.core.reading import TextCode, TextFinding
from objectives.core.vocabulary import Direction, Letter, Verdict
from objectives.queries.previews import Preview
from objectives.words.reading import FindingWords
from okrplan.api.serializers import NumberField

Output = serializers.Serializer[Any]
OF_TEXT = (Letter.SPECIFIC, Letter.MEASURABLE, Letter.TIME_BOUND)  # what a sentence can say something about
_BADNESS = [Verdict.PASS, Verdict.QUESTION, Verdict.FAIL]


class SpanShape(Output):
    """Words of the sentence, by the places of their characters: from `start` to before `end`."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()


class SuggestionShape(Output):
    """The sentence as it could be, with "__" where something is to be filled in; `label` is what is new in it."""

    label = serializers.CharField()  # type: ignore[assignment]  # the name of a serializer's own property
    text = serializers.CharField()


class TextFindingShape(Output):
    """What a reader of the sentence would ask back, in the caller's language."""

    code = WordField(TextCode)
    letter = WordField(Letter)
    verdict = WordField(Verdict)
    sentence = serializers.CharField()
    spans = SpanShape(many=True)
    suggestion = SuggestionShape(allow_null=True)


class TextLetterShape(Output):
    """A letter as the sentence and the fields beside it stand; null where a sentence says nothing about it."""

    letter = WordField(Letter)
    verdict = WordField(Verdict, allow_null=True)


class ProposalShape(Output):
    """What the sentence says, for the fields that are still empty."""

    baseline = NumberField()
    target = NumberField()
    unit = serializers.CharField()
    direction = WordField(Direction, allow_null=True)
    metric = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    sites = serializers.ListField(child=serializers.CharField())
    channels = serializers.ListField(child=serializers.CharField())
    products = serializers.ListField(child=serializers.CharField())
    segments = serializers.ListField(child=serializers.CharField())
    owner = serializers.CharField()


class PreviewShape(Output):
    """A sentence as it was read. Nothing is stored."""

    letters = TextLetterShape(many=True)
    findings = TextFindingShape(many=True)
    proposal = ProposalShape()


def preview_answer(preview: Preview) -> Any:
    """The whole preview."""
    said = {
        "letters": [{"letter": one, "verdict": _verdict(preview, one)} for one in Letter],
        "findings": findings_of(preview),
        "proposal": preview.proposal,
    }
    return PreviewShape(said).data


def findings_of(preview: Preview) -> list[dict[str, Any]]:
    """The findings of a sentence, worst first."""
    return [_finding(one, words) for one, words in zip(preview.findings, preview.words, strict=True)]


def _finding(found: TextFinding, words: FindingWords) -> dict[str, Any]:
    return {
        "code": found.code,
        "letter": found.letter,
        "verdict": found.verdict,
        "sentence": words.sentence,
        "spans": found.spans,
        "suggestion": words.suggestion,
    }


def _verdict(preview: Preview, letter: Letter) -> Verdict | None:
    if letter not in OF_TEXT:
        return None
    found = [one.verdict for one in preview.findings if one.letter is letter]
    return max(found, key=_BADNESS.index, default=Verdict.PASS)
