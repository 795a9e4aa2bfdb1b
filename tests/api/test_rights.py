"""What one does not see is not there; what one sees but may not do is forbidden; wrong times are conflicts."""

import pytest

from objectives.actions import key_results, objectives
from objectives.core.vocabulary import Visibility
from objectives.models import CheckIn, KeyResult, Objective
from tests.api.conftest import errors
from tests.builders import make_objective

UNKNOWN = 999_999


@pytest.fixture
def draft(cast, germany):
    """A draft that only the German managers and its owner see."""
    return make_objective(cast, germany.cycle, title="Secret draft")


@pytest.mark.parametrize("who", ["staff", "colleague", "outsider", "american_manager", "boss", "administrator"])
def test_a_draft_is_not_there_for_others_in_any_way(api, cast, draft, who):
    caller = api(getattr(cast, who))
    for name in ("", "progress/", "smart/", "ranking/", "schedule/", "feasibility/", "lead-time/"):
        hidden = caller.get(f"objectives/{draft.pk}/{name}")
        unknown = caller.get(f"objectives/{UNKNOWN}/{name}")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.json() == unknown.json()
    assert caller.patch(f"objectives/{draft.pk}/", {"title": "x"}, version=1).status_code == 404
    assert caller.delete(f"objectives/{draft.pk}/", version=1).status_code == 404
    assert caller.post(f"objectives/{draft.pk}/confirm/").status_code == 404
    assert draft.pk not in [one["id"] for one in caller.read("objectives/")["results"]]


@pytest.mark.parametrize("noun", ["paths", "key-results", "tasks", "asks", "budget-entries"])
def test_an_invisible_objective_in_a_body_or_filter_is_refused_like_an_unknown_one(api, cast, draft, noun):
    caller = api(cast.american_manager)
    answers = [caller.post(f"{noun}/", {"objective": pk}) for pk in (draft.pk, UNKNOWN)]
    assert {one.status_code for one in answers} == {400}
    said = [next(e for e in one.json()["errors"] if e["field"] == "objective") for one in answers]
    assert said[0] == said[1]
    answers = [caller.get(f"{noun}/?objective={pk}") for pk in (draft.pk, UNKNOWN)]
    assert {one.status_code for one in answers} == {400}
    assert answers[0].json() == answers[1].json()


@pytest.mark.parametrize("who", ["staff", "colleague", "outsider", "french_manager", "american_manager", "boss"])
def test_a_visible_plan_is_changed_by_its_managers_only(api, cast, germany, who):
    caller, objective = api(getattr(cast, who)), germany.objective.pk
    assert caller.get(f"objectives/{objective}/").status_code == 200
    assert caller.patch(f"objectives/{objective}/", {"title": "x"}, version=1).status_code == 403
    assert caller.post(f"objectives/{objective}/close/").status_code == 403
    assert caller.post(f"objectives/{objective}/schedule/").status_code == 403
    assert caller.put(f"objectives/{objective}/feasibility/", {}).status_code == 403
    assert caller.patch(f"paths/{germany.paths[0].pk}/", {"title": "x"}, version=1).status_code == 403
    assert caller.delete(f"key-results/{germany.key_results[0].pk}/", version=1).status_code == 403
    for noun in ("paths", "key-results", "measures", "tasks", "asks", "budget-entries"):
        assert caller.post(f"{noun}/", {"objective": objective}).status_code == 403
    assert caller.post("risks/", {"key_result": germany.key_results[0].pk}).status_code == 403


def test_nobody_plans_for_a_department_that_they_do_not_manage(api, cast, germany):
    body = {"department": cast.germany.pk, "cycle": germany.cycle.pk, "title": "x", "due_on": "2026-12-01"}
    response = api(cast.american_manager).post("objectives/", body)
    assert response.status_code == 400
    assert errors(response) == [("department", "invalid")]
    assert api(cast.staff).post("objectives/", body).status_code == 403
    assert Objective.objects.count() == 1


def test_an_objective_is_not_moved_to_a_department_that_its_manager_does_not_manage(api, cast, germany):
    version = Objective.objects.get().version
    body = {"department": cast.america.pk}
    response = api(cast.manager).patch(f"objectives/{germany.objective.pk}/", body, version=version)
    assert response.status_code == 400
    assert errors(response) == [("department", "invalid")]


def test_an_objective_kept_to_its_department_is_there_for_its_people_only(api, cast, germany):
    objectives.change(
        objective=germany.objective, by=cast.manager, version=None, values={"visibility": Visibility.DEPARTMENT.value}
    )
    for who, code in (("colleague", 200), ("boss", 200), ("outsider", 404), ("administrator", 404)):
        caller = api(getattr(cast, who))
        assert caller.get(f"objectives/{germany.objective.pk}/progress/").status_code == code
        assert caller.get(f"measures/{germany.measures[0].pk}/").status_code == code


