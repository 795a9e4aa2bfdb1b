"""What a person keeps for themselves: their keys for the API, and what the product told them."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from okrplan.people import queries
from okrplan.people import tokens as token_rules
from okrplan.people.forms import TokenForm
from okrplan.people.requests import PersonRequest


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "POST"])
def tokens(request: PersonRequest) -> HttpResponse:
    """A person's keys for the API. A new one's secret is on the answer to its making and nowhere else."""
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        _token, secret = token_rules.make(user=request.user, name=form.cleaned_data["name"])
        form = TokenForm()
    facts = {"form": form, "secret": secret, "tokens": queries.tokens(request.user)}
    return render(request, "people/tokens.html", facts, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: PersonRequest, pk: int) -> HttpResponse:
    """End one of the person's keys; no password is asked for closing a door."""
    token_rules.revoke(user=request.user, pk=pk, by=request.user)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")
