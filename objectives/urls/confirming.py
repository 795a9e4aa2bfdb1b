"""Confirming a plan, answers to what is open about it, and who has seen it."""

from django.urls import URLPattern, path

from objectives.views import acknowledging, confirming

urlpatterns: list[URLPattern] = [
    path("objectives/<int:pk>/confirm/", confirming.confirm, name="confirm"),
    path("objectives/<int:pk>/answers/<str:code>/", confirming.answer, name="answer_finding"),
    path("objectives/<int:pk>/answers/<str:code>/delete/", confirming.take_back, name="take_back_answer"),
    path("acknowledgements/<int:pk>/seen/", acknowledging.seen, name="plan_seen"),
    path("acknowledgements/<int:pk>/ask/", acknowledging.ask, name="ask_about_plan"),
    path("acknowledgements/<int:pk>/answer/", acknowledging.answer, name="answer_about_plan"),
]