def test_check_ins_come_from_owners_and_managers_and_from_nobody_else(api, cast, germany):
    body = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "5100"}
    before = CheckIn.objects.count()
    for who in ("colleague", "outsider", "boss", "french_manager", "administrator"):
        caller = api(getattr(cast, who))
        assert caller.post("check-ins/", body).status_code == 403
        assert caller.post("check-ins/bulk/", {"check_ins": [body]}).status_code == 403
    assert CheckIn.objects.count() == before
    assert api(cast.staff).made("check-ins/", body)["source"] == "api"
    assert api(cast.manager).made("check-ins/", body)["department"] == cast.germany.pk


def test_the_history_of_a_measure_is_never_rewritten(api, cast, germany):
    pk = CheckIn.objects.first().pk
    assert api(cast.manager).patch(f"check-ins/{pk}/", {"value": "1"}, version=1).status_code == 405
    assert api(cast.manager).delete(f"check-ins/{pk}/", version=1).status_code == 405


def test_money_is_seen_by_managers_and_the_bosses_above_only(api, cast, germany):
    manager, objective = api(cast.manager), germany.objective.pk
    manager.patch(f"paths/{germany.paths[0].pk}/", {"budget_given": "1200", "estimated_cost": "900"}, version=1)
    entry = {"objective": objective, "kind": "planned", "day": "2026-10-01", "amount": "1234", "currency": "EUR"}
    made = manager.made("budget-entries/", entry)["id"]
    ask = {"objective": objective, "kind": "money", "title": "Ads", "amount": "5000", "currency": "EUR"}
    asked = manager.made("asks/", ask)["id"]
    manager.post(f"asks/{asked}/submit/", {"decider": cast.boss.pk})
    manager.put(
        f"objectives/{objective}/feasibility/",
        {"drivers": [{"value_per_customer": "400", "acquisition_cost": "20"}], "budget_available": "18000"},
    )
    hidden = [f"budget-entries/{made}/", f"asks/{asked}/", f"objectives/{objective}/feasibility/"]
    for who, code, given in (
        ("manager", 200, "1200"),
        ("boss", 200, "1200"),
        ("staff", 404, None),
        ("outsider", 404, None),
        ("american_boss", 404, None),
        ("administrator", 404, None),
    ):
        caller = api(getattr(cast, who))
        assert {caller.get(address).status_code for address in hidden} == {code}
        path = caller.read(f"paths/{germany.paths[0].pk}/")
        assert (path["estimated_cost"], path["budget_given"]) == ("900" if given else None, given)
        ranking = caller.read(f"objectives/{objective}/ranking/")
        assert [one["given"] for one in ranking["paths"] if one["path"] == path["id"]] == [given]
        seen = code == 200
        assert bool(caller.read("budget-entries/")["results"]) is seen
        assert bool(caller.read(f"asks/?objective={objective}")["results"]) is seen
        assert bool(caller.read(f"objectives/{objective}/smart/")["feasibility"]) is seen


def test_only_the_person_addressed_decides_once_and_approved_money_becomes_budget(api, cast, germany):
    manager, boss = api(cast.manager), api(cast.boss)
    ask = {"objective": germany.objective.pk, "kind": "money", "title": "Ads", "amount": "5000", "currency": "EUR"}
    address = f"asks/{manager.made('asks/', ask)['id']}"
    assert boss.get(f"{address}/").status_code == 404  # a draft
    assert errors(manager.post(f"{address}/submit/", {"decider": cast.manager.pk})) == [("decider", "invalid")]
    assert manager.post(f"{address}/submit/", {"decider": cast.boss.pk}).status_code == 200
    assert manager.post(f"{address}/decide/", {"answer": "approve"}).status_code == 403
    assert api(cast.american_boss).post(f"{address}/decide/", {"answer": "approve"}).status_code == 404
    assert boss.post(f"{address}/decide/", {"answer": "decline"}).status_code == 400
    assert boss.post(f"{address}/decide/", {"answer": "ask_back", "text": "For what?"}).status_code == 200
    assert manager.post(f"{address}/answer/", {"text": "TikTok"}).json()["state"] == "submitted"
    said = boss.post(f"{address}/decide/", {"answer": "trim", "amount": "3000"}).json()
    assert (said["state"], said["decided_amount"]) == ("trimmed", "3000")
    assert [one["kind"] for one in said["turns"]] == ["submit", "ask_back", "answer", "decide"]
    assert boss.post(f"{address}/decide/", {"answer": "approve"}).status_code == 409
    assert manager.post(f"{address}/withdraw/").status_code == 409
    (entry,) = manager.read("budget-entries/?kind=approved")["results"]
    assert (entry["amount"], entry["currency"]) == ("3000", "EUR")


def test_approved_money_is_entered_by_no_one(api, cast, germany):
    entry = {"objective": germany.objective.pk, "kind": "approved", "day": "2026-10-01", "amount": "1"}
    response = api(cast.manager).post("budget-entries/", {**entry, "currency": "EUR"})
    assert errors(response) == [("kind", "invalid")]


