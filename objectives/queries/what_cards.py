"""The card "What": the five letters with their evidence, and the ways out when the target does not fit."""

from dataclasses import dataclass
from datetime import date

from objectives import access
from objectives.core.smart import LetterResult
from objectives.core.vocabulary import Letter, SmartCode
from objectives.models import FindingAnswer, Objective
from objectives.queries import terms
from objectives.queries.evidence import Evidence, evidence_of
from objectives.queries.lead_time_cards import BandCard, band_card
from objectives.queries.ways import Ways, ways_of
from objectives.words import confirming as confirming_words
from objectives.words import smart as words
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """A letter, the form that answers it, and what can be done at once."""

    words: words.LetterWords
    form: str  # the name of the route that answers what is open; empty when another card does
    ways: Ways | None = None
    page: str = ""  # the route of a page that shows all of it
    band: BandCard | None = None  # of the lead times


@dataclass(frozen=True, slots=True)
class What:
    lines: list[Line]
    keeps_from_confirming: str


FORMS = {
    Letter.SPECIFIC: "edit",
    Letter.MEASURABLE: "own_metric",
    Letter.RELEVANT: "edit",
    Letter.TIME_BOUND: "edit",
}
OTHER_FORMS = {
    SmartCode.LATEST_START_PASSED: "",  # the ways out stand on the page of the lead times
    SmartCode.STARTED_TOO_LATE: "",
    SmartCode.START_NOT_RECORDED: "",
    SmartCode.ALL_ON_LAST_DAY: "",  # the key results' own due days
    SmartCode.NO_GUARDRAIL: "",  # a measure of a key result
}


def what_of(user: User, objective: Objective, today: date) -> What:
    """The letters as this person may see them: the arithmetic of money only with the right to it."""
    evidence = evidence_of(objective, today, user)
    rows = rows_of(objective, evidence)
    sees_money = access.may_see_money(user, objective)
    lines = []
    for result in evidence.smart.letters:
        if result.letter is Letter.TIME_BOUND:
            band = band_card(evidence.chain, today)
            lines.append(Line(words.letter_words(result, rows), _form(result), band=band))
        elif result.letter is not Letter.ACHIEVABLE:
            lines.append(Line(words.letter_words(result, rows), _form(result)))
        elif sees_money:
            ways = ways_of(user, objective, evidence, today)
            lines.append(Line(words.letter_words(result, rows), "", ways, page="objectives:feasibility"))
        else:
            lines.append(Line(words.hidden_letter(result.letter), ""))
    return What(lines, confirming_words.missing(evidence))


def rows_of(objective: Objective, evidence: Evidence) -> words.Rows:
    """What the sentences about the letters quote, with the answers that people gave (two queries)."""
    return words.Rows(
        objective=objective,
        own=evidence.own,
        means=evidence.means,
        feasibility=evidence.feasibility,
        chain=evidence.chain,
        beside=evidence.beside,
        answers=answers_of(objective),
        scope=terms.of_objective(objective),
    )


def answers_of(objective: Objective) -> dict[SmartCode, FindingAnswer]:
    """The sentences that open findings were answered with, by code (one query)."""
    rows = FindingAnswer.objects.filter(objective=objective).select_related("by")
    known = {code.value for code in SmartCode}
    return {SmartCode(one.code): one for one in rows if one.code in known}


def _form(result: LetterResult) -> str:
    return OTHER_FORMS.get(result.code, FORMS[result.letter])
