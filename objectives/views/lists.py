"""The list of objectives of a cycle."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.core.vocabulary import Status
from objectives.models.labels import choices
from objectives.queries.objective_lists import Filters, Listing, list_of
from objectives.views.shared import reads
from okrplan.people.models import Department, User
from okrplan.people.requests import PersonRequest
from okrplan.texts import said


@reads
def listing(request: PersonRequest) -> HttpResponse:
    """Objectives by department, worst first; the filters stay in the address."""
    filters = _filters(request)
    shown = list_of(request.user, filters, request.today)
    is_filtered = bool(filters.department or filters.status or filters.mine)
    facts = {
        "listing": shown,
        "cycle_menu": _cycle_menu(shown),
        "departments": [_choice(one.pk, _indented(one, depth), filters.department) for one, depth in shown.departments],
        "statuses": [_choice(value, label, filters.status) for value, label in choices(Status)],
        "may_plan": access.may_plan(request.user),
        "is_filtered": is_filtered,
        "empty": _empty(request, shown, is_filtered),
    }
    return render(request, "objectives/list.html", facts)


def _choice(key: object, label: object, chosen: object) -> dict[str, object]:
    return {"key": key, "label": label, "chosen": key == chosen}


def _indented(department: Department, depth: int) -> str:
    return "\u2003" * depth + said(department, "name", get_language() or "en").text


def _empty(request: PersonRequest, listing: Listing, is_filtered: bool) -> dict[str, str]:
    """What an empty list says to do next, by who reads it."""
    if listing.cycle is None:
        return _no_cycle(request.user)
    here = f"?cycle={listing.cycle.pk}"
    if is_filtered:
        return _next(_("Nothing matches"), _("No objective of this cycle matches the filters."), here, _("Show all"))
    if access.may_plan(request.user):
        text = _("Begin with one sentence: what do you want to achieve by the end of the cycle?")
        return _next(_("No objective yet"), text, reverse("objectives:new"), _("New objective"))
    return _next(_("No objective yet"), _("Your department's manager writes them; they appear here once confirmed."))


def _no_cycle(user: User) -> dict[str, str]:
    if user.is_administrator:
        text = _("Objectives stand in a cycle: a quarter, a half-year, a year.")
        return _next(_("No cycle yet"), text, reverse("objectives:new_cycle"), _("New cycle"))
    return _next(_("No cycle yet"), _("An administrator sets up the first cycle; objectives then stand in it."))


def _next(title: str, text: str, url: str = "", link: str = "") -> dict[str, str]:
    return {"title": title, "text": text, "url": url, "link": link}


def _filters(request: PersonRequest) -> Filters:
    asked = request.GET
    return Filters(
        cycle=_number(asked.get("cycle", "")),
        department=_number(asked.get("department", "")),
        status=asked.get("status", ""),
        mine=bool(asked.get("mine")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _cycle_menu(listing: Listing) -> list[dict[str, object]]:
    """The other cycles, with the same filters."""
    kept = {"department": listing.filters.department, "status": listing.filters.status, "mine": listing.filters.mine}
    rest = {name: str(value) for name, value in kept.items() if value}
    menu = [
        {"label": one.name, "url": f"?{urlencode({'cycle': one.pk, **rest})}", "current": one == listing.cycle}
        for one in listing.cycles
    ]
    return menu if listing.cycle else [{"label": _("No cycle yet"), "url": "?", "current": True}]
