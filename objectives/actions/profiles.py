"""The weekly plan of a measure, as `objectives.actions.measures` holds and keeps it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from objectives.core import profiles
from objectives.core.profiles import ProfileFault
from objectives.core.vocabulary import Direction
from objectives.models import Measure
from objectives.queries.figures import period_of
from okrplan.refusals import Refusal

MOVING = frozenset([Direction.INCREASE, Direction.DECREASE])

SENTENCES: dict[ProfileFault, Any] = {
    ProfileFault.NOT_A_NUMBER: _("Enter an ordinary number."),
    ProfileFault.NEGATIVE: _("A week cannot have less than 0."),
    ProfileFault.TOO_FINE: _("Give each week at most two digits after the point."),
    ProfileFault.NOT_WHOLE: _("The weeks sum to %(total)s; they must sum to 100."),
    ProfileFault.NOTHING: _("All weeks are 0, so there is no curve to follow."),
    ProfileFault.OTHER_WEEKS: _("The period has %(weeks)s weeks; %(given)s were given."),
    ProfileFault.TOO_LONG: _("A weekly plan runs over at most %(most)s weeks."),
    ProfileFault.NOT_MOVING: _("Only a figure that is to rise or fall has a weekly plan, not a limit or a milestone."),
}


def kept(values: Mapping[str, Any], row: Measure | None) -> dict[str, Any]:
    """The values with the profile as it is stored; a measure that becomes a limit or milestone loses its own."""
    if "profile" in values:
        return {**values, "profile": [_stored(one) for one in values["profile"]]}
    if row is not None and row.profile and values.get("direction", row.direction) not in MOVING:
        return {**values, "profile": []}
    return dict(values)


def check(measure: Measure) -> None:
    """Refuse shares that are no profile, and a profile of what does not move."""
    shares = shares_of(measure)
    if not shares:
        return
    fault = ProfileFault.NOT_MOVING if measure.direction not in MOVING else profiles.fault(shares)
    if fault:
        raise refusal(fault, total=profiles.plain(sum(shares, Decimal(0))) if fault is ProfileFault.NOT_WHOLE else "")


def require_drawable(measure: Measure) -> None:
    """Refuse a weekly plan for what does not move, and for more weeks than anybody draws."""
    if measure.direction not in MOVING:
        raise refusal(ProfileFault.NOT_MOVING)
    if len(profiles.weeks(*period_of(measure))) > profiles.MOST_WEEKS:
        raise refusal(ProfileFault.TOO_LONG)


def check_weeks(measure: Measure) -> None:
    """Refuse a profile that was drawn for another number of weeks than the measure's period has."""
    weeks = len(profiles.weeks(*period_of(measure)))
    if measure.profile and len(measure.profile) != weeks:
        raise refusal(ProfileFault.OTHER_WEEKS, weeks=weeks, given=len(measure.profile))


def refusal(fault: ProfileFault, **facts: Any) -> Refusal:
    """The sentence of a fault; `facts`: total, or weeks and given."""
    said = SENTENCES[fault] % {"most": profiles.MOST_WEEKS, "total": "", "weeks": "", "given": "", **facts}
    return Refusal(said, field="profile", code=fault.value)


def shares_of(measure: Measure) -> list[Decimal]:
    """The stored shares as numbers, in percent."""
    return [Decimal(one) for one in measure.profile]


def _stored(share: Decimal) -> str:
    return profiles.plain(share) if share.is_finite() else str(share)
