"""What the page of a report reads: the sheet, the asks that can be answered on it, and the appendix behind it."""

from collections import defaultdict
from dataclasses import dataclass

from objectives.access import may_decide, may_revise
from objectives.core.vocabulary import AskState, AskTurnKind, Language
from objectives.models import Ask, AskTurn
from okrplan.people.models import User
from reports.core.appendix import Appendix, behind
from reports.core.dossier import answered
from reports.core.page import Ask as ShownAsk
from reports.core.page import Page
from reports.models import Report, ReportDocument
from reports.queries.dossiers import answers_of, asks_of, dossier_of, page_of

SPOKEN = (AskTurnKind.ASK_BACK.value, AskTurnKind.ANSWER.value)


@dataclass(frozen=True, slots=True)
class Card:
    """An ask on the page, with what this person may do about it."""

    shown: ShownAsk | None  # None: it did not fit on the page and stands behind it
    row: Ask
    turns: list[AskTurn]  # questions and answers
    may_decide: bool
    may_reply: bool
    may_withdraw: bool

    @property
    def is_decided(self) -> bool:
        return AskState(self.row.state).is_decided


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as a person reads it in a language."""

    page: Page
    cards: list[Card]
    more: list[Card]  # asks behind the page
    appendix: Appendix


def reading_of(user: User, report: Report, language: Language) -> Reading:
    """Everything on the page of a report, drafts included."""
    dossier = dossier_of(report)
    facts = answered(dossier, answers_of(report)) if report.facts else dossier.facts
    page = page_of(report, language, facts)
    cards = _cards(user, report, page)
    return Reading(
        page=page,
        cards=[one for one in cards if one.shown],
        more=[one for one in cards if not one.shown],
        appendix=behind(dossier, facts, language),
    )


def _cards(user: User, report: Report, page: Page) -> list[Card]:
    rows = list(asks_of(report))
    turns: dict[int, list[AskTurn]] = defaultdict(list)
    for turn in AskTurn.objects.filter(ask__in=rows, kind__in=SPOKEN).select_related("by"):
        turns[turn.ask_id].append(turn)
    shown = {one.key: one for one in page.asks}
    order = {one.key: place for place, one in enumerate(page.asks)}
    manages = may_revise(user, report.objective)
    return [
        _card(user, one, shown.get(one.pk), turns[one.pk], manages)
        for one in sorted(rows, key=lambda one: order.get(one.pk, len(order)))
    ]


def _card(user: User, row: Ask, shown: ShownAsk | None, turns: list[AskTurn], manages: bool) -> Card:
    state = AskState(row.state)
    return Card(
        shown=shown,
        row=row,
        turns=turns,
        may_decide=state.is_open and may_decide(user, row),
        may_reply=state is AskState.ASKED_BACK and manages,
        may_withdraw=state.is_open and manages,
    )


def document_of(report: Report, language: Language) -> ReportDocument | None:
    """The PDF that was kept at submission; None for a draft."""
    return ReportDocument.objects.filter(report=report, language=language.value).first()
