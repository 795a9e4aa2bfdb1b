"""The priority quadrant: of one objective, of a department, of a cycle; placing, and what a placement leads to."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import objectives
from objectives.actions import quadrant as actions
from objectives.core import quadrant as rules
from objectives.core.vocabulary import Axis, Consequence
from objectives.forms.quadrant import FORMS, PlacementForm, replies
from objectives.models import KeyResult, Objective
from objectives.queries import quadrants as queries
from objectives.queries.quadrants import Choices, Field, Scope, Spot
from objectives.views.shared import Sheet, deleted, done, fills, reads, sent, show_form, writes
from objectives.words import quadrant as words
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Invisible, Refusal, Stale
from okrplan.texts import said


@dataclass(frozen=True, slots=True)
class Question:
    """One axis of the form: its field, its questions, and what is proposed."""

    axis: str
    url: str
    field: Any
    questions: list[Any]
    carried: str = ""
    points: int | None = None


# --- the pages ------------------------------------------------------------------------------------------------


@reads
def of_objective(request: PersonRequest, pk: int) -> HttpResponse:
    """The key results of one objective."""
    objective = access.objective_for(request.user, pk)
    field = queries.field_of(request.user, Scope(objective=pk))
    return render(request, "objectives/quadrant/page.html", {**_shown(field), "objective": objective, "scope": ""})


@reads
def of_cycle(request: PersonRequest) -> HttpResponse:
    """The key results of a cycle, of one department where the address says so."""
    scope = _asked(request)
    choices = queries.choices_of(request.user, scope, request.today)
    meant = Scope(cycle=choices.cycle.pk if choices.cycle else None, department=scope.department)
    field = queries.field_of(request.user, meant)
    facts = {
        "choices": choices,
        "cycle_menu": _cycle_menu(choices, scope),
        "departments": _departments(choices, scope),
        "scope": _query(meant),
    }
    return render(request, "objectives/quadrant/page.html", {**_shown(field), **facts})


def _shown(field: Field) -> dict[str, Any]:
    return {
        "lines": words.lines(field),
        "quarters": words.quarters(),
        "warning": words.warning(field),
        "unplaced": words.unplaced_words(field),
        "may_move": any(one.may_move for one in field.spots),
        "cut": rules.CUT,
        "border": rules.BORDER,
    }


def _asked(request: PersonRequest) -> Scope:
    asked = request.GET
    return Scope(cycle=_number(asked.get("cycle", "")), department=_number(asked.get("department", "")))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _query(scope: Scope) -> str:
    """The filters as an address carries them."""
    named = {"cycle": scope.cycle, "department": scope.department}
    return "?" + urlencode({name: value for name, value in named.items() if value})


def _departments(choices: Choices, scope: Scope) -> list[dict[str, Any]]:
    language = get_language() or "en"
    return [
        {
            "key": one.pk,
            "label": "\u2003" * depth + said(one, "name", language).text,
            "chosen": one.pk == scope.department,
        }
        for one, depth in choices.departments
    ]


def _cycle_menu(choices: Choices, scope: Scope) -> list[dict[str, Any]]:
    if choices.cycle is None:
        return [{"label": _("No cycle yet"), "url": "?", "current": True}]
    return [
        {
            "label": one.name,
            "url": _query(Scope(cycle=one.pk, department=scope.department)),
            "current": one == choices.cycle,
        }
        for one in choices.cycles
    ]


# --- placing --------------------------------------------------------------------------------------------------


@writes
def place(request: PersonRequest, pk: int) -> HttpResponse:
    """A key result dragged or moved by keys: its row anew, and what is said about all of them.

    412 with the row as it stands now when somebody else saved meanwhile.
    """
    row = _open(request, pk)
    form = PlacementForm(request.POST, row=row)
    if not form.is_valid():
        raise Refusal("; ".join(str(one) for errors in form.errors.values() for one in errors))
    wanted = form.cleaned_data
    move = actions.Move(row, form.seen_version, wanted["control"], wanted["impact"])
    try:
        actions.place(move=move, by=request.user)
    except Stale as stale:
        return _moved(request, row, HTTPStatus.PRECONDITION_FAILED, _conflict(row, stale, move))
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_back(request, row.objective))
    return _moved(request, row)


def _conflict(row: KeyResult, stale: Stale, move: actions.Move) -> dict[str, Any]:
    now = KeyResult.objects.get(pk=row.pk)
    name = next((one["by"] for one in stale.changes if one.get("by")), "")
    return {"conflict": words.conflict(now, name, move.control, move.impact), "move": move, "now": now}


def _around(request: PersonRequest, row: KeyResult) -> tuple[Field, Spot]:
    """The field that the page shows and the key result in it; an address without it means its objective's."""
    scopes = [_asked(request)] if request.GET else []
    for scope in (*scopes, Scope(objective=row.objective_id)):
        field = queries.field_of(request.user, scope)
        spot = next((one for one in field.spots if one.row.pk == row.pk), None)
        if spot is not None:
            return field, spot
    raise Invisible


