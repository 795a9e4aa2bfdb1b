"""The five letters with what they were judged by."""

from typing import Any

from rest_framework import serializers

from objectives.api.answers.means import FeasibilityCheckShape, feasibility_of
from objectives.api.answers.reading import TextFindingShape, findings_of
from objectives.api.answers.words import WordField
from objectives.core import codec
from objectives.core.leadtime import LeadTime
from objectives.core.smart import LetterResult
from objectives.core.vocabulary import (
    DurationUnit,
    Language,
    Letter,
    SmartCode,
    Verdict,
)
from objectives.queries.evidence import Evidence
from objectives.queries.previews import Preview
from objectives.words import smart as words
from okrplan.api.serializers import KeyField

Output = serializers.Serializer[Any]


class GivenAnswerShape(Output):
    """The sentence that somebody has answered a finding with."""

    text = serializers.CharField()
    text_other = serializers.CharField()
    language = WordField(Language)
    by = KeyField(source="by_id")
    day = serializers.DateField()


class SmartFindingShape(Output):
    """What the evidence of a letter says; `inputs` are what went in. An answer leaves the verdict as it is.

    `sentence` says what is open, in the caller's language; null where the letter passes.
    """

    code = WordField(SmartCode)
    verdict = WordField(Verdict)
    sentence = serializers.CharField(allow_null=True)
    inputs = serializers.DictField()
    answer = GivenAnswerShape(allow_null=True)


class LetterShape(Output):
    """One letter, its findings worst first."""

    letter = WordField(Letter)
    verdict = WordField(Verdict)
    findings = SmartFindingShape(many=True)


class PlannedStepShape(Output):
    """One link of the chain, planned backwards."""

    id = KeyField()
    start = serializers.DateField(allow_null=True)
    finish = serializers.DateField()
    latest_start = serializers.DateField()
    latest_finish = serializers.DateField()
    actual_start = serializers.DateField(allow_null=True)
    days_late = serializers.IntegerField()
    passed = serializers.BooleanField()
    unit = WordField(DurationUnit)


class ChainShape(Output):
    """When the chain behind the deadline has to start at the latest."""

    deadline = serializers.DateField()
    latest_start = serializers.DateField()
    passed = serializers.BooleanField()
    started = serializers.BooleanField()
    provisional = serializers.BooleanField()
    steps = PlannedStepShape(many=True)


class SmartShape(Output):
    """The letters, and what a reader of the title would ask that no field settles.

    `feasibility` is null for whoever does not see the objective's money.
    """

    letters = LetterShape(many=True)
    may_be_confirmed = serializers.BooleanField()
    missing_for_confirmation = serializers.ListField(child=WordField(SmartCode))
    feasibility = FeasibilityCheckShape(allow_null=True)
    lead_time = ChainShape(allow_null=True)
    text = TextFindingShape(many=True)


def smart_of(found: Evidence, rows: words.Rows, title: Preview, *, with_money: bool) -> Any:
    """The letters; without money the letter A keeps its verdict and loses its amounts, sentences and answers."""
    said = {
        "letters": [_letter(one, rows, with_money) for one in found.smart.letters],
        "may_be_confirmed": not found.blockers,
        "missing_for_confirmation": [one.code for one in found.blockers],
        "feasibility": feasibility_of(found.feasibility) if with_money else None,
        "lead_time": _chain(found.chain.planned) if found.chain.planned else None,
        "text": findings_of(title),
    }
    return SmartShape(said).data


def _letter(result: LetterResult, rows: words.Rows, with_money: bool) -> dict[str, Any]:
    is_open = with_money or result.letter is not Letter.ACHIEVABLE
    sentences = {one.code: one.text for one in words.open_findings(result, rows)} if is_open else {}
    return {
        "letter": result.letter,
        "verdict": result.verdict,
        "findings": [
            {
                "code": one.code,
                "verdict": one.verdict,
                "sentence": sentences.get(one.code),
                "inputs": codec.dump(one.inputs) if is_open else {},
                "answer": rows.answers.get(one.code) if is_open and one.verdict is not Verdict.PASS else None,
            }
            for one in result.findings
        ],
    }


def _chain(found: LeadTime) -> dict[str, Any]:
    names = [str(name) for name in PlannedStepShape().fields if str(name) != "id"]
    return {
        "deadline": found.deadline,
        "latest_start": found.latest_start,
        "passed": found.passed,
        "started": found.started,
        "provisional": found.provisional,
        "steps": [{"id": one.key, **{name: getattr(one, name) for name in names}} for one in found.steps],
    }
