"""The guide through a new objective: what, how, who and when."""

from django.urls import URLPattern, path

from objectives.views import guide

urlpatterns: list[URLPattern] = [
    path("objectives/new/", guide.new, name="new"),
    path("objectives/reading/", guide.reading, name="reading"),
    path("objectives/<int:pk>/guide/", guide.resume, name="guide"),
    path("objectives/<int:pk>/guide/what/", guide.what, name="guide_what"),
    path("objectives/<int:pk>/guide/how/", guide.how, name="guide_how"),
    path("objectives/<int:pk>/guide/who/", guide.who, name="guide_who"),
    path("objectives/<int:pk>/guide/paths/", guide.add_path, name="guide_add_path"),
    path("objectives/<int:pk>/guide/key-results/", guide.add_key_result, name="guide_add_key_result"),
    path("objectives/<int:pk>/guide/tasks/", guide.add_task, name="guide_add_task"),
]
