"""Check-ins, progress, My work, history."""

from django.urls import URLPattern, path

from objectives.views import check_ins, history, my_work, progress

urlpatterns: list[URLPattern] = [
    path("my-work/", my_work.my_work, name="my_work"),
    path("my-work/measures/<int:pk>/", my_work.card, name="work_card"),
    path("my-work/tasks/<int:pk>/", my_work.report_task, name="report_task"),
    path("measures/<int:pk>/check-in/", check_ins.record, name="check_in"),
    path("measures/<int:pk>/check-ins/", check_ins.listed, name="check_ins"),
    path("measures/<int:pk>/now/", check_ins.now, name="measure_now"),
    path("measures/<int:pk>/steps/<int:step>/", check_ins.accept_step, name="accept_step"),
    path("check-ins/<int:pk>/correct/", check_ins.correct, name="correct_check_in"),
    path("check-ins/<int:pk>/retract/", check_ins.retract, name="retract_check_in"),
    path("objectives/<int:pk>/progress/", progress.progress, name="progress"),
    path("objectives/<int:pk>/progress/now/", progress.progress_now, name="progress_now"),
    path("objectives/<int:pk>/history/", history.history, name="history"),
]
