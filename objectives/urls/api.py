"""Routes of the API under /api/v1/, and its description."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import SimpleRouter

from objectives.api import (
    check_ins,
    confirming,
    frame,
    key_results,
    lead_times,
    measures,
    money,
    objectives,
    path_weights,
    paths,
    quadrant,
    scope,
    sharing,
    smart,
    tasks,
)
from okrplan.people import api as people

router = SimpleRouter(use_regex_path=False)
for name, rows in {
    "cycles": frame.CycleRows,
    "strategies": frame.StrategyRows,
    "metrics": frame.MetricRows,
    "lead-time-templates": lead_times.LeadTimeTemplateRows,
    "scope-tags": scope.ScopeTagRows,
    "departments": people.DepartmentRows,
    "people": people.PersonRows,
    "tokens": people.TokenRows,
    "objectives": objectives.ObjectiveRows,
    "paths": paths.PathRows,
    "key-results": key_results.KeyResultRows,
    "measures": measures.MeasureRows,
    "check-ins": check_ins.CheckInRows,
    "risks": sharing.RiskRows,
    "shares": sharing.ShareRows,
    "tasks": tasks.TaskRows,
    "dependencies": tasks.DependencyRows,
    "budget-entries": money.BudgetEntryRows,
    "asks": money.AskRows,
    "quadrant-decisions": quadrant.QuadrantDecisionRows,
    "acknowledgements": confirming.AcknowledgementRows,
}.items():
    router.register(name, rows, basename=name)

v1 = [
    path("token/", people.SignIn.as_view(), name="token"),
    path("me/", people.Me.as_view(), name="me"),
    path("criterion-weights/", path_weights.CompanyCriteria.as_view(), name="criterion_weights"),
    path("smart/preview/", smart.SmartPreview.as_view(), name="smart_preview"),
    path("quadrant/", quadrant.QuadrantView.as_view(), name="quadrant"),
    *router.urls,
]
urlpatterns = [
    path("api/v1/", include((v1, "api"))),
    path("api/schema/", SpectacularAPIView.as_view(permission_classes=[IsAuthenticated]), name="api_schema"),
    path("api/docs/", login_required(SpectacularSwaggerSplitView.as_view(url_name="api_schema")), name="api_docs"),
]
