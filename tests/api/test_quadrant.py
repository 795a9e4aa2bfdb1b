"""The quadrant over the API: many positions in one call, all or none, only what one sees and may revise."""

import pytest

from objectives.actions import key_results, quadrant
from objectives.core.vocabulary import Consequence
from objectives.models import KeyResult, Risk, Task
from tests.api.conftest import errors
from tests.builders import make_objective

RISK = {"kind": "other", "title": "Late", "plan_b": "Sell on Amazon"}


@pytest.fixture
def manager(api, germany, cast):
    return api(cast.manager)


@pytest.fixture
def shop(germany):
    return germany.key_results[0]


@pytest.fixture
def ads(germany):
    return germany.key_results[1]


def at(row, control, impact, version=None):
    fresh = KeyResult.objects.get(pk=row.pk)
    return {"key_result": row.pk, "version": version or fresh.version, "control": control, "impact": impact}


def test_positions_of_many_key_results_are_read_and_written_in_one_call(manager, germany, shop, ads):
    saved = manager.put("quadrant/", {"positions": [at(shop, 20, 80), at(ads, 53, None)]})
    assert saved.status_code == 200, saved.content
    found = {
        one["key_result"]: one for one in manager.read(f"quadrant/?objective={germany.objective.pk}")["key_results"]
    }
    assert (found[shop.pk]["quadrant"], found[shop.pk]["borderline"]) == ("secure", False)
    assert (found[ads.pk]["control"], found[ads.pk]["impact"], found[ads.pk]["quadrant"]) == (53, None, None)
    assert found[shop.pk]["version"] == KeyResult.objects.get(pk=shop.pk).version


def test_the_share_in_low_control_comes_with_its_warning(manager, germany, shop, ads):
    manager.put("quadrant/", {"positions": [at(shop, 20, 80), at(ads, 20, 20)]})
    told = manager.read(f"quadrant/?objective={germany.objective.pk}")
    assert (told["low_control"], told["out_of_hand"]) == ("1", True)


@pytest.mark.parametrize("wrong", ["NaN", 101, -1, "half", 1.5, True, [], "Infinity", 10**30])
def test_one_wrong_position_saves_none_of_them(manager, shop, ads, wrong):
    answer = manager.put("quadrant/", {"positions": [at(shop, 33, 33), at(ads, wrong, 40)]})
    assert answer.status_code == 400
    assert errors(answer)[0][0].startswith("positions.1.control")
    assert KeyResult.objects.get(pk=shop.pk).control != 33


def test_a_position_without_its_version_or_with_more_than_a_position_is_refused(manager, shop):
    place = at(shop, 1, 1)
    del place["version"]
    assert manager.put("quadrant/", {"positions": [place]}).status_code == 400
    assert manager.put("quadrant/", {"positions": [{**at(shop, 1, 1), "weight": 3}]}).status_code == 400
    assert manager.put("quadrant/", {"positions": []}).status_code == 400
    assert manager.put("quadrant/", {"positions": [at(shop, 1, 1)] * 501}).status_code == 400
    assert manager.put("quadrant/", {"positions": [at(shop, 1, 1)] * 2}).status_code == 400


def test_a_stale_position_names_what_the_other_person_changed(manager, cast, shop, ads):
    old = KeyResult.objects.get(pk=shop.pk).version
    quadrant.place(move=quadrant.Move(shop, None, 70, 30), by=cast.manager)
    answer = manager.put("quadrant/", {"positions": [at(ads, 5, 5), at(shop, 20, 90, version=old)]})
    assert answer.status_code == 412
    changes = answer.json()["errors"][0]["changes"]
    assert {(one["key_result"], one["field"], one["theirs"], one["by"]) for one in changes} == {
        (shop.pk, "control", 70, "Chen Li"),
        (shop.pk, "impact", 30, "Chen Li"),
    }
    assert KeyResult.objects.get(pk=ads.pk).control != 5


