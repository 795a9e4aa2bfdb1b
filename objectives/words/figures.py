"""The figures of an objective in words: its chip, the strip below its title, its core risk."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from objectives.core.facts import ObjectiveResult
from objectives.core.risks import CoreRisk
from objectives.core.vocabulary import ObjectiveState, RiskReason, Status
from objectives.models import KeyResult, Measure, Objective, Risk
from objectives.models.labels import label
from objectives.words import basics
from okrplan.texts import said

TONES = {Status.ON_TRACK: "ok", Status.BEHIND: "warn", Status.AT_RISK: "bad"}


@dataclass(frozen=True, slots=True)
class Chip:
    word: str
    tone: str = ""
    note: str = ""  # why the status is what it is


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the strip, as partials/figures.html takes it; `href` leads to how the value is calculated."""

    label: str
    value: str
    href: str = ""
    note: str = ""
    tone: str = ""
    wide: bool = False
    url: str = ""
    link: str = ""


def chip(objective: Objective, lowered_by: KeyResult | None = None) -> Chip:
    """The state of a draft or a closed objective; else its status, with the key result that lowered it."""
    state = ObjectiveState(objective.state)
    if state is not ObjectiveState.ACTIVE:
        return Chip(str(label(state)))
    status = Status(objective.status)
    if objective.stated_status == status and objective.stated_status:
        note = _("stated by hand: %(reason)s") % {"reason": objective.stated_reason} if objective.stated_reason else ""
        return Chip(str(label(status)), TONES.get(status, ""), note or _("stated by hand"))
    note = _("lowered by %(code)s %(name)s") % names(lowered_by) if lowered_by else ""
    return Chip(str(label(status)), TONES.get(status, ""), note)


def status_chip(status: str) -> Chip:
    """The status of a key result."""
    one = Status(status)
    return Chip(str(label(one)), TONES.get(one, ""))


def names(key_result: KeyResult) -> dict[str, str]:
    return {"code": key_result.code, "name": short(key_result)}


def short(key_result: KeyResult) -> str:
    """How sentences name a key result: by its short name where it has one."""
    language = basics.reader().value
    return said(key_result, "short_title", language).text or said(key_result, "title", language).text


def completion(result: ObjectiveResult | None, calculation: str) -> Figure:
    if result is None or result.completion is None:
        return Figure(_("Completion"), "–", note=_("no check-in yet"))
    plan = (
        _("plan %(share)s") % {"share": basics.percent(result.expected, whole=True)}
        if result.expected is not None
        else ""
    )
    return Figure(_("Completion"), basics.percent(result.completion), f"{calculation}#completion", plan)


def bar_label(done: Decimal | None, expected: Decimal | None) -> str:
    """A bar for who cannot see it: "35% done, 30% expected"."""
    if done is None:
        return _("no data")
    told = _("%(share)s done") % {"share": basics.percent(done)}
    if expected is None:
        return told
    return _("%(done)s, %(share)s expected") % {"done": told, "share": basics.percent(expected)}


def forecast(result: ObjectiveResult | None, status: str, calculation: str) -> Figure:
    if result is None or result.forecast is None:
        early = result is not None and result.too_early and result.completion is not None
        return Figure(_("Forecast"), "–", note=_("too early to say") if early else "")
    age = _("check-ins are old") if result.stale else ""
    shown = basics.percent(result.forecast)
    return Figure(_("Forecast"), shown, f"{calculation}#forecast", age, TONES.get(Status(status), ""))


def gap(value: Decimal | None, own: Measure | None, calculation: str) -> Figure:
    if value is None:
        return Figure(_("Gap"), "–", note="" if own else _("no own metric yet"))
    return Figure(
        _("Gap"), gap_words(value, own.unit if own else "", own.unit_other if own else ""), f"{calculation}#gap"
    )


def gap_words(value: Decimal | None, unit: str, unit_other: str = "") -> str:
    """What will be missing, in the objective's unit; "none" when nothing will."""
    if value is None:
        return "–"
    return basics.difference(value, unit, unit_other) if value > 0 else _("none")


def days_left(count: int) -> Figure:
    """Calendar days until the due day, that day included."""
    if count < 0:
        return Figure(_("Days left"), "0", note=_("ended %(days)s ago") % {"days": basics.days(-count)})
    return Figure(_("Days left"), str(count))


def core_risk(text: str, report: str) -> Figure:
    """The core risk, with the way to report it for those who may."""
    link = _("report it") if text and report else ""
    return Figure(_("Core risk"), text or _("none"), wide=True, url=report if link else "", link=link)


def risk_words(risk: CoreRisk | None, rows: dict[str, dict[int, Any]], result: ObjectiveResult) -> str:
    """The core risk as a clause. `rows` holds the key results, risks and measures by their keys."""
    if risk is None or risk.key_result not in rows["key_results"]:
        return ""
    name = short(rows["key_results"][risk.key_result])
    if risk.reason is RiskReason.NAMED:
        named: Risk = rows["risks"][risk.named or 0]
        return said(named, "title", basics.reader().value).text or str(label_of_risk(named))
    slots = {"name": name, "days": basics.days(risk.days), "share": "", "measure": ""}
    line = next(one for one in result.key_results if one.key == risk.key_result)
    share = line.progress if risk.reason is RiskReason.WENT_BACKWARDS else line.forecast
    if share is not None:
        slots["share"] = basics.percent(share)
    measure = rows["measures"].get(risk.measure or 0)
    if measure is not None:
        slots["measure"] = said(measure, "name", basics.reader().value).text
    return _risk_sentence(risk.reason) % slots


def label_of_risk(risk: Risk) -> Any:
    return risk.get_kind_display()


def _risk_sentence(reason: RiskReason) -> str:
    return {
        RiskReason.GUARDRAIL_BROKEN: _("%(name)s breaks its guardrail %(measure)s"),
        RiskReason.NOT_STARTED: _("%(name)s not started, %(days)s late"),
        RiskReason.STARTED_LATE: _("%(name)s started %(days)s late"),
        RiskReason.WENT_BACKWARDS: _("%(name)s went backwards to %(share)s"),
        RiskReason.STALE: _("%(name)s without a check-in for %(days)s"),
        RiskReason.NO_DATA: _("%(name)s without any check-in"),
        RiskReason.FORECAST_LOSS: _("%(name)s heading for %(share)s only"),
    }[reason]
