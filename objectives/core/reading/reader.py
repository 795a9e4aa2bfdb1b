"""`read`: one text in, its findings and its proposal out."""

from datetime import date

from objectives.core.reading.line import understand
from objectives.core.reading.model import LineKind, Reading, TextCode
from objectives.core.reading.proposals import propose
from objectives.core.reading.rules import Case, findings_of

_RANK = {code: rank for rank, code in enumerate(TextCode)}


def read(text: str, kind: LineKind, *, owner: str = "", today: date) -> Reading:
    """Read one objective or key result.

    `owner` is what stands in the owner field ("" when empty); days without a year are the next such day from `today`.
    Only the first characters of very long texts are read (`line.READ_AT_MOST`). Never raises.
    """
    case = Case(understand(text, today), kind, owner)
    findings = sorted(findings_of(case), key=lambda finding: _RANK[finding.code])
    return Reading(text, tuple(findings), propose(case, today))
