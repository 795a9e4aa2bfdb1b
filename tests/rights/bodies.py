"""What a request says, by object.action of the permission table: good input, so that only rights decide the answer.

`PAGES` are sent as forms, `API` as JSON. A function is asked with the world and the row of the table; what stands in
neither is sent without a body.
"""

from collections.abc import Callable, Mapping
from typing import Any

from objectives.models import KeyResult
from tests.cast import PASSWORD
from tests.rights.table import Row
from tests.rights.world import World

Body = Mapping[str, Any]
Said = Body | Callable[[World, Row], Body]

NEW_PASSWORD = "another-horse-battery-staple"
PEOPLE = {"name": "New Colleague", "email": "new.colleague@example.com", "language": "en", "time_zone": "Europe/Berlin"}
CYCLE = {"name": "2027 Q1", "kind": "quarter", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
THIS_CYCLE = {"name": "Fourth quarter", "kind": "quarter", "starts_on": "2026-10-01", "ends_on": "2026-12-31"}
STRATEGY = {"title": "Fewer markets, deeper", "year": "2026", "description": ""}
METRIC = {"name": "ROAS", "unit": "%", "definition": "Ad sales / ad cost"}
SCOPE_TAG = {"kind": "market", "name": "Spain", "name_other": "西班牙"}
PATH = {"title": "Another way", "currency": "EUR"}
WEIGHTS = {"roi": 30, "resources": 30, "difficulty": 30, "long_term": 10, "time_to_effect": 0}
STATUS = {"stated_status": "at_risk", "stated_reason": "The team came late"}
CAUSE = {"kind": "team", "text": "Nobody in place"}
MEASURE = {
    "name": "Orders",
    "direction": "increase",
    "unit": "orders",
    "accumulation": "sum",
    "baseline": "0",
    "target": "700",
    "weight": "1",
    "rhythm": "weekly",
}
STEPS = {"rows_sent": "1", "row0-title": "Shop open", "row0-weight": "1"}
LEAD_TIME = {"rows_sent": "1", "row0-title": "Production", "row0-days": "20", "row0-unit": "working"}
TEMPLATE = {"name": "By truck", "transport": "other", **LEAD_TIME}
ARITHMETIC = {
    "budget_available": "9000",
    "currency": "EUR",
    "drivers_rows": "1",
    "drivers0-value_per_customer": "400",
    "drivers0-acquisition_cost": "25",
}
MEANS = {
    "budget_available": "9000",
    "currency": "EUR",
    "drivers": [{"value_per_customer": "400", "acquisition_cost": "25"}],
}
ENTRY = {"kind": "spent", "day": "2026-10-20", "amount": "250", "currency": "EUR"}
APPROVAL = {"answer": "approve", "text": ""}
IN_A_SENTENCE = {"text": "The whole site, on every channel"}
ANSWER = {"text": "Because the season begins"}
MONEY = {"kind": "money", "title": "Ads", "amount": "900", "currency": "EUR"}
CHECK_IN = {"day": "2026-10-20", "value": "120"}
DONE = {"state": "doing", "percent": "40"}
SENTENCE = {"text": "Win EUR 500,000 on Amazon Germany by 31 Dec", "kind": "objective"}


def _shorter(world: World, row: Row) -> Body:
    return {"version": "1", f"step_{world['lead_time_step.active']}": "20"}


def _objective(world: World, row: Row) -> Body:
    """The frame of a new objective in Germany."""
    return {
        "title": "A new objective",
        "department": world["department.germany"],
        "cycle": world["cycle.current"],
        "due_on": "2026-12-31",
    }


def _frame(world: World, row: Row) -> Body:
    kept = {"visibility": "everyone", "progress_basis": "key_results", "starts_on": "2026-10-01"}
    return {**_objective(world, row), "owner": world["person.manager"], **kept}


def _metric(world: World, row: Row) -> Body:
    return {**METRIC, "owner": world["person.manager"]}


def _key_result(world: World, row: Row) -> Body:
    days = {"planned_start": "2026-10-01", "due_on": "2026-12-31"}
    return {"title": "Another result", "owner": world["person.staff"], "weight": "1", **days}


def _risk(world: World, row: Row) -> Body:
    return {"title": "The account is closed", "kind": "platform", "owner": world["person.staff"]}


def _task(world: World, row: Row) -> Body:
    people = {"responsible": world["person.staff"], "accountable": world["person.manager"]}
    return {"title": "Another task", "kind": "task", "duration": "3", "duration_unit": "working", **people}


def _step(world: World, row: Row) -> Body:
    return {"text": "Hire", "responsible": world["person.staff"], "due_on": "2026-10-30"}


def _role(world: World, row: Row) -> Body:
    return {"department": world["department.france"], "role": "staff"}


def _new_person(world: World, row: Row) -> Body:
    return {**PEOPLE, **_role(world, row)}


def _weights(world: World, row: Row) -> Body:
    rows = KeyResult.objects.alive().filter(objective=row.id(world))
    return {f"weight_{one.pk}": "2" for one in rows}


def _plan_b(world: World, row: Row) -> Body:
    return {**_risk(world, row), "plan_b": "A second supplier"}


def _handed_over(world: World, row: Row) -> Body:
    task = _task(world, row)
    return {**{name: task[name] for name in ("title", "responsible", "accountable")}, "duration": 5}


def _positions(world: World, row: Row) -> Body:
    key_result = KeyResult.objects.get(pk=world[f"key_result.{row.state}"])
    place = {"key_result": key_result.pk, "version": key_result.version, "control": 20, "impact": 80}
    return {"positions": [place]}


PAGES: dict[str, Said] = {
    "language.choose": {"language": "zh-hans", "next": "/objectives/"},
    "demo.enter": {"person": "manager"},
    "sign_in.write": {"login": "chen.li@example.com", "password": PASSWORD},
    "password.forget": {"email": "chen.li@example.com"},
    "password.change": {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    "account.reauthenticate": {"password": PASSWORD},
    "token.make": {"name": "shop figures"},
    "person.add": _new_person,
    "person.change": PEOPLE,
    "role.set": _role,
    "department.make": {"name": "Italy site", "language": "en", "time_zone": "Europe/Rome"},
    "department.change": {"name": "Site of Germany", "language": "en", "time_zone": "Europe/Berlin"},
    "installation.change": {"name": "Company", "currency": "EUR", "on_track_from": "95", "behind_from": "80"},
    "cycle.make": CYCLE,
    "cycle.change": THIS_CYCLE,
    "strategy.make": STRATEGY,
    "strategy.change": STRATEGY,
    "metric.make": _metric,
    "metric.change": _metric,
    "scope_tag.make": SCOPE_TAG,
    "scope_tag.change": {"name": "Germany", "name_other": "德国"},
    "scope_tag.merge": lambda world, row: {"into": world["scope_tag.unused"]},
    "objective.make": lambda world, row: {**_objective(world, row), "accumulation": "sum"},
    "sentence.read": SENTENCE,
    "guide.add_path": {"title": "Another way"},
    "guide.add_key_result": {"title": "Raise orders from 300 to 500 by 30 Nov"},
    "guide.add_task": lambda world, row: {"title": "Hire 5d", "responsible": world["person.staff"]},
    "objective.edit": _frame,
    "objective.status": STATUS,
    "finding.answer": IN_A_SENTENCE,
    "acknowledgement.ask": IN_A_SENTENCE,
    "acknowledgement.answer": IN_A_SENTENCE,
    "own_metric.edit": {**MEASURE, "target": "600"},
    "arithmetic.edit": ARITHMETIC,
    "lead_time.edit": LEAD_TIME,
    "lead_time.fill": {"version": "1"},
    "lead_time.shorten": _shorter,
    "lead_time.later": {"version": "1", "day": "2026-11-30"},
    "lead_time_template.make": TEMPLATE,
    "lead_time_template.change": TEMPLATE,
    "objective.weights": _weights,
    "budget.enter": ENTRY,
    "path.make": PATH,
    "path.change": PATH,
    "path.idea": {"title": "Another way"},
    "path.estimates": {"estimated_cost": "250"},
    "path.weights": WEIGHTS,
    "path.reset_weights": {"version": "2"},
    "path.set_usual_weights": WEIGHTS,
    "path.rank": {"pinned_rank": "1", "pin_reason": "The season begins"},
    "key_result.make": _key_result,
    "key_result.change": _key_result,
    "key_result.cause": CAUSE,
    "key_result.place": {"control": "60", "impact": "70"},
    "key_result.placement": {"control": "60", "impact": "70"},
    "key_result.consequence": _plan_b,
    "key_result.ask": {"kind": "permission", "title": "Open a second shop"},
    "key_result.task": lambda world, row: {**_task(world, row), "duration": "5"},
    "share.offer": lambda world, row: {"department": world["department.empty"]},
    "risk.make": _risk,
    "risk.change": _risk,
    "measure.make": MEASURE,
    "measure.change": MEASURE,
    "measure.weeks": {"week0": "100"},
    "measure.steps": STEPS,
    "task.make": _task,
    "task.change": _task,
    "task.link": lambda world, row: {"predecessor": world["task.shared"], "kind": "FS", "lag_unit": "working"},
    "task.progress": DONE,
    "check_in.record": CHECK_IN,
    "check_in.correct": {"value": "90"},
    "ask.decide": APPROVAL,
    "ask.decide_on_page": APPROVAL,
    "ask.reply": ANSWER,
    "ask.reply_on_page": ANSWER,
    "report.words": lambda world, row: {"as_of": "2026-10-20", "addressee": world["person.boss"], "lede": "In short"},
    "finding.set": CAUSE,
    "next_step.add": _step,
    "next_step.change": _step,
    "ask.add": MONEY,
    "ask.change": MONEY,
}


# --- API ----------------------------------------------------------------------------------------------------


def _whole(values: Mapping[str, Any], *names: str) -> Body:
    """The values of a form as the API takes them: whole numbers as numbers."""
    return {name: int(value) if name in names else value for name, value in values.items()}


def _on(parent: str, values: Said) -> Said:
    """A body for a list, about the plan that the row's state names."""

    def body(world: World, row: Row) -> Body:
        said = values(world, row) if callable(values) else values
        return {parent: world[f"{parent}.{row.state}"], **said}

    return body


def _check_in(world: World, row: Row) -> Body:
    return {"measure": world[f"measure.{row.state}"], **CHECK_IN}


def _all_weights(world: World, row: Row) -> Body:
    rows = KeyResult.objects.alive().filter(objective=row.id(world))
    return {"weights": [{"key_result": one.pk, "weight": 2} for one in rows]}


def _finding(world: World, row: Row) -> Body:
    return {"key_result": world["key_result.active"], **CAUSE}


API: dict[str, Said] = {
    "api.token": {"email": "chen.li@example.com", "password": PASSWORD},
    "me.change": {"language": "zh-hans"},
    "department.make": {"name": "Italy site", "language": "en"},
    "department.change": {"name": "Site of Germany"},
    "cycle.make": CYCLE,
    "cycle.change": {"name": "Fourth quarter"},
    "strategy.make": _whole(STRATEGY, "year"),
    "strategy.change": {"title": "Fewer markets, deeper"},
    "metric.make": METRIC,
    "metric.change": {"definition": "Ad sales / ad cost"},
    "scope_tag.make": SCOPE_TAG,
    "scope_tag.change": {"name_other": "德国"},
    "scope_tag.merge": lambda world, row: {"into": world["scope_tag.unused"]},
    "objective.make": _objective,
    "sentence.read": SENTENCE,
    "objective.change": {"title": "Another title"},
    "objective.status": {"status": "at_risk", "reason": "The team came late"},
    "objective.weights": _all_weights,
    "finding.answer": IN_A_SENTENCE,
    "acknowledgement.ask": IN_A_SENTENCE,
    "acknowledgement.answer": IN_A_SENTENCE,
    "objective.set_feasibility": lambda world, row: {**MEANS, "people": [{"person": world["person.staff"]}]},
    "objective.set_lead_time": {"steps": [{"title": "Production", "days": 20, "unit": "working"}]},
    "objective.fill_lead_time": lambda world, row: {"template": world["lead_time_template.road"]},
    "objective.shorten_lead_time": lambda world, row: {"steps": [{"step": world["lead_time_step.active"], "days": 20}]},
    "objective.move_lead_time": {"needed_by": "2026-11-30"},
    "lead_time_template.make": {"name": "By truck", "steps": [{"title": "Truck", "days": 12}]},
    "lead_time_template.change": {"name": "By truck through Poland"},
    "path.make": _on("objective", PATH),
    "path.change": {"title": "Another title"},
    "objective.set_criterion_weights": WEIGHTS,
    "criterion_weights.set": WEIGHTS,
    "key_result.make": _on("objective", lambda world, row: _whole(_key_result(world, row), "weight")),
    "key_result.change": {"title": "Another title"},
    "key_result.set_cause": {**CAUSE, "language": "en"},
    "measure.make": _on("key_result", _whole(MEASURE, "weight")),
    "measure.change": {"target": "700"},
    "measure.set_steps": {"steps": [{"title": "Shop open", "weight": 1}]},
    "quadrant.place": _positions,
    "quadrant_decision.make": _on("key_result", lambda world, row: {"kind": "plan_b", "risk": _plan_b(world, row)}),
    "quadrant_decision.ask": _on("key_result", {"kind": "ask", "ask": MONEY}),
    "quadrant_decision.task": _on("key_result", lambda world, row: {"kind": "task", "task": _handed_over(world, row)}),
    "risk.make": _on("key_result", _risk),
    "risk.change": {"title": "Another title"},
    "check_in.record": _check_in,
    "check_in.bulk": lambda world, row: {"check_ins": [_check_in(world, row)]},
    "check_in.correct": {"value": "90"},
    "share.offer": lambda world, row: {
        "key_result": world["key_result.shared" if row.state == "active" else f"key_result.{row.state}"],
        "department": world["department.empty"],
    },
    "task.make": _on("objective", lambda world, row: _whole(_task(world, row), "duration")),
    "task.change": {"title": "Another title"},
    "task.progress": _whole(DONE, "percent"),
    "task.roles": lambda world, row: {"consulted": [world["person.outsider"]], "informed": []},
    "dependency.make": lambda world, row: {"predecessor": world["task.consulted"], "successor": world["task.open"]},
    "budget_entry.make": _on("objective", ENTRY),
    "ask.make": _on("objective", MONEY),
    "ask.change": {"amount": "800"},
    "ask.submit": lambda world, row: {"decider": world["person.boss"]},
    "ask.decide": APPROVAL,
    "ask.answer": ANSWER,
    "report.make": lambda world, row: {"objective": world[f"objective.{row.state}"]},
    "report.change": {"lede": "In short"},
    "finding.set": _finding,
    "next_step.add": _step,
    "next_step.change": {"text": "Hire three"},
    "ask.put": lambda world, row: {"ask": world["ask.spare"]},
}


def body_of(world: World, row: Row) -> Body:
    """What a request of this row of the table says."""
    said = (API if row.is_api else PAGES).get(row.what, {})
    return said(world, row) if callable(said) else said
