"""The words of shared key results: who takes part, and what each department adds."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from objectives.models import KeyResult, KeyResultShare, Measure
from objectives.queries.sharing import Part
from objectives.words import basics
from objectives.words.progress import reading
from okrplan.people.models import Department
from okrplan.texts import said


def name_of(department: Department) -> str:
    return said(department, "name", basics.reader().value).text


def title_of(key_result: KeyResult) -> str:
    return said(key_result, "title", basics.reader().value).text


def state_words(share: KeyResultShare) -> str:
    """Where a share stands: "offered", "takes part since 6 Oct", "ended on 20 Oct"."""
    if share.ended_at:
        day = {"day": basics.day(timezone.localdate(share.ended_at))}
        return _("ended on %(day)s") % day if share.accepted_at else _("not taken up, %(day)s") % day
    if share.accepted_at:
        return _("takes part since %(day)s") % {"day": basics.day(timezone.localdate(share.accepted_at))}
    return _("offered, not answered yet")


def shared_words(shares: Iterable[KeyResultShare]) -> str:
    """The mark on a key result: "shared with France site; offered to Supply chain"."""
    shares = list(shares)
    joined = [name_of(one.department) for one in shares if one.accepted_at]
    offered = [name_of(one.department) for one in shares if not one.accepted_at]
    return basics.clauses(
        [
            _("shared with %(departments)s") % {"departments": basics.listed(joined)} if joined else "",
            _("offered to %(departments)s") % {"departments": basics.listed(offered)} if offered else "",
        ]
    )


def parts_words(measure: Measure, parts: Iterable[Part]) -> str:
    """How a joint total adds up: "Germany site EUR 5,000 + France site EUR 2,000 = EUR 7,000"."""
    given = [one for one in parts if one.value is not None]
    missing = [name_of(one.department) for one in parts if one.value is None]
    total = sum((one.value or Decimal(0) for one in given), Decimal(0))
    added = " + ".join(f"{name_of(one.department)} {reading(measure, one.value)}" for one in given)
    nothing = _("nothing yet from %(departments)s") % {"departments": basics.listed(missing)} if missing else ""
    return basics.clauses([f"{added} = {reading(measure, total)}" if added else "", nothing])


def joint_words(measure: Measure, part: Decimal | None, total: Decimal | None) -> str:
    """After a check-in: one's own part beside what all have together."""
    words = {"part": reading(measure, part), "total": reading(measure, total)}
    if measure.target is None:
        return _("Your department's part: %(part)s. Together: %(total)s.") % words
    words["target"] = reading(measure, measure.target)
    return _("Your department's part: %(part)s. Together: %(total)s of %(target)s.") % words
