"""The check-ins of one measure, with what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from objectives import access
from objectives.core.vocabulary import CheckInSource
from objectives.models import CheckIn, Measure
from okrplan.people.models import User

SHOWN = 100


@dataclass(frozen=True, slots=True)
class CheckInLine:
    """A check-in in the list; a struck one counts no more."""

    row: CheckIn
    corrected_by: CheckIn | None
    other_department: bool  # another department's part of a shared key result
    mine: bool  # its author, while they record, and the department's managers may correct it and take it back

    @property
    def from_elsewhere(self) -> bool:
        """Whether it came by another way than a page."""
        return self.row.source != CheckInSource.WEB

    @property
    def struck(self) -> bool:
        return self.corrected_by is not None or self.row.retracted_at is not None


def lines_of(user: User, measure: Measure) -> list[CheckInLine]:
    """The newest check-ins of a measure, newest first, corrected and undone ones included (at most three queries)."""
    objective = access.objective_of(measure)
    rows = list(
        CheckIn.objects.filter(measure=measure).select_related("author", "department").order_by("-day", "-id")[:SHOWN]
    )
    corrections = {one.supersedes_id: one for one in rows if one.supersedes_id and one.retracted_at is None}
    manages = access.may_revise(user, objective)
    records = access.contributing_department(user, measure) is not None
    return [
        CheckInLine(
            row=one,
            corrected_by=corrections.get(one.pk),
            other_department=one.department_id != objective.department_id,
            mine=manages or (records and one.author_id == user.pk),
        )
        for one in rows
    ]


def standing_last(lines: Iterable[CheckInLine], department_id: int | None) -> CheckIn | None:
    """The last check-in of a department that stands: what a form starts from."""
    return next((one.row for one in lines if not one.struck and one.row.department_id == department_id), None)


def last_value(measure: Measure, department_id: int | None) -> Decimal | None:
    """The last standing value of a department (one query)."""
    theirs = CheckIn.objects.filter(measure=measure, department=department_id).standing()
    return theirs.order_by("-day", "-id").values_list("value", flat=True).first()
