"""Routes of reports: pages, and the API under /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from reports.api import ReportPdf, ReportRows
from reports.views import composer, lists, paper

app_name = "reports"

composing = [
    path("reports/<int:pk>/edit/", composer.edit, name="edit"),
    path("reports/<int:pk>/preview/", composer.preview, name="preview"),
    path("reports/<int:pk>/words/", composer.words, name="words"),
    path("reports/<int:pk>/causes/<int:key_result>/", composer.finding, name="finding"),
    path("reports/<int:pk>/steps/", composer.add_step, name="add_step"),
    path("reports/<int:pk>/steps/<int:step>/", composer.step, name="step"),
    path("reports/<int:pk>/steps/<int:step>/delete/", composer.delete_step, name="delete_step"),
    path("reports/<int:pk>/asks/", composer.add_ask, name="add_ask"),
    path("reports/<int:pk>/asks/<int:ask_pk>/", composer.ask, name="ask"),
    path("reports/<int:pk>/asks/<int:ask_pk>/place/", composer.place_ask, name="place_ask"),
    path("reports/<int:pk>/asks/<int:ask_pk>/remove/", composer.remove_ask, name="remove_ask"),
    path("reports/<int:pk>/submit/", composer.submit, name="submit"),
    path("reports/<int:pk>/delete/", composer.delete, name="delete"),
]

router = SimpleRouter(use_regex_path=False)
router.register("reports", ReportRows, basename="reports")
v1 = [path("reports/<int:pk>.pdf", ReportPdf.as_view(), name="reports-pdf"), *router.urls]

urlpatterns = [
    path("api/v1/", include((v1, "api"))),
    path("reports/", lists.received, name="inbox"),
    path("reports/of/<int:pk>/", lists.of_objective, name="of_objective"),
    path("reports/of/<int:pk>/new/", lists.new, name="new"),
    path("reports/<int:pk>/", paper.paper, name="paper"),
    path("reports/<int:pk>/report.pdf", paper.document, name="document"),
    path("reports/<int:pk>/withdraw/", paper.withdraw, name="withdraw"),
    path("reports/<int:pk>/asks/<int:ask_pk>/decide/", paper.decide, name="decide"),
    path("reports/<int:pk>/asks/<int:ask_pk>/reply/", paper.reply, name="reply"),
    path("reports/<int:pk>/asks/<int:ask_pk>/withdraw/", paper.withdraw_ask, name="withdraw_ask"),
    *composing,
]