def test_a_task_is_seen_by_its_department_and_updated_by_its_people(api, cast, germany):
    body = {"objective": germany.objective.pk, "title": "Hire", "responsible": cast.staff.pk}
    task = api(cast.manager).made("tasks/", body)["id"]
    assert api(cast.outsider).get(f"tasks/{task}/").status_code == 404
    assert api(cast.colleague).post(f"tasks/{task}/progress/", {"state": "doing"}).status_code == 403
    assert api(cast.staff).patch(f"tasks/{task}/", {"title": "x"}, version=1).status_code == 403
    said = api(cast.staff).post(f"tasks/{task}/progress/", {"state": "doing", "percent": 40}).json()
    assert (said["state"], said["percent"], said["actual_start_on"]) == ("doing", 40, "2026-10-20")


def test_a_shared_key_result_is_offered_accepted_and_checked_in_by_the_other_department(api, cast, germany):
    manager, french = api(cast.manager), api(cast.french_manager)
    body = {"key_result": germany.key_results[0].pk, "department": cast.france.pk}
    assert french.post("shares/", body).status_code == 403
    share = f"shares/{manager.made('shares/', body)['id']}"
    for who in ("staff", "outsider", "american_manager", "boss", "administrator"):
        assert api(getattr(cast, who)).post(f"{share}/accept/").status_code == 404
    assert manager.post(f"{share}/accept/").status_code == 403
    assert french.post(f"{share}/accept/").status_code == 200
    assert french.post(f"{share}/accept/").status_code == 409
    entry = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "300"}
    assert french.made("check-ins/", entry)["department"] == cast.france.pk
    assert api(cast.colleague).post(f"{share}/decline/").status_code == 403
    assert french.post(f"{share}/decline/").status_code == 200
    assert french.post("check-ins/", entry).status_code == 403


def test_a_parent_that_one_does_not_see_is_not_named(api, cast, germany, draft):
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values={"parent": draft})
    address = f"objectives/{germany.objective.pk}/"
    assert api(cast.manager).read(address)["parent"] == draft.pk
    assert api(cast.outsider).read(address)["parent"] is None
    assert api(cast.outsider).get(f"objectives/?parent={draft.pk}").status_code == 400


def test_the_frame_and_the_departments_are_kept_by_administrators(api, cast, germany):
    manager, administrator = api(cast.manager), api(cast.administrator)
    assert manager.post("cycles/", {}).status_code == 403
    assert manager.post("strategies/", {}).status_code == 403
    assert manager.post("departments/", {}).status_code == 403
    assert manager.patch(f"departments/{cast.france.pk}/", {}).status_code == 403
    assert api(cast.staff).post("metrics/", {}).status_code == 403
    metric = {"name": "ACOS", "definition": "Ad cost / ad sales", "unit": "%", "language": "en"}
    assert manager.made("metrics/", metric)["owner"] == cast.manager.pk
    made = administrator.made("departments/", {"name": "Spain site", "parent": cast.europe.pk})
    assert administrator.patch(f"departments/{made['id']}/", {"name_other": "西班牙站"}).json()["name"] == "Spain site"
    assert administrator.delete(f"departments/{made['id']}/").status_code == 204
    assert administrator.delete(f"departments/{cast.germany.pk}/").status_code == 409


def test_the_directory_tells_names_and_departments_and_no_more(api, cast):
    people = api(cast.outsider).read("people/")["results"]
    assert {frozenset(one) for one in people} == {frozenset(["id", "name", "department", "department_name"])}
    assert {"Chen Li", "Zhou Wei"} <= {one["name"] for one in people}
    assert "@" not in str(people)


def test_a_closed_objective_refuses_changes_and_check_ins_as_a_conflict(api, cast, germany):
    manager = api(cast.manager)
    assert manager.post(f"objectives/{germany.objective.pk}/confirm/").status_code == 409
    assert manager.post(f"objectives/{germany.objective.pk}/close/").json()["state"] == "closed"
    path = germany.paths[0]
    assert manager.patch(f"paths/{path.pk}/", {"title": "x"}, version=1).status_code == 409
    body = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "5100"}
    assert manager.post("check-ins/", body).status_code == 409
    assert KeyResult.objects.count() == 2


def test_a_wrong_check_in_is_corrected_or_taken_back_by_its_author(api, cast, germany):
    staff = api(cast.staff)
    body = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "51000"}
    first = f"check-ins/{staff.made('check-ins/', body)['id']}"
    assert api(cast.colleague).post(f"{first}/correct/", {"value": "5100"}).status_code == 403
    better = staff.made(f"{first}/correct/", {"value": "5100", "note": "a nought too many"})
    assert (better["value"], better["stands"]) == ("5100", True)
    assert staff.read(f"{first}/")["stands"] is False
    assert staff.post(f"{first}/correct/", {"value": "1"}).status_code == 409
    assert staff.post(f"check-ins/{better['id']}/retract/").json()["stands"] is False
    assert staff.post(f"check-ins/{better['id']}/retract/").status_code == 409


def test_a_share_of_a_deleted_key_result_is_gone(api, cast, germany):
    share = key_results.offer_share(key_result=germany.key_results[1], by=cast.manager, department=cast.france)
    key_results.delete(key_result=germany.key_results[1], by=cast.manager)
    assert api(cast.french_manager).get(f"shares/{share.pk}/").status_code == 404
