"""What the letter R says about an objective's neighbours in its cycle, with links to those that the reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives.models import Objective
from objectives.queries.alignment import Beside
from objectives.words import basics
from okrplan.texts import said


@dataclass(frozen=True, slots=True)
class Link:
    """Where a sentence leads."""

    text: str
    url: str


def supports(around: Beside) -> tuple[Link, ...]:
    """ "Supports “Grow in Europe”" """
    above = _links([around.supports]) if around.supports else ()
    return tuple(Link(_("Supports “%(title)s”") % {"title": one.text}, one.url) for one in above)


def duplicates(around: Beside) -> tuple[Link, ...]:
    return _links(around.others[key] for key in around.neighbours.duplicates)


def contradictions(around: Beside) -> tuple[Link, ...]:
    return _links(around.others[key] for key in around.neighbours.contradictions)


def strategies(around: Beside) -> tuple[Link, ...]:
    """Where strategies are entered, for those who may."""
    return (Link(_("Enter a strategy"), reverse("objectives:new_strategy")),) if around.may_enter_strategies else ()


def no_strategies(around: Beside) -> str:
    """That there is none to choose, and who can change that."""
    years = {"years": basics.listed(str(year) for year in around.years)}
    if around.may_enter_strategies:
        return _("No strategy has been entered for %(years)s yet: without one nothing can carry it.") % years
    return _("No strategy has been entered for %(years)s yet: an administrator enters them under Settings.") % years


def same_metric(around: Beside) -> str:
    return ngettext(
        "Another objective of this cycle is measured by the same figure at the same place: who does what?",
        "%(n)s other objectives of this cycle are measured by the same figure at the same place: who does what?",
        len(around.neighbours.duplicates),
    ) % {"n": len(around.neighbours.duplicates)}


def contradicts(around: Beside) -> str:
    return ngettext(
        "It pulls against another objective of this cycle: one raises a figure that the other lowers. Which one wins?",
        "It pulls against %(n)s other objectives of this cycle: what one raises the other lowers. Which one wins?",
        len(around.neighbours.contradictions),
    ) % {"n": len(around.neighbours.contradictions)}


def _links(objectives: Iterable[Objective]) -> tuple[Link, ...]:
    language = basics.reader().value
    return tuple(
        Link(said(one, "title", language).text, reverse("objectives:plan", args=[one.pk])) for one in objectives
    )
