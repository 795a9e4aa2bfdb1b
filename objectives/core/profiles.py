"""The plan profile: which share of its plan a measure should gain in each week of its period.

Shares are percent with at most two decimals; they sum to 100. The first week begins on the planned start, each has
seven days, and the last ends on the due day however short it is (objectives.core.expected reads them). No profile:
the plan passes evenly by calendar days.

A curve of another year, in any unit, becomes shares by largest remainder on hundredths of a percent, so that they sum
to 100 exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from objectives.core import numbers
from objectives.core.expected import WEEK
from objectives.core.weights import ZERO, percentages

WHOLE = Decimal(100)
PLACES = 2
MOST_WEEKS = 160


class ProfileFault(StrEnum):
    """Why shares are no profile."""

    NOT_A_NUMBER = "not_a_number"
    NEGATIVE = "negative"
    TOO_FINE = "too_fine"
    NOT_WHOLE = "not_whole"  # they do not sum to 100
    NOTHING = "nothing"  # a curve of nothing but 0 has no shape
    OTHER_WEEKS = "other_weeks"  # not one for each week of the period
    TOO_LONG = "too_long"
    NOT_MOVING = "not_moving"  # limits and milestones pass no plan


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a measure's period, both days inclusive."""

    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


def weeks(starts_on: date, due_on: date) -> list[Week]:
    """The weeks of a period; at least one, also when it is due before it starts."""
    last = max(starts_on, due_on)
    count = -(-((last - starts_on).days + 1) // WEEK)
    begins = [starts_on + timedelta(days=WEEK * place) for place in range(count)]
    return [Week(day, min(last, day + timedelta(days=WEEK - 1))) for day in begins]


def fault(shares: Sequence[Decimal], count: int | None = None) -> ProfileFault | None:
    """What is wrong with a profile of `count` weeks (None: of any number); None when nothing is."""
    if len(shares) > MOST_WEEKS:
        return ProfileFault.TOO_LONG
    if count is not None and len(shares) != count:
        return ProfileFault.OTHER_WEEKS
    wrong = next(filter(None, map(share_fault, shares)), None)
    if wrong is not None:
        return wrong
    return None if sum(shares, ZERO) == WHOLE else ProfileFault.NOT_WHOLE


def share_fault(share: Decimal) -> ProfileFault | None:
    """What is wrong with the share of one week."""
    if not share.is_finite():
        return ProfileFault.NOT_A_NUMBER
    if share < 0:
        return ProfileFault.NEGATIVE
    return ProfileFault.TOO_FINE if numbers.decimals(share) > PLACES else None


def even(period: Sequence[Week]) -> list[Decimal]:
    """The shares of a plan that passes evenly by calendar days: a short last week has less."""
    return _shares([week.days for week in period])


def curve_fault(values: Sequence[Decimal], count: int) -> ProfileFault | None:
    """Why weekly figures of another year cannot be turned into shares of `count` weeks; None when they can."""
    if len(values) != count:
        return ProfileFault.OTHER_WEEKS
    if any(one < 0 for one in values):
        return ProfileFault.NEGATIVE
    return None if any(values) else ProfileFault.NOTHING


def from_curve(values: Sequence[Decimal]) -> list[Decimal]:
    """Weekly figures in any unit, without a fault, as shares."""
    scale = 10 ** max(numbers.decimals(one) for one in values)
    return _shares([int(one * scale) for one in values])


def passed(shares: Sequence[Decimal]) -> list[Decimal]:
    """What should be reached at the end of each week, in percent of all shares."""
    total = sum(shares, ZERO) or WHOLE
    return [WHOLE * one / total for one in accumulate(shares)]


def plain(share: Decimal) -> str:
    """A share as it is kept: "7.5"."""
    return f"{share:.{numbers.decimals(share)}f}"


def _shares(parts: Sequence[int]) -> list[Decimal]:
    return [Decimal(one).scaleb(-PLACES) for one in percentages(parts, of=100 * 10**PLACES)]
