"""Whatever fits the description of the API, and much that does not, is answered and never breaks it.

schemathesis makes requests from the description; they are sent in this process. Ids are mostly replaced by those of
real rows, because a made-up id gets no further than "there is no such row". Each request is undone before the next.
"""

import json
import time
from urllib.parse import urlencode

import pytest
import schemathesis
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode

from objectives.models import CheckIn
from okrplan.people import tokens
from tests.builders import make_objective

EXAMPLES = 2  # an operation and kind of data
SECONDS = 26  # a person


@pytest.fixture(scope="module")
def operations():
    described = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    return [one.ok() for one in described.get_all_operations()]


@pytest.mark.parametrize("who", ["administrator", "manager"])
def test_no_request_breaks_the_api(api, cast, germany, operations, who):
    _token, secret = tokens.make(user=getattr(cast, who), name="any")
    keys, deadline = _keys(api, cast, germany), time.monotonic() + SECONDS
    order = operations if who == "manager" else operations[::-1]
    tried = 0
    for operation in order:
        if time.monotonic() > deadline:
            break
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if _can_be(operation, mode):
                _try(operation, mode, f"Token {secret}", keys)
        tried += 1
    assert tried >= 20  # all on an idle machine; on a busy one the other person begins at the other end


def _can_be(operation, mode):
    """Without parameters or a body nothing can be wrong."""
    return mode is GenerationMode.POSITIVE or operation.body or operation.query or operation.path_parameters


def _try(operation, mode, authorization, keys):
    @settings(
        max_examples=EXAMPLES,
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), real=st.sampled_from([True, True, True, False]))
    def send(case, real):
        if real:
            _with_real_rows(case, keys)
        with transaction.atomic():
            response = _send(case, authorization)
            transaction.set_rollback(True)
        assert response.status_code < 500, case.as_curl_command()

    send()


def _send(case, authorization):
    body = "" if isinstance(case.body, NotSet) else json.dumps(case.body, default=str)
    return Client(raise_request_exception=False).generic(
        case.method,
        f"{case.formatted_path}?{urlencode(case.query, doseq=True)}",
        body.encode(),
        content_type="application/json",
        headers={**case.headers, "Authorization": authorization},
    )


def _with_real_rows(case, keys):
    noun = case.operation.path.split("/")[3]
    if "id" in case.path_parameters and noun in keys:
        case.path_parameters["id"] = keys[noun]
    if "If-Match" in case.headers:
        case.headers["If-Match"] = '"1"'
    for container in (case.body, case.query):
        for name in list(container) if isinstance(container, dict) else ():
            if name in keys:
                container[name] = keys[name]


def _keys(api, cast, germany):
    """A real row for every noun of an address and every field that names one."""
    manager, on_plan = api(cast.manager), {"objective": germany.objective.pk}
    task, other = (manager.made("tasks/", {**on_plan, "title": title})["id"] for title in ("Hire", "Film"))
    link = manager.made("dependencies/", {"predecessor": task, "successor": other})["id"]
    money = {"kind": "money", "title": "Ads", "amount": "5000", "currency": "EUR", "decider": cast.boss.pk}
    ask = manager.made("asks/", {**on_plan, **money})["id"]
    told = {"key_result": germany.key_results[0].pk}
    risk = manager.made("risks/", {**told, "kind": "platform", "title": "Account"})["id"]
    share = manager.made("shares/", {**told, "department": cast.france.pk})["id"]
    entry = {"kind": "planned", "day": "2026-10-01", "amount": "5", "currency": "EUR"}
    draft = make_objective(cast, germany.cycle)
    return {
        "objectives": germany.objective.pk,
        "paths": germany.paths[0].pk,
        "key-results": germany.key_results[0].pk,
        "measures": germany.measures[0].pk,
        "check-ins": CheckIn.objects.last().pk,
        "tasks": task,
        "dependencies": link,
        "asks": ask,
        "risks": risk,
        "shares": share,
        "budget-entries": manager.made("budget-entries/", {**on_plan, **entry})["id"],
        "cycles": germany.cycle.pk,
        "strategies": germany.strategy.pk,
        "departments": cast.germany.pk,
        "people": cast.staff.pk,
        "objective": germany.objective.pk,
        "key_result": germany.key_results[0].pk,
        "measure": germany.measures[0].pk,
        "effect_measure": germany.measures[0].pk,
        "path": germany.paths[0].pk,
        "parent": draft.pk,
        "predecessor": other,
        "successor": task,
        "department": cast.germany.pk,
        "cycle": germany.cycle.pk,
        "strategy": germany.strategy.pk,
        "owner": cast.staff.pk,
        "responsible": cast.staff.pk,
        "accountable": cast.manager.pk,
        "decider": cast.boss.pk,
    }
