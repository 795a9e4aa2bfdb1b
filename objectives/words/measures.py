"""A measure in words: from where to where, and where it stands."""

from django.utils.translation import gettext as _

from objectives.core import numbers
from objectives.core.vocabulary import Accumulation, Direction
from objectives.models import Measure
from objectives.words import basics


def span_words(measure: Measure) -> str:
    """What is agreed: "EUR 0 → 500,000", "1.5% → 2.0%", "at or under 25%", "done by 31 Oct"."""
    direction = Direction(measure.direction)
    if direction is Direction.MILESTONE:
        return _("done by its day")
    target = _quantity(measure, "target")
    if direction is Direction.AT_LEAST:
        return _("at or above %(limit)s") % {"limit": target}
    if direction is Direction.AT_MOST:
        return _("at or under %(limit)s") % {"limit": target}
    start = _quantity(measure, "baseline") if measure.baseline is not None else "–"
    return f"{start} → {target}"


def actual_words(measure: Measure) -> str:
    """The last value; a dash before the first check-in."""
    if measure.last_value is None:
        return "–"
    return _quantity(measure, "last_value")


def target_words(measure: Measure) -> str:
    """What the actual stands beside: the target, a limit with its sign, or nothing for a milestone."""
    direction = Direction(measure.direction)
    if direction is Direction.MILESTONE or measure.target is None:
        return _("done") if direction is Direction.MILESTONE else "–"
    sign = {Direction.AT_LEAST: "≥ ", Direction.AT_MOST: "≤ "}.get(direction, "")
    return sign + _quantity(measure, "target")


def start_words(measure: Measure) -> str:
    """The baseline of a level that moves, which the target was counted from; empty for everything else."""
    moves = not Direction(measure.direction).is_limit and measure.accumulation == Accumulation.LEVEL
    if not moves or measure.baseline is None:
        return ""
    return _("from %(baseline)s") % {"baseline": _quantity(measure, "baseline")}


def _quantity(measure: Measure, column: str) -> str:
    """A value with as many decimals as its neighbour needs: "2.0%" beside "1.5%"."""
    value = getattr(measure, column)
    beside = [one for one in (measure.baseline, measure.last_value, measure.target) if one is not None]
    places = max((numbers.decimals(one) for one in beside), default=0) if numbers.is_percent(measure.unit) else None
    other = measure.unit_other or None
    return numbers.amount(value, measure.unit, basics.reader(), exact=True, unit_other=other, places=places)
