"""A report of the German case, as its manager would draft it."""

from datetime import date
from decimal import Decimal

from objectives.actions import asks, key_results, means
from objectives.core.vocabulary import AskKind, CauseKind
from objectives.models import Ask
from reports.actions import drafts, parts
from reports.models import Report
from tests.builders import CASE, TODAY, Germany
from tests.cast import Cast

FRIDAY = date(2026, 10, 24)
MONEY = {
    "kind": AskKind.MONEY.value,
    "title": "TikTok paid traffic",
    "title_other": "TikTok付费流量冷启动",
    "language": "en",
    "amount": Decimal(5000),
    "currency": "EUR",
    "needed_by": FRIDAY,
    "effect_unit_cost": Decimal(125),
}
PEOPLE = {
    "kind": AskKind.PEOPLE.value,
    "title": "HR recruiter for local hiring",
    "title_other": "HR协助本地招聘",
    "language": "en",
    "headcount": 1,
    "weeks": 4,
    "needed_by": FRIDAY,
    "risk": "content team complete in December only",
    "risk_other": "内容团队12月才到齐",
    "fallback": "agency at EUR 6,400",
    "fallback_other": "外包代理6400欧元",
}
STEP = {
    "text": CASE["next_steps"][0]["text_en"],
    "text_other": CASE["next_steps"][0]["text_zh"],
    "language": "en",
    "due_on": FRIDAY,
}


def explain_kr1(cast: Cast, germany: Germany) -> None:
    """The cause of the case, and what a customer is worth."""
    cause = CASE["cause"]
    key_results.set_cause(
        key_result=germany.key_results[0],
        by=cast.manager,
        values={
            "kind": CauseKind(cause["kind"]).value,
            "text": cause["text_en"],
            "text_other": cause["text_zh"],
            "language": "en",
        },
    )
    means.set_means(
        objective=germany.objective,
        by=cast.manager,
        values={
            "currency": "EUR",
            "budget_available": Decimal(18000),
            "drivers": [{"value_per_customer": Decimal(400), "acquisition_cost": Decimal(20)}],
        },
    )


def money_for(germany: Germany, **changes) -> dict:
    """The money ask of the case: EUR 5,000 at EUR 125 a customer for the channel's GMV."""
    return {**MONEY, "effect_measure": germany.measures[0], **changes}


def make_draft(cast: Cast, germany: Germany, *, with_asks: bool = True) -> Report:
    """Cause, one step with its person and day, and both asks of the case."""
    explain_kr1(cast, germany)
    if with_asks:
        for values in (money_for(germany), PEOPLE):
            asks.make(objective=germany.objective, by=cast.manager, values=values)
    report = drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY)
    parts.add_next_step(report=report, by=cast.manager, values={**STEP, "responsible": cast.staff})
    report.refresh_from_db()
    return report


def make_large_draft(cast: Cast, germany: Germany) -> Report:
    """The draft of the case with four asks and four steps more."""
    for number in range(4):
        asks.make(objective=germany.objective, by=cast.manager, values=money_for(germany, title=f"Request {number}"))
    report = make_draft(cast, germany)
    for _ in range(4):
        parts.add_next_step(report=report, by=cast.manager, values={**STEP, "responsible": cast.staff})
    return report


def money_ask(report: Report) -> Ask:
    return Ask.objects.get(report_places__report=report, kind=AskKind.MONEY.value)
