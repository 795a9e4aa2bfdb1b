"""The priority quadrant in words: where a key result stands, what to do about it, and what was done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from objectives.core import quadrant as rules
from objectives.core.vocabulary import Axis, Consequence, Quadrant
from objectives.models import KeyResult, QuadrantDecision
from objectives.models.labels import label
from objectives.queries.quadrants import Field, Spot
from objectives.words import basics, figures
from okrplan.texts import said

QUESTIONS: dict[Axis, tuple[Promise, ...]] = {
    Axis.CONTROL: (
        gettext_lazy("Can our own people do most of the work?"),
        gettext_lazy("Do we decide on its money, prices and days ourselves?"),
        gettext_lazy("Have we made something like it work before?"),
    ),
    Axis.IMPACT: (
        gettext_lazy("If it alone fails, is the objective in danger?"),
        gettext_lazy("Does it move the objective's figure directly?"),
        gettext_lazy("Do other key results wait for it?"),
    ),
}

SMALLEST, GROWS = 8, 16  # pixels of a dot without weight, and what all the weight adds


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter of the field: its name and, in short, what to do there."""

    code: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Button:
    """A consequence that can be drawn: parking at once, the others by a form."""

    label: str
    url: str
    at_once: bool


@dataclass(frozen=True, slots=True)
class Done:
    """A consequence that was drawn: what it made, where that is seen, and how it is taken back."""

    label: str
    what: str
    url: str
    undo: str


