"""Asks and their decisions, and the budget they change."""

from django.urls import URLPattern, path

from objectives.views import asks

urlpatterns: list[URLPattern] = [
    path("asks/<int:pk>/", asks.ask, name="ask"),
    path("asks/<int:pk>/decide/", asks.decide, name="decide_ask"),
    path("asks/<int:pk>/reply/", asks.reply, name="reply_to_ask"),
    path("asks/<int:pk>/withdraw/", asks.withdraw, name="withdraw_ask"),
    path("objectives/<int:pk>/budget/", asks.budget, name="budget"),
]
