"""What keeps a plan from being confirmed, each with the place where it is put right."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from objectives.core.confirming import Blocker
from objectives.core.vocabulary import SmartCode
from objectives.models import KeyResult, Objective
from objectives.queries.evidence import Evidence
from objectives.words import basics


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: a sentence, and the form that takes it."""

    code: SmartCode
    text: str
    fix: str  # the words of the link
    url: str
    is_form: bool = True  # False: a page of its own


def missing(evidence: Evidence) -> str:
    """All of it in one line: "the figure it is measured by, a measure of KR1"."""
    return basics.listed(_noun(one, evidence) for one in evidence.blockers)


def blocking(objective: Objective, evidence: Evidence) -> list[Missing]:
    """All of it at once, in sentences with links."""
    return [_missing(one, objective, evidence) for one in evidence.blockers]


def _noun(blocker: Blocker, evidence: Evidence) -> str:
    code = {"code": _code(blocker, evidence)}
    return {
        SmartCode.NO_MEASURE: _("the figure it is measured by"),
        SmartCode.NO_TARGET: _("the target"),
        SmartCode.BASELINE_IS_TARGET: _("a target that differs from the baseline"),
        SmartCode.NO_DEADLINE: _("the deadline"),
        SmartCode.NO_OWNER: _("an owner who is here"),
        SmartCode.NO_KEY_RESULT: _("a key result"),
        SmartCode.NO_WEIGHT: _("a key result with a weight"),
        SmartCode.KEY_RESULT_WITHOUT_MEASURE: _("a measure of %(code)s") % code,
        SmartCode.KEY_RESULT_WITHOUT_OWNER: _("an owner of %(code)s who is here") % code,
    }[blocker.code]


def _missing(blocker: Blocker, objective: Objective, evidence: Evidence) -> Missing:
    pk, code = objective.pk, {"code": _code(blocker, evidence)}
    own, frame = reverse("objectives:own_metric", args=[pk]), reverse("objectives:edit", args=[pk])
    weights = f"{reverse('objectives:plan', args=[pk])}?weights=1#key-results"
    result = [blocker.key_result]
    said = {
        SmartCode.NO_MEASURE: lambda: (_("Say by which figure the objective is measured."), _("Enter the figure"), own),
        SmartCode.NO_TARGET: lambda: (_("Which figure is the target?"), _("Enter the target"), own),
        SmartCode.BASELINE_IS_TARGET: lambda: (
            _("Baseline and target are the same: nothing is to move."),
            _("Change the figures"),
            own,
        ),
        SmartCode.NO_DEADLINE: lambda: (_("By which day?"), _("Enter the day"), frame),
        SmartCode.NO_OWNER: lambda: (
            _("%(name)s, who owns the objective, has left.") % {"name": objective.owner.name},
            _("Choose an owner"),
            frame,
        ),
        SmartCode.NO_KEY_RESULT: lambda: (
            _("The key results lead this objective, and there is none yet."),
            _("Add a key result"),
            reverse("objectives:new_key_result", args=[pk]),
        ),
        SmartCode.NO_WEIGHT: lambda: (
            _("No key result has a weight above 0, so that nothing can be computed from them."),
            _("Change weights"),
            weights,
        ),
        SmartCode.KEY_RESULT_WITHOUT_MEASURE: lambda: (
            _("%(code)s has no measure: without a number nobody can say how far it is.") % code,
            _("Add its measure"),
            reverse("objectives:new_measure", args=result),
        ),
        SmartCode.KEY_RESULT_WITHOUT_OWNER: lambda: (
            _("%(name)s, who owns %(code)s, has left.") % {**code, "name": _owner(blocker, evidence)},
            _("Choose an owner"),
            reverse("objectives:edit_key_result", args=result),
        ),
    }
    text, fix, url = said[blocker.code]()
    return Missing(blocker.code, text, fix, url, is_form=blocker.code is not SmartCode.NO_WEIGHT)


def _row(blocker: Blocker, evidence: Evidence) -> KeyResult | None:
    return evidence.key_results.get(blocker.key_result or 0)


def _code(blocker: Blocker, evidence: Evidence) -> str:
    row = _row(blocker, evidence)
    return row.code if row else ""


def _owner(blocker: Blocker, evidence: Evidence) -> str:
    row = _row(blocker, evidence)
    return row.owner.name if row else ""
