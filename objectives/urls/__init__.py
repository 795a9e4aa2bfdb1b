"""Routes of planning and progress."""

from objectives.urls import asks, confirming, guide, plan, progress

app_name = "objectives"
urlpatterns = [*guide.urlpatterns, *plan.urlpatterns, *confirming.urlpatterns, *progress.urlpatterns, *asks.urlpatterns]
