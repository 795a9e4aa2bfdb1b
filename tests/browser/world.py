"""The demo company with one of everything that has an address, and who walks through it."""

import re
import secrets
from datetime import date
from http import HTTPStatus
from importlib import import_module

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from demo.player import DEMO_DAY, Player
from objectives.actions import asks, tasks
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import AskKind, ObjectiveState, SmartCode, TaskState
from objectives.models import (
    Acknowledgement,
    Ask,
    CheckIn,
    Cycle,
    Dependency,
    KeyResult,
    KeyResultShare,
    LeadTimeTemplate,
    Measure,
    Metric,
    MilestoneStep,
    Objective,
    Path,
    Risk,
    ScopeTag,
    Strategy,
    Task,
)
from okrplan.people import tokens
from okrplan.people.links import password_link
from okrplan.people.models import Department, Membership, User
from reports.actions import drafts, parts
from reports.models import Report

WALKERS = {
    "manager": "manager@demo.example",
    "staff": "staff@demo.example",
    "boss": "boss@demo.example",
    "administrator": "admin@demo.example",
    "elsewhere": "zhao.lei@demo.example",
    "nobody": "",  # signed out
    "halfway": "",  # the administrator between password and second factor
}
PASSWORD = "blue-whale-demo"
# Routes of the API are programs' business; its tests walk them.
NOT_FOR_BROWSERS = re.compile(r"^api/(v1|schema)/")


class World:
    """The company, and the addresses of every route with the ids that belong into it."""

    def __init__(self):
        if not LeadTimeTemplate.objects.exists():  # shipped by a migration, and gone with what tests before emptied
            import_module("objectives.migrations.0005_usual_lead_times").make(apps, None)
        with override_settings(DEMO=True):
            Player(PASSWORD).play()
            self._begin_a_report()
            self._turn_on_a_second_factor()
        self.ids = _ids()
        administrator = self.client("administrator")
        addresses = {name: self._filled(route) for name, route in routes() if not NOT_FOR_BROWSERS.match(route)}
        # {name of a route: its addresses}, of every route that can be opened: what takes forms only says so before all.
        self.addresses = {name: found for name, found in addresses.items() if not only_forms(administrator, found[0])}

    def client(self, role):
        """A client that is signed in as somebody, a moment ago."""
        client = Client(raise_request_exception=False)
        if role == "halfway":
            client.post("/account/login/", {"login": WALKERS["administrator"], "password": PASSWORD})
        elif person := User.objects.filter(email=WALKERS[role]).first():
            client.force_login(person)
            client.post("/account/reauthenticate/", {"password": PASSWORD})
        return client

    def _filled(self, route):
        if "uidb36" in route:
            somebody = User.objects.get(email="wu.ting@demo.example")
            full = password_link(RequestFactory().get("/", headers={"Host": "localhost"}), somebody)
            return [f"/{full.split('/', 3)[3]}"]
        place, _first, rest = route.partition("<int:pk>")
        if not _first:
            return [f"/{route}"]
        second = re.sub(r"<(?:int|str):(\w+)>", lambda found: str(self.ids[found[1]][0]), rest)
        return [f"/{place}{pk}{second}" for pk in self.ids[place]]

    def _begin_a_report(self):
        """A draft with a request and a step, and a task that is stuck."""
        manager = User.objects.get(email=WALKERS["manager"])
        objective = _germany()
        values = {"kind": AskKind.PERMISSION.value, "title": "提前签约直播间", "title_other": "", "language": "zh-hans"}
        asks.make(objective=objective, by=manager, values=values)
        report = drafts.draft(objective=objective, by=manager, today=DEMO_DAY)
        step = {"text": "确认达人名单", "text_other": "Settle the list of creators", "language": "zh-hans"}
        due = {"responsible": User.objects.get(email=WALKERS["staff"]), "due_on": date(2026, 10, 30)}
        parts.add_next_step(report=report, by=manager, values={**step, **due})
        stuck = Task.objects.filter(objective=objective, state=TaskState.TODO, responsible__isnull=False).first()
        tasks.report_progress(
            task=stuck, by=stuck.responsible, today=DEMO_DAY, state=TaskState.BLOCKED, reason="等待法务确认"
        )
        recompute(objective_id=objective.pk, today=DEMO_DAY)

    def _turn_on_a_second_factor(self):
        administrator = User.objects.get(email=WALKERS["administrator"])
        TOTP.activate(administrator, secrets.token_hex(10))
        RecoveryCodes.activate(administrator)
        tokens.make(user=administrator, name="ERP")


