"""How a figure was calculated, in words: the core gives a code and the numbers and days that went in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from objectives.core import numbers
from objectives.core.explain import Line
from objectives.core.vocabulary import Explained
from objectives.models import Measure
from objectives.words import basics
from objectives.words.progress import NOTHING, computed, day, ratio, reading, share

EXPLAINED: dict[Explained, Any] = {
    Explained.NO_VALUE: gettext_lazy("There is no value yet, so there is no progress."),
    Explained.PROGRESS_LEVEL: gettext_lazy(
        "Progress = (value − baseline) ÷ (target − baseline) = (%(value)s − %(baseline)s) ÷ (%(target)s − %(baseline)s)"
        " = %(progress)s, with the check-in of %(day)s."
    ),
    Explained.PROGRESS_SUM: gettext_lazy(
        "Progress = total so far ÷ target = %(value)s ÷ %(target)s = %(progress)s, with the check-in of %(day)s."
    ),
    Explained.PROGRESS_LIMIT: gettext_lazy(
        "Progress = share of periods held × expected by now = %(met)s of %(due)s × %(expected)s = %(progress)s;"
        " the limit is %(target)s, periods without a check-in: %(missing)s."
    ),
    Explained.PROGRESS_MILESTONE: gettext_lazy(
        "Progress = weight of the accepted steps (%(accepted)s of %(steps)s) = %(progress)s."
    ),
    Explained.EXPECTED_LINEAR: gettext_lazy(
        "Expected by now = days passed ÷ days planned = %(days_passed)s ÷ %(days)s = %(expected)s"
        " (%(planned_start)s to %(due_on)s)."
    ),
    Explained.EXPECTED_PROFILE: gettext_lazy(
        "Expected by now, from the weekly plan of %(planned_start)s to %(due_on)s: %(expected)s."
    ),
    Explained.EXPECTED_MILESTONE: gettext_lazy(
        "Expected: 0%% before %(due_on)s, 100%% from that day on; now %(expected)s."
    ),
    Explained.STARTED_LATE: gettext_lazy(
        "Planned to start on %(planned_start)s, really started on %(effective_start)s: %(days)s days late."
    ),
    Explained.NOT_STARTED: gettext_lazy(
        "Planned to start on %(planned_start)s and not started yet: %(days)s days late so far."
    ),
    Explained.TOO_EARLY: gettext_lazy(
        "No forecast yet: under a fifth of the time from %(planned_start)s to %(due_on)s has passed, or nothing says"
        " where it is going."
    ),
    Explained.FORECAST_PACE: gettext_lazy(
        "Forecast = total so far + pace × days left = %(value)s + %(per_day)s × %(days_left)s = %(forecast)s,"
        " that is %(share)s of the target. The pace is the total so far over the days since the start."
    ),
    Explained.FORECAST_TREND: gettext_lazy(
        "Forecast = total so far + pace × days left = %(value)s + %(per_day)s × %(days_left)s = %(forecast)s,"
        " that is %(share)s of the target. The pace is the middle one (Theil–Sen) of the last %(points)s check-ins and"
        " runs from %(day)s."
    ),
    Explained.FORECAST_AS_PLANNED: gettext_lazy(
        "Forecast: as planned, %(forecast)s (%(share)s), because the value of %(day)s, %(value)s, is not worse than the"
        " one before and at or above its plan of that day."
    ),
    Explained.FORECAST_DAMPED: gettext_lazy(
        "Forecast = last value + damped trend = %(value)s + %(slope)s per check-in over %(check_ins_due)s check-ins"
        " still due, each counting %(damping)s of the one before = %(forecast)s, that is %(share)s of the way."
    ),
    Explained.FORECAST_HELD: gettext_lazy("Forecast = share of periods held = %(met)s of %(due)s = %(share)s."),
    Explained.FORECAST_DONE: gettext_lazy("It is done, so the forecast is 100%%."),
    Explained.FORECAST_STATED: gettext_lazy("Stated to be done on %(finish)s, due on %(due_on)s: forecast %(share)s."),
    Explained.LARGE_ENTRY: gettext_lazy(
        "One large entry of %(entry)s is in the trend: more than three times the usual. Without it the forecast is"
        " %(without)s instead of %(share)s."
    ),
    Explained.PACE_NEEDED: gettext_lazy("Needed: %(per_day)s a day until %(due_on)s, %(ratio)s × the present pace."),
    Explained.NO_PACE_YET: gettext_lazy(
        "Needed: %(per_day)s a day until %(due_on)s. There is no pace yet to compare it with."
    ),
    Explained.MISSED: gettext_lazy("Check-ins that were due and did not come: %(missed)s."),
    Explained.STALE: gettext_lazy("The last check-in, of %(day)s, is older than two rhythms."),
    Explained.PART: gettext_lazy("%(name)s counts %(weight)s: progress %(progress)s, forecast %(forecast)s."),
    Explained.LEFT_OUT: gettext_lazy("%(name)s has no data and is left out; the others are scaled up."),
    Explained.NOT_ENOUGH_DATA: gettext_lazy("Over a third of the weight has no data, so no figure is given."),
    Explained.MEAN: gettext_lazy(
        "Weighted mean, each part within 0%% and 100%%: completion %(progress)s, forecast %(forecast)s."
    ),
    Explained.DIRECT: gettext_lazy("The objective's own metric says: completion %(progress)s, forecast %(forecast)s."),
    Explained.GAP: gettext_lazy(
        "Gap = (1 − forecast) × (target − start) = (1 − %(forecast)s) × (%(target)s − %(origin)s) = %(gap)s."
    ),
    Explained.GUARDRAIL_BROKEN: gettext_lazy(
        "A guardrail is broken, so the status is “at risk” whatever the rest says."
    ),
    Explained.CAPPED_BY_MISSED: gettext_lazy(
        "Check-ins missed: %(missed)s. From two on the status is “behind” at best."
    ),
    Explained.LOWERED_BY: gettext_lazy("The status is lowered to that of %(name)s."),
    Explained.BY_PERSON: gettext_lazy("The status was set by a person."),
    Explained.JUMP: gettext_lazy("%(name)s jumped from %(before)s to %(after)s since the day before."),
}
READINGS = frozenset(["value", "baseline", "target", "origin"])
QUANTITIES = frozenset(["per_day", "slope", "entry", "gap"])
IN_UNITS = frozenset(
    [
        Explained.FORECAST_PACE,
        Explained.FORECAST_TREND,
        Explained.FORECAST_AS_PLANNED,
        Explained.FORECAST_DAMPED,
    ]
)
PLAIN = frozenset(["damping", "left"])


def explained(line: Line, names: Mapping[int, str], measure: Measure | None = None) -> str:
    """One line of "How is this calculated?".

    `names` are what the keys in the line stand for (measures of a key result, key results of an objective); `measure`
    gives the unit of the amounts in it.
    """
    words = {name: _input(line.code, name, value, measure) for name, value in line.inputs.items()}
    key = line.inputs.get("key")
    words["name"] = names.get(key, "") if isinstance(key, int) else gettext("The objective")
    return str(EXPLAINED[line.code] % words)


def _input(code: Explained, name: str, value: Any, measure: Measure | None) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int):
        return str(value)
    if name == "ratio":
        return ratio(value)
    if name in PLAIN or (measure is None and name in READINGS | QUANTITIES):
        return numbers.number(value, basics.reader())
    if measure is not None and name == "gap":
        return basics.difference(value, measure.unit, measure.unit_other)
    if measure is not None and name in READINGS:
        return reading(measure, value)
    if measure is not None and (name in QUANTITIES or (name == "forecast" and code in IN_UNITS)):
        return computed(measure, value)
    return share(value)
