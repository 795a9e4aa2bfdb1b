"""What the composer of a draft reads."""

from dataclasses import dataclass

from django.db.models import Q

from objectives.core.vocabulary import AskState, Language, Status
from objectives.models import Ask, KeyResult
from objectives.queries.asks import AskOptions, options_of
from okrplan.people.models import User
from reports.core.advice import Hint, advise, lags
from reports.core.dossier import Dossier
from reports.core.page import Page
from reports.core.sentences import plain
from reports.core.wording import lede
from reports.models import Finding, NextStep, Report
from reports.queries.dossiers import asks_of, draft_of, page_of


@dataclass(frozen=True, slots=True)
class Lagging:
    """A key result that owes its reader a cause, or has one."""

    key_result: KeyResult
    status: Status
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The page as it would be submitted now, and what would make it better."""

    page: Page
    hints: tuple[Hint, ...]
    generated_lede: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything on the composer."""

    dossier: Dossier
    lagging: list[Lagging]
    steps: list[NextStep]
    asks: list[Ask]
    spare_asks: list[Ask]  # drafts of the objective that are not on this report
    people: list[User]  # who can do a next step
    options: AskOptions


def preview_of(report: Report, language: Language, dossier: Dossier | None = None) -> Preview:
    """The page of a draft in a language."""
    facts = (dossier or draft_of(report)).facts
    page = page_of(report, language, facts)
    return Preview(page, advise(facts, page), plain(lede(facts, language)))


def composed(report: Report) -> Draft:
    """The draft with its parts (a fixed number of queries, however many parts there are)."""
    dossier = draft_of(report)
    steps = list(NextStep.objects.filter(report=report).select_related("responsible"))
    asks = list(asks_of(report))
    waiting = Ask.objects.alive().filter(objective=report.objective, state=AskState.DRAFT.value)
    return Draft(
        dossier=dossier,
        lagging=_lagging(report, dossier),
        steps=steps,
        asks=asks,
        spare_asks=list(waiting.exclude(pk__in=[one.pk for one in asks])),
        people=people_for(steps),
        options=options_of(report.objective, report.author),
    )


def people_for(steps: list[NextStep]) -> list[User]:
    """Whom a next step can name: everybody active, and who is named already."""
    named = [one.responsible_id for one in steps]
    return list(User.objects.filter(Q(is_active=True) | Q(pk__in=named)))


def _lagging(report: Report, dossier: Dossier) -> list[Lagging]:
    rows = {one.pk: one for one in KeyResult.objects.alive().filter(objective=report.objective)}
    findings = {one.key_result_id: one for one in Finding.objects.filter(report=report)}
    return [
        Lagging(rows[line.key], line.status, findings.get(line.key))
        for line in dossier.result.key_results
        if line.key in rows and (lags(line.status, line.loss) or line.key in findings)
    ]
