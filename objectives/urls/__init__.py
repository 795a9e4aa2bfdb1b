"""Routes of planning and progress."""

from objectives.urls import asks, confirming, plan, progress

app_name = "objectives"
urlpatterns = [*plan.urlpatterns, *confirming.urlpatterns, *progress.urlpatterns, *asks.urlpatterns]