@dataclass(frozen=True, slots=True)
class Line:
    """A key result as chip and as row of the table."""

    spot: Spot
    name: str
    percent: str
    size: int  # of its dot, in pixels: its area follows its weight
    chip: figures.Chip
    quadrant: str  # its code, empty while not placed
    quarter: str  # its name
    borderline: bool
    advice: str
    where: str  # for who cannot see the field
    buttons: list[Button]
    done: list[Done]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else did with a key result between seeing and moving it."""

    sentence: str
    again: str


def title(row: KeyResult) -> str:
    """A key result by its code and whole title."""
    return f"{row.code} {said(row, 'title', basics.reader().value).text}"


def quarters() -> list[Quarter]:
    """The four quarters, row by row from the top left."""
    return [
        Quarter(one.value, str(label(one)), rule)
        for one, rule in (
            (Quadrant.SECURE, _("early indicator, plan B or ask")),
            (Quadrant.DRIVE, _("ourselves, first")),
            (Quadrant.DROP, _("park it")),
            (Quadrant.DELEGATE, _("as a task of one person")),
        )
    ]


def lines(field: Field) -> list[Line]:
    """Every key result of a field, in its order."""
    return [line(one) for one in field.spots]


def line(spot: Spot) -> Line:
    """One key result in words."""
    row, placement = spot.row, spot.placement
    kind = placement.quadrant if placement else None
    return Line(
        spot=spot,
        name=figures.short(row),
        percent=basics.percent(spot.share, whole=True),
        size=SMALLEST + int(GROWS * spot.share.sqrt()),
        chip=_chip(row),
        quadrant=kind.value if kind else "",
        quarter=str(label(kind)) if kind else "",
        borderline=bool(placement and placement.borderline),
        advice=_advice(row, placement),
        where=_where(row, kind),
        buttons=_buttons(spot, kind),
        done=[_done(one) for one in spot.decisions],
    )


def _chip(row: KeyResult) -> figures.Chip:
    return figures.Chip(_("parked")) if row.parked else figures.status_chip(row.status)


def _advice(row: KeyResult, placement: rules.Placement | None) -> str:
    if row.parked:
        return _("Parked: it neither counts nor is owed until it is brought back.")
    if placement is None:
        return _("Not placed yet: how much is in our hands, and how much does it move?")
    border = _("Borderline: a few points would put it elsewhere.") if placement.borderline else ""
    return basics.sentences([advice_words(placement.quadrant), border])


def advice_words(kind: Quadrant) -> str:
    """What to do in a quarter."""
    return {
        Quadrant.DRIVE: _("Ours to win: people and money go here first, with a look every week."),
        Quadrant.SECURE: _("Much hangs on it and little is in our hands: watch an early sign, have a plan B or ask."),
        Quadrant.DELEGATE: _("In our hands, but it moves little: give it to one person as a task."),
        Quadrant.DROP: _("It moves little and is hardly in our hands: park it and free its people."),
    }[kind]


def _where(row: KeyResult, kind: Quadrant | None) -> str:
    names = figures.names(row)
    if kind is None:
        return _("%(code)s %(name)s: not placed") % names
    place = {"control": row.control, "impact": row.impact, "quarter": label(kind)}
    return _("%(code)s %(name)s: control %(control)s, impact %(impact)s, %(quarter)s") % {**names, **place}


def _buttons(spot: Spot, kind: Quadrant | None) -> list[Button]:
    """What may still be drawn from the quarter; each once."""
    if not spot.may_move or kind is None or spot.row.parked:
        return []
    drawn = {one.kind for one in spot.decisions}
    return [button(spot.row, one) for one in rules.CONSEQUENCES[kind] if one.value not in drawn]


def button(row: KeyResult, kind: Consequence) -> Button:
    """The button of a consequence."""
    words = {
        Consequence.PLAN_B: _("Write a plan B"),
        Consequence.ASK: _("Make an ask"),
        Consequence.TASK: _("Make it a task"),
        Consequence.PARK: _("Park it"),
    }
    url = reverse("objectives:consequence", kwargs={"pk": row.pk, "kind": kind})
    return Button(words[kind], url, kind is Consequence.PARK)


def saving_words(kind: Consequence) -> str:
    """The button of its form: an ask is a draft until it is submitted."""
    return _("Park it") if kind is Consequence.PARK else _("Save the draft") if kind is Consequence.ASK else _("Save")


def _done(decision: QuadrantDecision) -> Done:
    kind = Consequence(decision.kind)
    plan = reverse("objectives:plan", args=[decision.key_result.objective_id])
    pages = {
        Consequence.PLAN_B: f"{plan}#kr-{decision.key_result_id}",
        Consequence.ASK: reverse("objectives:ask", args=[decision.ask_id]) if decision.ask_id else "",
        Consequence.TASK: f"{plan}#task-{decision.task_id}",
        Consequence.PARK: f"{plan}#kr-{decision.key_result_id}",
    }
    undo = reverse("objectives:undo_decision", args=[decision.pk])
    return Done(str(label(kind)), made_words(decision), pages[kind], undo)


def made_words(decision: QuadrantDecision) -> str:
    """What was made, as its own page calls it."""
    language = basics.reader().value
    if decision.risk is not None:
        return said(decision.risk, "plan_b", language).text
    made = decision.ask or decision.task
    if made is not None:
        return said(made, "title", language).text
    return _("it had weight %(weight)s") % {"weight": decision.weight_before}


def drawn_words(decision: QuadrantDecision) -> str:
    """What has just happened, in one sentence."""
    what = {"what": made_words(decision), **figures.names(decision.key_result)}
    return {
        Consequence.PLAN_B: _("Plan B of %(code)s written: %(what)s") % what,
        Consequence.ASK: _("Ask of %(code)s drafted: %(what)s") % what,
        Consequence.TASK: _("Task made for %(code)s: %(what)s") % what,
        Consequence.PARK: _("%(code)s %(name)s is parked: it counts no more until it is brought back.") % what,
    }[Consequence(decision.kind)]


def undone_words(decision: QuadrantDecision) -> str:
    """What was taken back."""
    what = {"what": made_words(decision), **figures.names(decision.key_result)}
    if decision.made is None:
        return _("%(code)s %(name)s counts again, with weight %(weight)s.") % {
            **what,
            "weight": decision.weight_before,
        }
    return _("Taken back: %(what)s") % what


def warning(field: Field) -> str:
    """Said when over half the weight stands in low control; empty otherwise."""
    if not field.is_out_of_hand or field.low_control is None:
        return ""
    return _(
        "%(share)s of the placed weight stands where we control little. Secure the heaviest of these first, "
        "or shift weight to what is in our hands."
    ) % {"share": basics.percent(field.low_control, whole=True)}


def conflict(row: KeyResult, name: str, control: int | None, impact: int | None) -> Conflict:
    """Where the other person put it, beside where one wanted it."""
    words = {
        "name": name or _("Somebody"),
        "theirs": _place(row.control, row.impact),
        "yours": _place(control, impact),
        **{"code": row.code},
    }
    sentence = _("%(name)s has saved %(code)s meanwhile: it stands at %(theirs)s, you put it at %(yours)s.") % words
    return Conflict(sentence, _("Put it where I had it"))


def _place(control: int | None, impact: int | None) -> str:
    shown = {"control": _shown(control), "impact": _shown(impact)}
    return _("control %(control)s, impact %(impact)s") % shown


def _shown(value: int | None) -> str:
    return "–" if value is None else str(value)


def proposal_words(value: int | None, given: int) -> str:
    """What the three answers propose."""
    if value is None:
        return _("%(given)s of %(all)s answered") % {"given": given, "all": rules.QUESTIONS} if given else ""
    return _("The answers propose %(value)s.") % {"value": value}


def carried_words(row: KeyResult, found: rules.Carried | None) -> str:
    """The share of the target that a key result carries, with its arithmetic; empty where there is none."""
    if found is None:
        return ""
    return _("%(code)s carries %(amount)s of the objective's %(whole)s: %(share)s of 100.") % {
        "code": row.code,
        "amount": basics.exact(found.amount, found.unit),
        "whole": basics.exact(found.whole, found.unit),
        "share": found.points,
    }


def unplaced_words(field: Field) -> str:
    return pgettext("quadrant", "%(n)s not placed") % {"n": field.unplaced} if field.unplaced else ""
