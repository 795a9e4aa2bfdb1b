"""The words of progress: actual against target, what disturbs a measure, and where the forecast comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.core import numbers
from objectives.core.facts import KeyResultResult, MeasureResult, ObjectiveResult
from objectives.core.vocabulary import Accumulation, Basis, Direction, ForecastMethod, Language
from objectives.models import CheckIn, Measure
from objectives.words import basics
from okrplan.texts import said

NOTHING = "–"
SIGNS = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤"}


def share(value: Decimal | None) -> str:
    """A share as percent; a dash when there is none."""
    return NOTHING if value is None else basics.percent(value)


def plan(value: Decimal | None) -> str:
    """What the plan has by now: a share in whole percent, finer ones say nothing of a plan."""
    return NOTHING if value is None else basics.percent(value, whole=True)


def day(value: date | None) -> str:
    return NOTHING if value is None else basics.day(value)


# --- quantities of a measure ----------------------------------------------------------------------------------


def reading(measure: Measure, value: Decimal | None) -> str:
    """A value of a measure with every digit, and as many decimals as its target has ("2.0%" beside "1.8%")."""
    if value is None:
        return NOTHING
    return numbers.amount(
        value, measure.unit, basics.reader(), exact=True, unit_other=measure.unit_other or None, places=_places(measure)
    )


def computed(measure: Measure, value: Decimal | None) -> str:
    """A calculated quantity in a measure's unit, to three significant digits."""
    if value is None:
        return NOTHING
    return basics.rounded(value, measure.unit, measure.unit_other)


def unit(measure: Measure) -> str:
    """The unit alone, as it stands beside a field."""
    return numbers.unit_name(measure.unit, basics.reader(), measure.unit_other or None)


def _places(measure: Measure) -> int | None:
    if numbers.is_money(measure.unit):
        return None
    return max(numbers.decimals(one) for one in (measure.baseline, measure.target, Decimal(0)) if one is not None)


def target(measure: Measure) -> str:
    """What is to be reached or held: "target EUR 50,000", "≤ 25%"."""
    if sign := SIGNS.get(Direction(measure.direction)):
        return f"{sign} {reading(measure, measure.target)}"
    return _("target %(target)s") % {"target": reading(measure, measure.target)}


def standing(measure: Measure, result: MeasureResult, *, accepted: int = 0, steps: int = 0) -> str:
    """Actual against target, in words: "EUR 5,000 of EUR 50,000", "23%, held: ≤ 25%"."""
    direction = Direction(measure.direction)
    if direction is Direction.MILESTONE:
        return _milestone(result, accepted, steps)
    words = {
        "value": reading(measure, result.last.value if result.last else None),
        "target": reading(measure, measure.target),
        "baseline": reading(measure, measure.baseline),
        "sign": SIGNS.get(direction, ""),
    }
    if result.last is None:
        template = _("no value yet, limit %(sign)s %(target)s") if words["sign"] else _("no value yet of %(target)s")
    elif direction.is_limit:
        template = (
            _("%(value)s, broken: %(sign)s %(target)s") if result.broken else _("%(value)s, held: %(sign)s %(target)s")
        )
    elif Accumulation(measure.accumulation) is Accumulation.SUM:
        template = _("%(value)s of %(target)s")
    else:
        template = _("%(value)s of %(target)s (from %(baseline)s)")
    return template % words


def _milestone(result: MeasureResult, accepted: int, steps: int) -> str:
    if steps:
        return _("%(accepted)s of %(steps)s steps accepted") % {"accepted": accepted, "steps": steps}
    return _("done") if (result.progress or 0) >= 1 else _("not done yet")


# --- what disturbs a measure ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mark:
    """A short remark beside a figure, with the tone of its colour ("" for a quiet one)."""

    text: str
    tone: str = ""


def marks(measure: Measure, result: MeasureResult, today: date) -> list[Mark]:
    """What a reader must know beside the figures of a measure: late, stale, missed, broken, one large entry."""
    found: list[Mark] = []
    if result.broken:
        text = _("guardrail broken") if measure.is_guardrail else _("limit broken")
        found.append(Mark(text, "bad"))
    elif measure.is_guardrail and result.last:
        found.append(Mark(_("guardrail held"), "ok"))
    if result.stale and result.last:
        found.append(Mark(last_check_in(result.last.day, today), "warn"))
    if result.missed:
        found.append(Mark(missed(result.missed), "warn" if result.missed > 1 else ""))
    made = result.forecast
    if made and made.one_large_entry is not None:
        words = {"entry": computed(measure, made.one_large_entry), "share": share(made.without_large_entry)}
        found.append(Mark(_("one large entry of %(entry)s is in the trend; without it %(share)s") % words))
    return found


def late(result: KeyResultResult) -> Mark | None:
    """How late a key result started, or is in starting."""
    if not result.days_late:
        return None
    words = {"days": result.days_late}
    if result.started:
        text = ngettext("started %(days)s day late", "started %(days)s days late", result.days_late)
    else:
        text = ngettext("not started, %(days)s day late", "not started, %(days)s days late", result.days_late)
    return Mark(text % words, "warn")


def last_check_in(last: date, today: date) -> str:
    """How old the last check-in is: "last check-in 14 days ago"."""
    age = (today - last).days
    if age <= 0:
        return _("last check-in today")
    return ngettext("last check-in %(days)s day ago", "last check-in %(days)s days ago", age) % {"days": age}


