"""Key results shared between departments: offered, accepted, declined, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import key_results as actions
from objectives.actions import objectives
from objectives.core.vocabulary import ObjectiveState
from objectives.forms.sharing import ShareForm
from objectives.models import KeyResult, KeyResultShare
from objectives.queries import sharing
from objectives.views.check_ins import WORK
from objectives.views.objectives import address
from objectives.views.shared import Sheet, by_htmx, done, fills, sent, writes
from objectives.words.sharing import name_of, state_words, title_of
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Forbidden


@fills
def shares(request: PersonRequest, pk: int) -> HttpResponse:
    """With whom key result `pk` is shared: its managers offer it, every department ends its own part."""
    row = access.key_result_for(request.user, pk, Need.REVISE if request.method == "POST" else Need.READ)
    if request.method == "POST":
        objectives.require_open(row.objective)
    lines = sharing.lines_of(request.user, row)
    form = _form(request, row, lines)
    if form is None and not any(one.may_accept or one.may_end for one in lines):
        raise Forbidden
    made = form.submit(lambda typed: actions.offer_share(key_result=row, by=request.user, **typed)) if form else None
    if made is not None:
        said = _("Offered to %(department)s: its managers find it in My work.")
        return done(request, address(row.objective), said % {"department": name_of(made.department)})
    facts = {
        "form": form,
        "lines": [(one, state_words(one.share)) for one in lines],
        "sheet": Sheet(_("Share with departments"), address(row.objective), _("Offer"), f"{row.code} {title_of(row)}"),
    }
    template = "objectives/sharing/_sheet.html" if by_htmx(request) else "objectives/sharing/sheet.html"
    return render(request, template, facts, status=form.status if form else 200)


def _form(request: PersonRequest, row: KeyResult, lines: list[sharing.ShareLine]) -> ShareForm | None:
    """For those who may offer, while the objective is open."""
    if not access.may_revise(request.user, row.objective) or row.objective.state == ObjectiveState.CLOSED:
        return None
    taken = frozenset(one.share.department_id for one in lines if not one.share.ended_at)
    return ShareForm(sent(request), key_result=row, taken=taken)


@writes
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """The offered department takes part."""
    share = actions.accept_share(share=access.share_for(request.user, pk, Need.JOIN), by=request.user)
    said = _("%(department)s takes part. Its part of running totals is checked in under My work.")
    return _answered(request, share, said % {"department": name_of(share.department)})


@writes
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Decline an offer, withdraw it, or stop taking part."""
    share = actions.end_share(share=access.share_for(request.user, pk, Need.LEAVE), by=request.user)
    if share.accepted_at:
        said = _("%(department)s no longer takes part. What it checked in stays and counts.")
    else:
        said = _("%(department)s does not take part. Nothing else has changed.")
    return _answered(request, share, said % {"department": name_of(share.department)})


def _answered(request: PersonRequest, share: KeyResultShare, said: str) -> HttpResponse:
    objective = share.key_result.objective
    is_read = access.visible_objectives(request.user).filter(pk=objective.pk).exists()
    if request.POST.get("place") != WORK:
        return done(request, address(objective) if is_read else reverse("objectives:my_work"), said)
    if not by_htmx(request):
        messages.success(request, said)
        return redirect("objectives:my_work")
    facts = {"share": share, "said": said, "is_read": is_read}
    return render(request, "objectives/sharing/_answered.html", facts)
