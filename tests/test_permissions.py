"""Every route and method, asked by everybody, answers as tests/permissions.csv says."""

import html
import logging
import re
from collections import Counter
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import transaction
from django.urls import resolve
from django_filters.rest_framework import FilterSet

from objectives.models import KeyResult, Measure, Objective, Path, Task
from okrplan import clock
from okrplan.api.filters import RowFilter
from reports import pdf
from tests.rights import bodies, foreign, table, world
from tests.rights.asking import Asker, content, gist, letter, sign_in_page, undone, without_chance
from tests.rights.routes import offered

pytestmark = pytest.mark.django_db
ROWS = table.read()


@pytest.fixture(scope="module")
def asker(django_db_setup, django_db_blocker):
    """The world and everybody in it, built once and never committed. Pages are not set on paper: that takes long."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setattr(clock, "today", lambda zone=None: world.TODAY)
        patch.setattr(pdf, "render", lambda page: b"%PDF-1.7")
        patch.setattr(logging.root.manager, "disable", logging.CRITICAL)
        yield Asker(world.build())
        transaction.set_rollback(True)


def test_every_route_and_method_stands_in_the_table():
    told = {(row.shape, row.method) for row in ROWS}
    missing = [
        f"{method} {path}"
        for path, methods in offered().items()
        for method in sorted(methods)
        if (path, method) not in told
    ]
    assert missing == []


def test_every_row_of_the_table_is_about_a_route():
    routes = offered()
    lost = [str(row) for row in ROWS if row.shape not in routes]
    untaken = [
        str(row)
        for row in ROWS
        if row.shape in routes and row.method not in routes[row.shape] and set(row.letters) - {"U"} != {"M"}
    ]
    assert (lost, untaken) == ([], [])


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_gets_what_the_table_says(asker, row):
    wrong = []
    for role, expected in zip(table.ROLES, row.letters, strict=True):
        answer = asker.ask(role, row)
        got = letter(row, answer)
        if got != expected and not (got == "U" and expected == "A" and role == "ANON"):
            wrong.append(f"{role}: {got} instead of {expected}: {gist(answer)}")
        if row.what != "report.read" and asker.wrote != should_write(role, row, got):  # that it was read is noted
            wrong.append(f"{role}: {got}, and {'something' if asker.wrote else 'nothing'} was written")
        wrong += [f"{role} reads “{word}”" for word in leaks(role, answer)]
        if got == expected == "V":
            wrong += differs_from_unknown(asker, role, row, answer)
    assert not wrong, "\n".join(wrong)


# What is allowed and leaves nothing in the audit: it is not of the plan, or changes nothing.
QUIET = {"demo.enter", "notice.read", "person.link", "report.go_on", "sentence.read"}
QUIET_NOUNS = {"account", "password", "second_factor", "sign_in", "sign_out"}


def should_write(role, row, got):
    """Whether the request leaves something in the audit: what is refused never does, what is allowed does."""
    is_quiet = row.what in QUIET or row.what.partition(".")[0] in QUIET_NOUNS
    return got == "A" and row.method != "GET" and not is_quiet and (role, row.what) != ("ANON", "language.choose")


def leaks(role, answer):
    text = content(answer)
    return [word for word, readers in world.SECRETS.items() if role not in readers and word in text]


def differs_from_unknown(asker, role, row, answer):
    """An invisible row and an unknown one give the same answer."""
    shown = without_chance(answer, row.address(asker.world))
    for name in row.placeholders:
        other = asker.ask_unknown(role, row, name)
        if other != shown:
            return [f"{role}: an unknown {name} answers {other} instead of {shown}"]
    return []


# --- signed out -------------------------------------------------------------------------------------------

WITHOUT_SIGN_IN = {
    "/",
    "/robots.txt",
    "/healthz",
    "/setup/",
    "/language/",
    "/demo/enter/",
    "/demo/day/",
    "/account/login/",
    "/account/logout/",
    "/account/inactive/",
    "/account/password/reset/",
    "/account/password/reset/sent/",
    "/account/password/reset/{}-{}/",
    "/account/password/reset/done/",
    "/account/second-factor/code/",
    "/api/v1/token/",
}


def test_nothing_but_the_entrance_answers_who_is_signed_out():
    assert {row.shape for row in ROWS if row.letters[0] != "U"} == WITHOUT_SIGN_IN


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "GET"])
def test_whatever_the_signed_out_ask_for_they_are_sent_to_sign_in(asker, method):
    """Also by the methods that no table names, and by a fragment of a page that was left open."""
    first = {row.shape: row for row in ROWS if row.shape not in WITHOUT_SIGN_IN | {"/readyz"}}
    htmx = {"HX-Request": "true"} if method == "GET" else {}
    with undone():
        answers = {row: asker.send("ANON", method, row.address(asker.world), **htmx) for row in first.values()}
    inside = [f"{row}: {one.status_code}" for row, one in answers.items() if not sends_to_sign_in(row, one)]
    assert inside == []


def sends_to_sign_in(row, answer):
    return letter(row, answer) == "U" or answer.headers.get("HX-Redirect", "").startswith(sign_in_page())


# --- lists, counts and links ------------------------------------------------------------------------------

DIFFERENT = ("STFc", "STFx", "MGRo", "MGRs", "BOSSa", "ADM")  # nobody else sees what none of these sees
LISTS = [row for row in ROWS if row.what.endswith(".list") and row.is_api]


@pytest.mark.parametrize("row", LISTS, ids=str)
def test_a_list_has_exactly_the_rows_that_open_one_by_one(asker, row):
    """Over every row there is, whoever it belongs to."""
    model = resolve(row.path).func.cls.serializer_class.Meta.model
    keys = sorted(model._base_manager.values_list("pk", flat=True))
    wrong = []
    for role in DIFFERENT:
        with undone():
            listed = asker.send(role, "GET", f"{row.path}?page_size=200").json()
            opened = [key for key in keys if asker.send(role, "GET", f"{row.path}{key}/").status_code == 200]
        assert listed["next"] is None
        if sorted(one["id"] for one in listed["results"]) != opened:
            wrong.append(f"{role}: {sorted(one['id'] for one in listed['results'])} are listed, {opened} open")
    assert not wrong, "\n".join(wrong)


def api_ids(asker, role, address):
    return {one["id"] for one in asker.send(role, "GET", address).json()["results"]}


@pytest.mark.parametrize("role", table.ROLES[1:])
def test_pages_list_and_count_what_the_api_lists(asker, role):
    with undone():
        objectives = api_ids(asker, role, "/api/v1/objectives/?page_size=200")
        germany = asker.world["department.germany"]
        in_germany = api_ids(asker, role, f"/api/v1/objectives/?page_size=200&department={germany}")
        reports = api_ids(asker, role, "/api/v1/reports/?page_size=200")
        page = asker.send(role, "GET", "/objectives/")
        filtered = asker.send(role, "GET", f"/objectives/?department={germany}")
        inbox = asker.send(role, "GET", "/reports/")
        plan = asker.send(role, "GET", f"/objectives/{asker.world['objective.active']}/")
    assert links_to(page, r"/objectives/(\d+)/") == objectives
    assert page.context["listing"].count == len(objectives)
    assert links_to(filtered, r"/objectives/(\d+)/") == in_germany
    assert links_to(inbox, r"/reports/(\d+)/(?:edit/)?") == reports
    assert re.findall(r"Reports · (\d+)", content(plan)) == ([str(len(reports))] if reports else [])


def links_to(answer, pattern):
    return {int(one) for one in re.findall(rf'href="{pattern}"', content(answer))}


@pytest.mark.parametrize("role", DIFFERENT)
def test_every_link_on_every_page_opens_for_who_is_shown_it(asker, role):
    """Of links that differ in their ids only, a few are followed."""
    seen, waiting, wrong, alike = {"/"}, ["/"], [], Counter()
    with undone():
        while waiting:
            address = waiting.pop()
            answer = asker.send(role, "GET", address)
            if answer.status_code >= 400:
                wrong.append(f"{address}: {answer.status_code}")
            found = {answer.headers["Location"]} if "Location" in answer.headers else linked(answer)
            for one in sorted(found - seen):
                seen.add(one)
                alike[re.sub(r"\d+", "{}", one)] += 1
                if alike[re.sub(r"\d+", "{}", one)] <= 3:
                    waiting.append(one)
    assert wrong == []
    assert len(seen) > 15


def linked(answer):
    """Addresses of ours that an answer leads to by a link or fetches by itself."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    found = re.findall(r'(?:href|hx-get)="(/[^"#]*)', content(answer))
    return {html.unescape(one).replace(" ", "%20") for one in found if not one.startswith("/static/")}


# --- ids in bodies and filters ----------------------------------------------------------------------------


def test_every_field_that_takes_an_id_is_tried_with_foreign_ones():
    assert foreign.shapes() == set(foreign.API)
    assert foreign.form_fields() == set(foreign.FORMS)


@pytest.mark.parametrize(
    ("field", "is_api"), [(one, True) for one in foreign.API] + [(one, False) for one in foreign.FORMS]
)
def test_a_foreign_id_in_a_body_is_refused_with_a_sentence_and_nothing_is_stored(asker, field, is_api):
    told = (foreign.API if is_api else foreign.FORMS)[field]
    row, role = sending(told, is_api)
    keys = {"unknown": (400, world.UNKNOWN)}
    keys |= {name: (400, asker.world[name]) for name in told.foreign}
    keys |= {name: (403, asker.world[name]) for name in told.forbidden}
    good, before = bodies.body_of(asker.world, row), stored()
    wrong = []
    for name, (status, pk) in keys.items():
        with undone():
            answer = asker.send(role, row.method, row.address(asker.world), told.put(good, pk), row=row)
            if answer.status_code != status or not sentence(answer, told.place):
                wrong.append(f"{name}: {answer.status_code} {gist(answer)}")
            if stored() != before:
                wrong.append(f"{name}: something was stored")
    assert not wrong, "\n".join(wrong)


def sending(told, is_api):
    """The good request that the id is put into, and who may send it."""
    fitting = (one for one in ROWS if one.what == told.what and one.is_api == is_api and one.method != "GET")
    for row in fitting:
        for role in ("MGRo", "ADM"):
            if row.letters[table.ROLES.index(role)] == "A":
                return row, role
    raise LookupError(told.what)


def stored():
    """How many rows there are of everything; each write leaves one in the audit."""
    models = [one for one in apps.get_models() if one._meta.app_label != "sessions"]
    return {one._meta.label: one._base_manager.count() for one in models}


def sentence(answer, place):
    """What is said about the field that the id stood in."""
    if answer.status_code == 403:
        return gist(answer)
    if answer.headers["Content-Type"] == "application/json":
        said = {one["field"]: one["message"] for one in answer.json()["errors"]}
        return said.get(place) or said.get(place.split(".")[0])
    return "invalid-feedback" in content(answer) or gist(answer)


FILTERS = [
    (row, name)
    for row in LISTS
    for name, one in getattr(resolve(row.path).func.cls, "filterset_class", FilterSet).base_filters.items()
    if isinstance(one, RowFilter)
]
INVISIBLE = {
    Objective: "objective.french_draft",
    Path: "path.french_draft",
    KeyResult: "key_result.french_draft",
    Measure: "measure.french_draft",
    Task: "task.french_draft",
}


@pytest.mark.parametrize(("row", "name"), FILTERS, ids=str)
def test_an_invisible_row_in_a_filter_is_refused_like_an_unknown_one(asker, row, name):
    door = resolve(row.path).func.cls.filterset_class.base_filters[name].queryset
    with undone():
        unknown = asker.send("MGRo", "GET", f"{row.path}?{name}={world.UNKNOWN}")
        assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, name)
        model = door(SimpleNamespace(user=asker.world.people["MGRo"])).model
        if model in INVISIBLE:
            hidden = asker.send("MGRo", "GET", f"{row.path}?{name}={asker.world[INVISIBLE[model]]}")
            assert (hidden.status_code, hidden.json()) == (400, unknown.json())


@pytest.mark.parametrize("role", table.ROLES[1:])
def test_ids_in_the_address_of_a_page_lead_to_nothing_that_is_not_shared(asker, role):
    """What a filter or a form starts from: invisible rows, words and numbers that are none."""
    hidden = {name: asker.world[f"{name}.french_draft"] for name in ("objective", "key_result", "task", "measure")}
    here = f"/objectives/{asker.world['objective.active']}"
    tried = [
        f"{here}/tasks/new/?parent={hidden['task']}&key_result={hidden['key_result']}",
        f"{here}/history/?before={2**62}",
        f"{here}/progress/?as_of=2026-10-13",
        f"{here}/?weights=1",
        f"/objectives/?cycle={world.UNKNOWN}&department={asker.world['department.france']}&status=draft&mine=1",
        "/objectives/?cycle=x&department=²",
        f"/settings/departments/add/?parent={world.UNKNOWN}",
        f"/reports/{asker.world['report.sent']}/?language=zh-hans",
    ]
    with undone():
        answers = {address: asker.send(role, "GET", address) for address in tried}
    assert [f"{address}: {word}" for address, one in answers.items() for word in leaks(role, one)] == []
    assert [address for address, one in answers.items() if one.status_code >= 500] == []
