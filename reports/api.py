"""The API of reports: drafts with their findings, next steps and asks; submission; the page as data and as a PDF."""

from typing import Any, ClassVar

from django.db.models import F, Prefetch, QuerySet
from django.http import HttpResponse
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives.access import Need, objective_for, visible_objectives
from objectives.api.rows import PlanModel, PlanRowField, to_revise
from objectives.core.vocabulary import Language, ReportState
from objectives.models import Ask
from okrplan.api import versions
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.pagination import NewestFirst
from okrplan.api.serializers import Empty, Strict
from okrplan.api.views import ApiView, Changing, Making, Removing, Rows, Values
from okrplan.people.models import User
from reports import access, pdf
from reports.actions import drafts, parts, submission
from reports.core import json_form
from reports.models import Finding, NextStep, Report, ReportDocument
from reports.queries.dossiers import facts_for, page_of
from reports.queries.reading import document_of

LANGUAGE = OpenApiParameter(
    "language", OpenApiTypes.STR, enum=[one.value for one in Language], description="Of the words; default: English."
)


class ReportFindingShape(PlanModel):
    """The root cause of one key result, as the report says it."""

    class Meta:
        model = Finding
        fields = ["id", "version", "key_result", "kind", "text", "text_other", "language"]


class NextStepShape(PlanModel):
    """What is done next, by one person, by a day. Submitted with the report it becomes the task `task`."""

    class Meta:
        model = NextStep
        fields = ["id", "version", "position", "text", "text_other", "language", "responsible", "due_on", "task"]
        read_only_fields = ["task"]


class DocumentShape(PlanModel):
    """A PDF that was kept at submission; `sha256` is the checksum of its bytes."""

    class Meta:
        model = ReportDocument
        fields = ["language", "sha256", "made_at"]
        read_only_fields = fields


class ConclusionShape(serializers.Serializer[Any]):
    """The one sentence as it was submitted."""

    language = serializers.CharField()
    conclusion = serializers.CharField()
    must_read_seconds = serializers.IntegerField()


class ReportShape(PlanModel):
    """A report on one objective as of a day. Once submitted it does not change any more."""

    findings = ReportFindingShape(many=True, read_only=True)
    next_steps = NextStepShape(many=True, read_only=True)
    asks = serializers.SerializerMethodField(help_text="Ids, in the order of the page.")
    words = serializers.SerializerMethodField(help_text="Empty for a draft.")
    documents = DocumentShape(many=True, read_only=True)

    class Meta:
        model = Report
        made = ["number", "author", "state", "submitted_at", "decided_at"]
        parts = ["findings", "next_steps", "asks", "words", "documents"]
        fields = ["id", "version", "objective", *sorted(drafts.EDITABLE), *made, *parts]
        read_only_fields = made
        on_making = ["objective"]
        extra_kwargs = {"as_of": {"required": False}, "addressee": {"required": False, "allow_null": False}}

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_asks(self, row: Report) -> list[int]:
        return [one.ask_id for one in row.ask_places.all()]

    @extend_schema_field(ConclusionShape(many=True))
    def get_words(self, row: Report) -> list[Any]:
        return list(ConclusionShape(getattr(row, "words", None) or [], many=True).data)


class PlaceShape(Strict):
    """A draft ask of the same objective."""

    ask = PlanRowField(queryset=Ask.objects.all())


class ReportFilter(filters.FilterSet):
    objective = RowFilter(visible_objectives)
    author = RowFilter(lambda _user: User.objects.all())
    addressee = RowFilter(lambda _user: User.objects.all())

    class Meta:
        model = Report
        fields = ["objective", "author", "addressee", "state"]


