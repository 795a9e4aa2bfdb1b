"""Routes of planning and progress."""

from objectives.urls import asks, plan, progress

app_name = "objectives"
urlpatterns = [*plan.urlpatterns, *progress.urlpatterns, *asks.urlpatterns]