def test_key_results_of_others_are_forbidden_and_invisible_ones_are_unknown(api, cast, germany, shop):
    draft = make_objective(cast, germany.cycle, title="Secret")
    hidden = key_results.make(objective=draft, by=cast.manager, values={"title": "Quartz", "language": "en"})
    french = api(cast.french_manager)
    assert french.put("quadrant/", {"positions": [at(shop, 1, 1)]}).status_code == 403
    seen = french.put("quadrant/", {"positions": [at(hidden, 1, 1)]})
    unknown = french.put("quadrant/", {"positions": [{**at(hidden, 1, 1), "key_result": 999_999_999}]})
    assert (seen.status_code, seen.json()) == (400, unknown.json())
    listed = {one["key_result"] for one in french.read("quadrant/")["key_results"]}
    assert hidden.pk not in listed
    assert french.get(f"quadrant/?objective={draft.pk}").status_code == 400
    assert french.get("quadrant/?cycle=abc").status_code == 400


def test_a_department_shows_those_below_it(api, cast, germany):
    boss = api(cast.boss)
    query = f"quadrant/?cycle={germany.cycle.pk}&department="
    assert len(boss.read(f"{query}{cast.europe.pk}")["key_results"]) == 2
    assert boss.read(f"{query}{cast.america.pk}")["key_results"] == []


def test_a_consequence_makes_its_row_and_undo_takes_it_away(manager, cast, shop):
    made = manager.made("quadrant-decisions/", {"key_result": shop.pk, "kind": "plan_b", "risk": RISK})
    risk = Risk.objects.alive().get(pk=made["risk"])
    assert (risk.plan_b, risk.language) == ("Sell on Amazon", "en")
    assert manager.post(f"quadrant-decisions/{made['id']}/undo/", {}).status_code == 204
    assert not Risk.objects.alive().filter(pk=risk.pk).exists()
    assert manager.post(f"quadrant-decisions/{made['id']}/undo/", {}).status_code == 404


def test_a_task_somebody_changed_is_not_taken_away(manager, cast, shop):
    task = {"title": "Open it", "responsible": cast.staff.pk, "accountable": cast.manager.pk}
    made = manager.made("quadrant-decisions/", {"key_result": shop.pk, "kind": "task", "task": task})
    manager.patch(f"tasks/{made['task']}/", {"title": "Open it soon"}, version=1)
    assert manager.post(f"quadrant-decisions/{made['id']}/undo/", {}).status_code == 409
    assert Task.objects.alive().filter(pk=made["task"]).exists()


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "plan_b"},
        {"kind": "plan_b", "risk": {**RISK, "plan_b": ""}},
        {"kind": "park", "risk": RISK},
        {"kind": "plan_b", "risk": RISK, "task": {"title": "x"}},
        {"kind": "task", "task": {"title": "x"}},
        {"kind": "burn"},
        {"kind": "ask", "ask": {"kind": "money", "title": "x"}},
    ],
)
def test_a_consequence_that_says_too_little_or_too_much_makes_nothing(manager, shop, body):
    answer = manager.post("quadrant-decisions/", {"key_result": shop.pk, **body})
    assert answer.status_code == 400, answer.content
    assert not Risk.objects.filter(key_result=shop).exists()


def test_parking_over_the_api_is_read_back_with_the_weight_it_had(manager, cast, shop):
    weight = shop.weight
    made = manager.made("quadrant-decisions/", {"key_result": shop.pk, "kind": "park"})
    assert made["weight_before"] == weight
    row = next(one for one in manager.read("quadrant/")["key_results"] if one["key_result"] == shop.pk)
    assert (row["parked"], row["weight_share"]) == (True, "0")


def test_a_draft_ask_is_no_decision_for_who_does_not_see_it(api, cast, manager, shop):
    values = {"kind": "permission", "title": "Second shop", "language": "en"}
    quadrant.decide(key_result=shop, by=cast.manager, kind=Consequence.ASK, values=values)
    assert len(manager.read("quadrant-decisions/")["results"]) == 1
    assert api(cast.boss).read("quadrant-decisions/")["results"] == []