class ReportRows(Making, Changing, Removing, Rows):
    """Reports. Managers draft and submit them; the bosses above read them and decide on their asks."""

    serializer_class = ReportShape
    filterset_class = ReportFilter
    pagination_class = NewestFirst
    parents: ClassVar = {"objective": to_revise(objective_for)}

    prepared: submission.Prepared | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The pages of a submission are set before the transaction that an Idempotency-Key opens around it."""
        super().initial(request, *args, **kwargs)
        if self.action == "submit":
            report = self.open(kwargs["pk"])
            self.prepared = submission.prepare(report=report) if report.state == ReportState.DRAFT else None

    def visible(self) -> QuerySet[Report]:
        return (
            access.visible_reports(self.user)
            .annotate(words=F("facts__words"))
            .defer("facts")
            .prefetch_related(
                "findings", "next_steps", "ask_places", Prefetch("documents", ReportDocument.objects.defer("pdf"))
            )
        )

    def open(self, pk: int) -> Report:
        return access.report_for(self.user, pk, Need.REVISE)

    def make(self, values: Values) -> Report:
        objective = values.pop("objective")
        return drafts.draft(objective=objective, by=self.user, today=today(self.request), values=values)

    def change(self, row: Report, values: Values, version: int | None) -> None:
        drafts.change(report=row, by=self.user, version=version, values=values, today=today(self.request))

    def remove(self, row: Report, version: int | None) -> None:
        drafts.delete(report=row, by=self.user, version=version)

    # --- parts of a draft ---------------------------------------------------------------------------------

    @extend_schema(request=ReportFindingShape)
    @action(detail=True, methods=["post"])
    def findings(self, request: Request, pk: int) -> Response:
        """Say the root cause of a key result, in place of the one before."""
        report = self.open(pk)
        values = self.read(ReportFindingShape)
        parts.set_finding(report=report, key_result=values.pop("key_result"), by=self.user, values=values)
        return self.answer(pk)

    @extend_schema(request=None, responses={200: ReportShape})
    @action(detail=True, methods=["delete"], url_path="findings/<int:finding>")
    def finding(self, request: Request, pk: int, finding: int) -> Response:
        """Take a root cause off the draft."""
        report = self.open(pk)
        parts.delete_finding(finding=access.finding_for(self.user, report, finding), by=self.user)
        return self.answer(pk)

    @extend_schema(request=NextStepShape, responses={201: ReportShape})
    @action(detail=True, methods=["post"], url_path="next-steps")
    def next_steps(self, request: Request, pk: int) -> Response:
        """Add a next step."""
        report = self.open(pk)
        parts.add_next_step(report=report, by=self.user, values=self.read(NextStepShape))
        return self.answer(pk, status.HTTP_201_CREATED)

    @extend_schema(request=NextStepShape, responses={200: ReportShape})
    @action(detail=True, methods=["patch"], url_path="next-steps/<int:step>")
    def next_step(self, request: Request, pk: int, step: int) -> Response:
        """Change a next step, with its own version in If-Match."""
        row = access.next_step_for(self.user, self.open(pk), step)
        version = versions.required(request)
        values = self.read(NextStepShape, row, partial=True)
        parts.change_next_step(step=row, by=self.user, version=version, values=values)
        return self.answer(pk)

    @extend_schema(request=None, responses={200: ReportShape})
    @next_step.mapping.delete
    def remove_next_step(self, request: Request, pk: int, step: int) -> Response:
        """Take a next step off the draft."""
        parts.delete_next_step(step=access.next_step_for(self.user, self.open(pk), step), by=self.user)
        return self.answer(pk)

    @extend_schema(request=PlaceShape)
    @action(detail=True, methods=["post"])
    def asks(self, request: Request, pk: int) -> Response:
        """Put a draft ask of the objective on the draft."""
        report = self.open(pk)
        parts.place_ask(report=report, ask=self.read(PlaceShape)["ask"], by=self.user)
        return self.answer(pk)

    @extend_schema(request=None, responses={200: ReportShape})
    @action(detail=True, methods=["delete"], url_path="asks/<int:ask>")
    def ask(self, request: Request, pk: int, ask: int) -> Response:
        """Take an ask off the draft; it stays with the objective."""
        report = self.open(pk)
        parts.remove_ask(report=report, ask=access.ask_on(report, ask), by=self.user)
        return self.answer(pk)

    # --- the report as a whole ------------------------------------------------------------------------------

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Freeze it and put it before its addressee. With If-Match only the version that was read is submitted."""
        report = self.open(pk)
        version = versions.given(request)
        self.read(Empty)
        submission.submit(report=report, by=self.user, version=version, today=today(request), prepared=self.prepared)
        return self.answer(pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take it back with its open asks, while none of them is decided."""
        report = self.open(pk)
        version = versions.given(request)
        self.read(Empty)
        submission.withdraw(report=report, by=self.user, version=version, today=today(request))
        return self.answer(pk)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def facts(self, request: Request, pk: int) -> Response:
        """Every figure of the page without words: frozen at submission, with the answers given since."""
        return Response(json_form.dump(facts_for(access.report_for(self.user, pk))))

    @extend_schema(parameters=[LANGUAGE], responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def page(self, request: Request, pk: int) -> Response:
        """The page in words, as it stands on screen and paper."""
        return Response(json_form.dump(page_of(access.report_for(self.user, pk), _language(request))))


class ReportPdf(ApiView):
    """The page on paper: kept at submission, fresh for a draft."""

    @extend_schema(
        operation_id="reports_pdf",
        parameters=[LANGUAGE],
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY)},
    )
    def get(self, request: Request, pk: int) -> HttpResponse:
        report = access.report_for(self.user, pk)
        language = _language(request)
        kept = document_of(report, language)
        content = bytes(kept.pdf) if kept else pdf.render(page_of(report, language))
        response = HttpResponse(content, content_type="application/pdf")
        if kept:
            response["ETag"] = f'"{kept.sha256}"'
        return response


def _language(request: Request) -> Language:
    asked = request.query_params.get("language", Language.ENGLISH.value)
    if asked not in set(Language):
        raise serializers.ValidationError({"language": ["en, zh-hans"]})
    return Language(asked)