def _moved(
    request: PersonRequest, row: KeyResult, status: HTTPStatus = HTTPStatus.OK, facts: dict[str, Any] | None = None
) -> HttpResponse:
    field, spot = _around(request, row)
    shown = {
        "line": words.line(spot),
        "warning": words.warning(field),
        "unplaced": words.unplaced_words(field),
        "may_move": True,
        "crosses": bool(request.GET),
        "conflict": None,
    }
    return render(request, "objectives/quadrant/_moved.html", {**shown, **(facts or {})}, status=status)


@fills
def placement(request: PersonRequest, pk: int) -> HttpResponse:
    """Control and impact by two numbers, each helped by three short questions."""
    row = _open(request, pk)
    back = _back(request, row.objective)
    form = PlacementForm(sent(request), row=row)
    saved = form.submit(
        lambda values: actions.place(
            move=actions.Move(row, form.seen_version, values["control"], values["impact"]), by=request.user
        )
    )
    if saved is not None:
        return done(request, back, _("Saved."))
    carried = queries.carried_by(row)
    facts = {
        "form": form,
        "sheet": Sheet(words.title(row), back, lead=_("Type two numbers, or let three answers propose each.")),
        "axes": [
            Question(Axis.CONTROL.value, _proposes(row, Axis.CONTROL), form["control"], form.questions(Axis.CONTROL)),
            Question(
                Axis.IMPACT.value,
                _proposes(row, Axis.IMPACT),
                form["impact"],
                form.questions(Axis.IMPACT),
                words.carried_words(row, carried),
                carried.points if carried else None,
            ),
        ],
        "row": row,
    }
    by_htmx = bool(request.htmx)  # type: ignore[attr-defined]
    template = "objectives/quadrant/_placement.html" if by_htmx else "objectives/quadrant/placement.html"
    return render(request, template, facts, status=form.status)


def _proposes(row: KeyResult, axis: Axis) -> str:
    return reverse("objectives:proposal", kwargs={"pk": row.pk, "axis": axis})


@reads
def proposal(request: PersonRequest, pk: int, axis: Axis) -> HttpResponse:
    """What the answers so far propose on one axis."""
    row = access.key_result_for(request.user, pk, Need.REVISE)
    given = replies(request.GET, axis)
    value = rules.proposal(given)
    facts = {
        "axis": axis.value,
        "value": value,
        "text": words.proposal_words(value, sum(one is not None for one in given)),
        "row": row,
    }
    return render(request, "objectives/quadrant/_proposal.html", facts)


# --- what a placement leads to ----------------------------------------------------------------------------------


@fills
def consequence(request: PersonRequest, pk: int, kind: Consequence) -> HttpResponse:
    """Plan B, ask, task or parking: the row and what was decided, with an undo in reach."""
    row = _open(request, pk)
    back = _back(request, row.objective)
    form = FORMS[kind](sent(request), row=row, by=request.user)
    made = form.submit(lambda values: actions.decide(key_result=row, by=request.user, kind=kind, values=values))
    if made is not None:
        undo_at = reverse("objectives:undo_decision", args=[made.pk])
        return deleted(request, back, words.drawn_words(made), undo_at)
    button = words.button(row, kind)
    return show_form(request, form, Sheet(button.label, back, words.saving_words(kind), words.title(row)))


@writes
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what was made, unless somebody has worked on it."""
    decision = access.decision_for(request.user, pk, Need.REVISE)
    undone = actions.undo(decision=decision, by=request.user)
    return done(request, _back(request, decision.key_result.objective), words.undone_words(undone))


def _open(request: PersonRequest, pk: int) -> KeyResult:
    row = access.key_result_for(request.user, pk, Need.REVISE)
    objectives.require_open(row.objective)
    return row


def _back(request: PersonRequest, objective: Objective) -> str:
    """The quadrant the person came from; else that of the objective."""
    here = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    page = reverse("objectives:quadrant")
    if here.partition("?")[0] == page:
        return str(here.partition("#")[0])
    return reverse("objectives:objective_quadrant", args=[objective.pk])
