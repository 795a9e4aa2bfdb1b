"""What stands on the sheet before a plan is confirmed: what is missing, what is open, who will be told."""

from dataclasses import dataclass
from datetime import date

from objectives.core.vocabulary import SmartCode
from objectives.models import Objective
from objectives.queries.acknowledging import parts_of
from objectives.queries.evidence import Evidence, evidence_of
from objectives.queries.what_cards import rows_of
from objectives.words import acknowledging, confirming, smart
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who will be told, and their part."""

    person: User
    part: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open finding with the letter that asks it."""

    letter: str
    name: str
    tone: str
    finding: smart.FindingWords


@dataclass(frozen=True, slots=True)
class Confirmation:
    blocking: list[confirming.Missing]
    unanswered: list[Question]
    answered: list[Question]
    told: list[Told]
    number: int  # of the version that will be frozen


def confirmation_of(user: User, objective: Objective, today: date) -> Confirmation:
    """Everything a manager reads before confirming; whoever confirms is not told."""
    evidence = evidence_of(objective, today, user)
    questions = _questions(objective, evidence)
    people = [Told(person, acknowledging.part_words(part)) for person, part in parts_of(objective) if person != user]
    return Confirmation(
        blocking=confirming.blocking(objective, evidence),
        unanswered=[one for one in questions if one.finding.answer is None],
        answered=[one for one in questions if one.finding.answer is not None],
        told=people,
        number=objective.plan_version + 1,
    )


def question_of(user: User, objective: Objective, code: SmartCode, today: date) -> Question | None:
    """One open question; None when it is not open (any more)."""
    found = _questions(objective, evidence_of(objective, today, user))
    return next((one for one in found if one.finding.code is code), None)


def _questions(objective: Objective, evidence: Evidence) -> list[Question]:
    rows = rows_of(objective, evidence)
    return [
        Question(result.letter.value, smart.letter_name(result.letter), smart.TONES[result.verdict], finding)
        for result in evidence.smart.letters
        for finding in smart.open_findings(result, rows)
        if finding.may_be_answered
    ]
