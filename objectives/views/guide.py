"""The guide: from one sentence to a draft, then what, how, who and when, in any order and to be left at any time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import drafts, paths, tasks
from objectives.actions import objectives as actions
from objectives.core.reading import LineKind
from objectives.forms.guide import KeyResultLine, LineForm, NewObjectiveForm, PathLine, TaskLine
from objectives.forms.sentences import ReadingForm
from objectives.models import Measure, Objective
from objectives.queries import guides, previews
from objectives.queries.breakdowns import breakdown_of
from objectives.queries.guides import Stage
from objectives.queries.headers import header_of
from objectives.queries.how_cards import how_of
from objectives.queries.objective_lists import Filters, list_of
from objectives.queries.what_cards import what_of
from objectives.views.shared import done, fills, reads, sent, writes
from objectives.words.basics import listed
from okrplan.people.requests import PersonRequest


@fills
def new(request: PersonRequest) -> HttpResponse:
    """From one sentence to a saved draft; the sentence proposes what the fields below it hold."""
    access.require_planner(request.user)
    initial = {"cycle": list_of(request.user, Filters(), request.today).cycle}
    form = NewObjectiveForm(sent(request), user=request.user, today=request.today, initial=initial)
    made = form.submit(lambda _values: drafts.start(by=request.user, values=form.objective_values, own=form.own_values))
    if made is not None:
        address = reverse("objectives:guide_what", args=[made.pk])
        return done(request, f"{address}?saved=1", _("Saved as a draft. Go on here, or come back at any time."))
    facts = {"form": form, "guide": guides.first_steps(), "stored": _unstored(request)}
    return render(request, "objectives/guide/new.html", facts, status=form.status)


def _unstored(request: PersonRequest) -> str:
    """The name under which the browser keeps what was typed and not saved."""
    return f"new objective {request.user.pk}"


@writes
def reading(request: PersonRequest) -> HttpResponse:
    """What a reader would ask about a sentence that is being typed, and what it proposes; nothing is stored."""
    access.require_planner(request.user)
    form = ReadingForm(request.POST, user=request.user)
    if not form.is_valid():
        return render(request, "objectives/guide/_found.html", {"errors": form.errors}, status=400)
    preview = previews.preview_of(
        form.cleaned_data["text"],
        form.line_kind,
        filled=form.filled,
        today=request.today,
    )
    owner = previews.person_named(preview.proposal.owner)
    shown = previews.shown_in(preview, form.cleaned_data["cycle"], owner)
    return render(request, "objectives/guide/_found.html", {"shown": shown})


# --- the three steps of a draft that is saved --------------------------------------------------------------------


def _planned(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.require_open(objective)
    return objective


def _show(request: PersonRequest, objective: Objective, stage: Stage, refused: LineForm | None = None) -> HttpResponse:
    """A step of the guide; `refused` stands in the place of its line, with what was typed."""
    facts = _facts(request, objective, stage)
    facts["saved"] = _unstored(request) if request.GET.get("saved") else ""
    if stage is Stage.WHAT:
        own = Measure.objects.alive().filter(objective=objective).first()
        facts["asked"] = previews.loose(previews.of_objective(objective, own, request.today))
    if stage is Stage.HOW:
        facts["path_line"] = PathLine()
        bare = next((line.path.pk for line in facts["how"].paths if not line.key_results), None)
        facts["key_result_line"] = KeyResultLine(objective=objective, initial={"path": request.GET.get("path") or bare})
    if stage is Stage.WHO:
        idle = guides.idle(facts["how"], facts["who"])
        first = request.GET.get("key_result") or (idle[0].pk if idle else None)
        facts["task_line"] = TaskLine(objective=objective, initial={"key_result": first})
        facts["idle"] = listed(one.code for one in idle)
    if refused is not None:
        facts[f"{refused.place}_line"] = refused
    facts["next_line"] = refused.place if refused else request.GET.get("line", "")
    return render(request, f"objectives/guide/{stage.value}.html", facts, status=refused.status if refused else 200)


def _facts(request: PersonRequest, objective: Objective, stage: Stage | None = None) -> dict[str, Any]:
    what = what_of(request.user, objective, request.today)
    how = how_of(request.user, objective)
    who = breakdown_of(request.user, objective, request.today)
    return {
        "header": header_of(request.user, objective, request.today),
        "what": what,
        "how": how,
        "who": who,
        "guide": guides.guide_of(objective, what, how, who, stage),
    }


@reads
def resume(request: PersonRequest, pk: int) -> HttpResponse:
    """Go on with the guide at the first step where something is open."""
    return redirect(_facts(request, _planned(request, pk))["guide"].first_open.url)


@reads
def what(request: PersonRequest, pk: int) -> HttpResponse:
    """The five letters with their evidence."""
    return _show(request, _planned(request, pk), Stage.WHAT)


@reads
def how(request: PersonRequest, pk: int) -> HttpResponse:
    """Paths and key results, a line each."""
    return _show(request, _planned(request, pk), Stage.HOW)


@reads
def who(request: PersonRequest, pk: int) -> HttpResponse:
    """Tasks, a line each, one name a task; then planning backwards."""
    return _show(request, _planned(request, pk), Stage.WHO)


def _next(stage: Stage, pk: int, line: str, **kept: Any) -> HttpResponse:
    """Back to the step, ready for the next line."""
    chosen = "".join(f"&{name}={value}" for name, value in kept.items() if value)
    return redirect(f"{reverse(f'objectives:guide_{stage.value}', args=[pk])}?line={line}{chosen}#{line}-line")


@writes
def add_path(request: PersonRequest, pk: int) -> HttpResponse:
    objective = _planned(request, pk)
    form = PathLine(request.POST)
    made = form.submit(lambda _values: paths.make(objective=objective, by=request.user, values=form.said))
    return _next(Stage.HOW, pk, "path") if made else _show(request, objective, Stage.HOW, form)


@writes
def add_key_result(request: PersonRequest, pk: int) -> HttpResponse:
    """A key result with the measure that its line proposes."""
    objective = _planned(request, pk)
    form = KeyResultLine(request.POST, objective=objective)
    if not form.is_valid():
        return _show(request, objective, Stage.HOW, form)
    preview = previews.preview_of(form.cleaned_data["title"], LineKind.KEY_RESULT, today=request.today)
    made = form.submit(
        lambda _values: drafts.add_key_result(
            objective=objective,
            by=request.user,
            values=form.values_on(objective, preview.proposal),
            measure=previews.measure_values(preview, get_language() or "en"),
        )
    )
    if made is None:
        return _show(request, objective, Stage.HOW, form)
    return _next(Stage.HOW, pk, "key_result", path=made.path_id)


@writes
def add_task(request: PersonRequest, pk: int) -> HttpResponse:
    """A task with its one name and its days."""
    objective = _planned(request, pk)
    form = TaskLine(request.POST, objective=objective)
    made = form.submit(
        lambda _values: tasks.make(objective=objective, by=request.user, values=form.values_on(objective))
    )
    if made is None:
        return _show(request, objective, Stage.WHO, form)
    return _next(Stage.WHO, pk, "task", key_result=made.key_result_id)