def age(result: ObjectiveResult) -> Mark | None:
    """How old the newest check-in behind an objective's figures is; None when it is of today."""
    if result.last_day is None or (result.last_day >= result.as_of and not result.stale):
        return None
    return Mark(last_check_in(result.last_day, result.as_of), "warn" if result.stale else "")


def missed(count: int) -> str:
    return ngettext("%(count)s check-in missed", "%(count)s check-ins missed", count) % {"count": count}


def saved(measure: Measure, made: CheckIn, today: date, *, typed: str = "") -> str:
    """What a check-in was understood as, with what was typed beside it where that looks different."""
    words = {"value": reading(measure, made.value), "day": _("today") if made.day == today else day(made.day)}
    if measure.direction == Direction.MILESTONE:
        return (
            _("Reported done for %(day)s.") % words if made.value >= 1 else _("Reported not done for %(day)s.") % words
        )
    if _is_spelled_out(typed, made.value):
        return _("Saved %(value)s for %(day)s.") % words
    if not typed:
        return _("No change: still %(value)s, %(day)s.") % words
    return _("Saved: “%(typed)s” is %(value)s, for %(day)s.") % {**words, "typed": typed.strip()}


def _is_spelled_out(typed: str, value: Decimal) -> bool:
    """Whether what was typed is the number in plain digits."""
    try:
        return Decimal(typed.strip().replace(",", "")) == value
    except ArithmeticError:
        return False


def due(due_on: date | None, today: date) -> Mark:
    """When the next check-in is due."""
    if due_on is None:
        return Mark(_("nothing more is due"))
    if due_on == today:
        return Mark(_("due today"))
    if due_on > today:
        return Mark(_("next check-in %(day)s") % {"day": numbers.day(due_on, basics.reader(), near=today)})
    return Mark(_("%(days)s overdue") % {"days": basics.days((today - due_on).days)}, "warn")


def needed(measure: Measure, result: MeasureResult) -> str:
    """The pace that the rest of the way needs, beside the present one; empty for what has no pace."""
    if not result.needed_per_day:
        return ""
    words = {"per_day": computed(measure, result.needed_per_day), "ratio": ratio(result.pace_needed)}
    if result.pace_needed is None:
        return _("needs %(per_day)s a day") % words
    return _("needs %(per_day)s a day, %(ratio)s × the present pace") % words


def ratio(value: Decimal | None) -> str:
    return NOTHING if value is None else numbers.number(numbers.rounded(value, 2), Language.ENGLISH)


# --- where the forecast comes from ----------------------------------------------------------------------------------


def basis(result: ObjectiveResult, count: int, own: Measure | None) -> str:
    """Which figure leads: the mean of the key results or the objective's own metric, with the other beside it."""
    if result.completion is None:
        return ""
    mean = ngettext("mean of %(count)s key result", "mean of %(count)s key results", count) % {"count": count}
    if own is None or result.direct_completion is None:
        return _("Completion is the %(mean)s; the metric itself has no check-in.") % {"mean": mean}
    words = {
        "mean": mean,
        "own": said(own, "name", basics.reader().value).text,
        "by_mean": share(result.mean_completion),
        "by_own": share(result.direct_completion),
        "forecast": share(result.direct_forecast if result.basis is Basis.KEY_RESULTS else result.mean_forecast),
    }
    if result.basis is Basis.KEY_RESULTS:
        return _("Completion is the %(mean)s; %(own)s itself stands at %(by_own)s, forecast %(forecast)s.") % words
    return _("Completion is that of %(own)s; the %(mean)s stands at %(by_mean)s, forecast %(forecast)s.") % words


def heading(result: ObjectiveResult, codes: Mapping[int, str], due_on: date) -> str:
    """The reader's sentence: which key results move the forecast, and where it ends. Empty without a forecast."""
    known = [one for one in result.key_results if one.forecast is not None and one.weight_share]
    if result.forecast is None or not known:
        return ""
    planned = [one for one in known if _is_planned(one)]
    moving = sorted((one for one in known if one not in planned), key=lambda one: -one.loss)
    words = {
        "moving": basics.listed(
            _("%(code)s reaches %(share)s") % {"code": codes[one.key], "share": share(one.forecast)} for one in moving
        ),
        "planned": basics.listed(codes[one.key] for one in planned),
        "share": share(result.forecast),
        "day": day(due_on),
        "pace": _pace(moving),
    }
    return _template(bool(moving), bool(planned)) % words


def _template(moving: bool, planned: bool) -> str:
    if moving and planned:
        return _("%(pace)s %(moving)s and, with %(planned)s as planned, the objective reaches %(share)s by %(day)s.")
    if moving:
        return _("%(pace)s %(moving)s and the objective %(share)s by %(day)s.")
    return _("With %(planned)s as planned, the objective reaches %(share)s by %(day)s.")


def _is_planned(result: KeyResultResult) -> bool:
    """Whether its counting measures all run as planned or are done."""
    settled = (ForecastMethod.AS_PLANNED, ForecastMethod.DONE, ForecastMethod.STATED)
    made = [one.forecast for one in result.measures if one.forecast and one.weight_share]
    return result.forecast == 1 and all(one.method in settled for one in made)


def _pace(moving: Iterable[KeyResultResult]) -> str:
    used = {
        one.forecast.points
        for result in moving
        for one in result.measures
        if one.forecast and one.weight_share and one.forecast.method in (ForecastMethod.TREND, ForecastMethod.PACE)
    }
    if len(used) == 1 and (count := used.pop()) > 1:
        return _("At the pace of the last %(count)s check-ins") % {"count": count}
    return _("At the present pace")