def only_forms(client, address):
    return client.get(address).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def routes():
    """(name, route) of every route; a route is "objectives/<int:pk>/"."""
    return list(_routes(get_resolver(), "", ""))


def _routes(resolver: URLResolver, place, space):
    for one in resolver.url_patterns:
        route = f"{place}{one.pattern}"
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", route
        else:
            yield from _routes(one, route, f"{space}{one.namespace}:" if one.namespace else space)


def _germany():
    return Objective.objects.filter(state=ObjectiveState.ACTIVE, department__name="德国站").earliest("pk")


def _ids():
    """The rows that stand for all of their kind, by the place of a route before its id, or by the name of a second id.

    Each list begins with the row of the German case; more rows where a page looks different for them.
    """
    objective = _germany()
    quarter = Objective.objects.filter(department=objective.department, cycle=objective.cycle)
    draft = quarter.get(state=ObjectiveState.DRAFT)
    closed = Objective.objects.get(state=ObjectiveState.CLOSED)
    french = Objective.objects.get(department__name="法国站")
    key_result = KeyResult.objects.filter(objective=objective).earliest("pk")
    measures = Measure.objects.filter(key_result=key_result)
    reports = Report.objects.filter(objective=objective)
    staff = User.objects.get(email=WALKERS["staff"])
    path = Path.objects.filter(objective=objective).earliest("pk")
    parked = Path.objects.filter(objective=objective, parked=True).first()
    milestone = MilestoneStep.objects.earliest("pk")
    task = Task.objects.filter(objective=objective, responsible=staff).earliest("pk")
    return {
        "objectives/": [objective.pk, draft.pk, closed.pk, french.pk],
        "paths/": [path.pk, *([parked.pk] if parked else [])],
        "key-results/": [key_result.pk],
        "risks/": [Risk.objects.earliest("pk").pk],
        "measures/": [measures.earliest("pk").pk, milestone.measure_id],
        "my-work/measures/": [measures.earliest("pk").pk],
        "check-ins/": [CheckIn.objects.filter(author=staff).latest("pk").pk],
        "tasks/": [task.pk, Task.objects.filter(objective=objective, responsible=None).earliest("pk").pk],
        "my-work/tasks/": [task.pk],
        "links/": [Dependency.objects.filter(successor__objective=objective).earliest("pk").pk],
        "asks/": [one.pk for one in Ask.objects.order_by("pk")],
        "reports/": [one.pk for one in (*reports.order_by("pk"), Report.objects.get(objective=french))],
        "reports/of/": [objective.pk],
        "settings/cycles/": [Cycle.objects.earliest("pk").pk],
        "settings/strategies/": [Strategy.objects.earliest("pk").pk],
        "settings/lead-times/": [LeadTimeTemplate.objects.earliest("pk").pk],
        "settings/scope/": [ScopeTag.objects.earliest("pk").pk],
        "glossary/": [Metric.objects.earliest("pk").pk],
        "settings/people/": [staff.pk],
        "settings/departments/": [Department.objects.latest("pk").pk],
        "account/tokens/": [1],
        "acknowledgements/": [Acknowledgement.objects.earliest("pk").pk],
        "shares/": [KeyResultShare.objects.earliest("pk").pk],
        "quadrant/decisions/": [1],
        "template": [LeadTimeTemplate.objects.earliest("pk").pk],
        "code": [SmartCode.ALL_ON_LAST_DAY.value],
        "step": [milestone.pk],
        "ask_pk": [Ask.objects.earliest("pk").pk],
        "key_result": [key_result.pk],
        "membership": [Membership.objects.filter(user=staff).earliest("pk").pk],
    }
