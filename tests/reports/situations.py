"""Situations a report can be in, as facts: each differs from the German case in what its name says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

from objectives.core.vocabulary import AskKind, AskState, Basis, Direction, ForecastMethod, RiskKind, Status
from reports.core.facts import (
    AskLine,
    CoreRisk,
    KeyResultLine,
    MeasureLine,
    Milestone,
    ReportFacts,
    RiskReason,
    Text,
)
from tests.reports.german_case import AS_OF, german_facts

GERMAN = german_facts()
KR1, KR2 = GERMAN.key_results
CALM = replace(KR1, status=Status.ON_TRACK, progress=D("0.62"), forecast=D(1), loss=D(0), days_late=0, finding=None)


def changed(facts: ReportFacts = GERMAN, /, **changes) -> ReportFacts:
    return replace(facts, **changes)


def with_kr1(facts: ReportFacts = GERMAN, /, **changes) -> ReportFacts:
    first, *rest = facts.key_results
    return replace(facts, key_results=(replace(first, **changes), *rest))


def a_measure(**changes) -> MeasureLine:
    line = MeasureLine(Text("ACOS", "ACOS"), "%", Direction.AT_MOST, target=D(25), last=D(23), last_day=AS_OF)
    return replace(line, **changes)


def an_ask(**changes) -> AskLine:
    ask = AskLine(
        Text("TikTok paid traffic", "TikTok付费流量"),
        AskKind.MONEY,
        amount=D(5000),
        currency="EUR",
        needed_by=date(2026, 10, 24),
        decider="Lin Tao",
        state=AskState.SUBMITTED,
    )
    return replace(ask, **changes)


def ten_key_results() -> tuple[KeyResultLine, ...]:
    """KR7 loses most, then KR3; the others run as planned."""
    lost = {7: D("0.06"), 3: D("0.03")}
    return tuple(
        replace(
            KR1 if n in lost else KR2,
            code=f"KR{n}",
            weight=10,
            loss=lost.get(n, D(0)),
            short_title=Text(f"Site {n}", f"{n}号站"),
        )
        for n in range(1, 11)
    )


ON_TRACK = changed(
    completion=D("0.62"),
    forecast=D(1),
    gap=D(0),
    status=Status.ON_TRACK,
    risk=None,
    lowered_by=None,
    key_results=(CALM, KR2),
)
NEARLY = changed(ON_TRACK, forecast=D("0.97"), gap=D(15000), key_results=(replace(CALM, loss=D("0.03")), KR2))
BEHIND = changed(forecast=D("0.9"), gap=D(50000), status=Status.BEHIND)
TOO_EARLY = changed(
    as_of=date(2026, 10, 5),
    completion=D("0.03"),
    expected=D("0.054"),
    forecast=None,
    gap=None,
    status=Status.TOO_EARLY,
    too_early=True,
    risk=None,
    data_day=date(2026, 10, 4),
    milestones=(
        Milestone(Text("Content team on site", "本地团队到岗"), date(2026, 10, 12)),
        Milestone(Text("Shop opened", "店铺开通"), date(2026, 10, 19)),
    ),
)
TOO_EARLY_UNCHECKED = changed(TOO_EARLY, completion=None, data_day=None, milestones=())
NO_DATA = changed(
    completion=None,
    forecast=None,
    gap=None,
    status=Status.NO_DATA,
    data_day=None,
    left_out=("KR1", "KR2"),
    risk=CoreRisk(RiskReason.NO_DATA, key_result="KR1"),
    key_results=(replace(KR1, finding=None), KR2),
)
TOO_LITTLE = changed(not_enough_data=True, left_out=("KR2",), forecast=None, gap=None, status=Status.NO_DATA, risk=None)
NO_KEY_RESULTS = changed(
    completion=None, expected=None, forecast=None, gap=None, status=Status.NO_DATA, key_results=(), risk=None, asks=()
)
AGED = changed(as_of=date(2026, 10, 27))
STALE = changed(as_of=date(2026, 11, 10), stale=True, risk=CoreRisk(RiskReason.STALE, key_result="KR1", days=21))
REACHED = changed(ON_TRACK, completion=D("1"), forecast=D(1))
OVER = changed(ON_TRACK, completion=D("1.12"), direct_completion=D("1.12"), forecast=D(1), basis=Basis.OWN_METRIC)
BACKWARDS = changed(
    completion=D("-0.12"),
    forecast=D("0.05"),
    gap=D(475000),
    basis=Basis.OWN_METRIC,
    risk=CoreRisk(RiskReason.WENT_BACKWARDS, key_result="KR1"),
    key_results=(replace(KR1, progress=D("-0.2"), finding=None), KR2),
)
GUARDRAIL = changed(
    key_results=(KR1, replace(KR2, status=Status.AT_RISK)),
    status=Status.AT_RISK,
    risk=CoreRisk(
        RiskReason.GUARDRAIL_BROKEN, key_result="KR2", measure=a_measure(last=D(27), guardrail=True, broken=True)
    ),
)
NOT_STARTED = changed(risk=CoreRisk(RiskReason.NOT_STARTED, key_result="KR1", days=44))
LOSS = changed(with_kr1(finding=None), risk=CoreRisk(RiskReason.FORECAST_LOSS, key_result="KR1"))
NAMED = changed(
    risk=CoreRisk(
        RiskReason.NAMED,
        RiskKind.PLATFORM,
        key_result="KR1",
        text=Text("TikTok reviews the seller account", "TikTok正在复核卖家账号"),
    )
)
ENDED_SHORT = changed(as_of=date(2026, 12, 31), completion=D("0.8"), data_day=date(2026, 12, 31), status=Status.AT_RISK)
ENDED_OVER = changed(ENDED_SHORT, completion=D("1.1"), status=Status.ON_TRACK, risk=None)
NO_UNIT = changed(unit="", target=None, span=None, gap=None)
IN_PERCENT = changed(unit="%", target=D("2.0"), span=D("0.5"), gap=D("0.1"))
OWN_METRIC = changed(
    basis=Basis.OWN_METRIC,
    completion=D("0.42"),
    forecast=D("0.9"),
    gap=D(50000),
    status=Status.BEHIND,
    direct_completion=D("0.42"),
    direct_forecast=D("0.9"),
)
LONG_CAUSE = with_kr1(
    finding=replace(
        KR1.finding,
        text=Text(
            "The mould at the supplier broke, so that 12,500 units missed their vessel and the whole launch "
            "moved behind the peak season",
            "供应商模具损坏\uff0c首批1.25万件未能按时上船\uff0c导致整个上市计划错过旺季并影响后续所有站点的排期",
        ),
    )
)
ONLY_ENGLISH = with_kr1(finding=replace(KR1.finding, text=Text("content team a month late")))
LARGE_ENTRY = with_kr1(
    measures=(
        replace(KR1.measures[0], large_entry=D(12000), without_large_entry=D("0.41"), method=ForecastMethod.TREND),
    )
)
TEN = changed(key_results=ten_key_results(), mean_of=10)
NO_ASKS = changed(asks=())
FIVE_ASKS = changed(asks=tuple(an_ask(title=Text(f"Ask {n}", f"申请{n}"), key=n) for n in range(1, 6)))
QUANTIFIED = changed(
    asks=(
        an_ask(
            effect=D("0.16"),
            forecast_with=D("0.96"),
            risk=Text("Content team complete in December only", "内容团队12月才到齐"),
            fallback=Text("Shift EUR 3,000 from sponsored brands", "从品牌广告调3000欧元"),
        ),
    )
)

ALL = {
    name.lower(): value for name, value in dict(globals()).items() if isinstance(value, ReportFacts) and name.isupper()
}
