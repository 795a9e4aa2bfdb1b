"""What the API computes from a plan besides progress: the ranking, the schedule, the chain of lead times."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from objectives.actions import measures
from tests.api.conftest import errors

ESTIMATES = {"difficulty": 30, "long_term": 60, "currency": "EUR"}


def _path(manager, germany, title, returns, cost, need, **more):
    numbers = {"estimated_return": returns, "estimated_cost": cost, "resource_need": need}
    return manager.made("paths/", {"objective": germany.objective.pk, "title": title, **ESTIMATES, **numbers, **more})


def test_paths_are_ranked_by_score_with_what_would_change_the_order(api, cast, germany):
    manager = api(cast.manager)
    weak = _path(manager, germany, "Affiliates", "100", "100", 60, budget_given="400")
    strong = _path(manager, germany, "TikTok", "300", "100", 40, budget_given="0")
    said = manager.read(f"objectives/{germany.objective.pk}/ranking/")
    first, second = said["paths"][:2]
    assert (first["path"], first["rank"], second["path"]) == (strong["id"], 1, weak["id"])
    assert Decimal(first["score"]) > Decimal(second["score"])
    assert {one["criterion"] for one in first["parts"]} >= {"roi", "resources", "difficulty", "long_term"}
    assert (said["move"]["from_path"], said["move"]["to_path"]) == (weak["id"], strong["id"])
    assert api(cast.outsider).read(f"objectives/{germany.objective.pk}/ranking/")["move"] is None


def test_the_smallest_change_of_weight_that_changes_the_first_rank_is_named(api, cast, germany):
    manager = api(cast.manager)
    _path(manager, germany, "Quick", "300", "100", 90)
    other = _path(manager, germany, "Cheap", "150", "100", 10)
    said = manager.read(f"objectives/{germany.objective.pk}/ranking/")["sensitivity"]
    assert said["rival"] in {one["id"] for one in manager.read("paths/")["results"]}
    assert isinstance(said["close_call"], bool)
    assert other["version"] == 1


def test_tasks_are_planned_backwards_and_stored_on_request(api, cast, germany):
    manager, address = api(cast.manager), f"objectives/{germany.objective.pk}/schedule/"
    assert manager.read(address) == {"schedule": None}
    tasks = [
        manager.made("tasks/", {"objective": germany.objective.pk, "title": title, "duration": days})["id"]
        for title, days in (("Hire", 10), ("Film", 5))
    ]
    manager.made("dependencies/", {"predecessor": tasks[0], "successor": tasks[1]})
    said = manager.read(address)["schedule"]
    assert (said["verdict"], said["deadline"]) == ("fits", "2026-12-31")
    hire, film = (next(one for one in said["tasks"] if one["task"] == key) for key in tasks)
    assert hire["latest_finish"] < film["latest_start"] <= film["latest_finish"] == "2026-12-31"
    assert manager.read(f"tasks/{tasks[0]}/")["starts_on"] is None
    assert manager.post(address).json()["schedule"]["tasks"] == said["tasks"]
    assert manager.read(f"tasks/{tasks[0]}/")["starts_on"] == hire["planned_start"]
    assert api(cast.outsider).read(address)["schedule"]["tasks"] == []
    late = manager.read(f"{address}?as_of=2026-12-29")["schedule"]
    assert late["verdict"] == "impossible"


def test_a_link_that_would_close_a_circle_is_refused(api, cast, germany):
    manager = api(cast.manager)
    one, other = (
        manager.made("tasks/", {"objective": germany.objective.pk, "title": title})["id"] for title in ("A", "B")
    )
    link = manager.made("dependencies/", {"predecessor": one, "successor": other})
    response = manager.post("dependencies/", {"predecessor": other, "successor": one})
    assert errors(response) == [("predecessor", "invalid")]
    assert manager.delete(f"dependencies/{link['id']}/").status_code == 204
    assert manager.read(f"dependencies/?task={one}")["results"] == []


def test_a_chain_of_lead_times_says_when_it_has_to_start(api, cast, germany):
    manager, address = api(cast.manager), f"objectives/{germany.objective.pk}"
    steps = [
        {"title": "Production", "days": 30, "language": "en"},
        {"title": "Sea", "days": 35, "unit": "elapsed", "language": "en"},
    ]
    stored = manager.put(f"{address}/lead-time/", {"steps": steps}).json()["steps"]
    assert [one["title"] for one in stored] == ["Production", "Sea"]
    chain = manager.read(f"{address}/smart/?as_of=2026-10-01")["lead_time"]
    assert chain["steps"][1]["latest_start"] == "2026-11-27"
    assert chain["passed"] is False
    assert manager.read(f"{address}/smart/?as_of=2026-11-20")["lead_time"]["passed"] is True


def test_weights_are_set_in_one_call_and_a_status_by_hand(api, cast, germany):
    manager, (first, second) = api(cast.manager), germany.key_results
    address = f"objectives/{germany.objective.pk}"
    body = {"weights": [{"key_result": first.pk, "weight": 3}, {"key_result": second.pk, "weight": 1}]}
    assert manager.post(f"{address}/weights/", body).status_code == 200
    shares = [one["weight_percent"] for one in manager.read(f"{address}/progress/")["key_results"]]
    assert shares == [75, 25]
    assert errors(manager.post(f"{address}/weights/", {"weights": body["weights"][:1]})) == [("weights", "invalid")]
    assert errors(manager.post(f"{address}/status/", {"status": "on_track"})) == [("stated_reason", "invalid")]
    assert manager.post(f"{address}/status/", {"status": "on_track", "reason": "A fair is coming"}).status_code == 200
    said = manager.read(f"{address}/progress/")
    assert (said["status"], said["by_person"]) == ("on_track", True)
    assert manager.post(f"{address}/status/", {"status": None}).json()["stated_status"] == ""


def test_the_steps_of_a_milestone_are_kept_in_order(api, cast, germany):
    manager = api(cast.manager)
    milestone = measures.make(
        by=cast.manager,
        key_result=germany.key_results[0],
        values={"name": "Shop open", "language": "en", "direction": "milestone"},
    )
    steps = [{"title": "Licence", "weight": 2}, {"title": "Opening", "accepted_on": "2026-10-06"}]
    said = manager.put(f"measures/{milestone.pk}/steps/", {"steps": steps}).json()["steps"]
    assert [(one["title"], one["weight"]) for one in said] == [("Licence", 2), ("Opening", 1)]
    assert api(cast.outsider).read(f"measures/{milestone.pk}/steps/")["steps"] == said
    other = f"measures/{germany.measures[0].pk}/steps/"
    assert errors(manager.put(other, {"steps": steps})) == [("steps", "invalid")]


@pytest.mark.parametrize("kind", ["platform", "other"])
def test_progress_names_the_risks_that_people_wrote_down(api, cast, germany, kind):
    risk = {"key_result": germany.key_results[0].pk, "kind": kind, "title": "Account closed", "language": "en"}
    made = api(cast.manager).made("risks/", risk)
    (said,) = api(cast.outsider).read(f"objectives/{germany.objective.pk}/progress/")["risks"]
    assert (said["id"], said["is_deadly"]) == (made["id"], kind == "platform")


EUROPE = json.loads((Path(__file__).parents[1] / "data" / "europe_q4_paths.json").read_text(), parse_float=Decimal)


@pytest.fixture
def europe(api, cast, germany):
    """The four European paths by code, on the German objective; its own two are parked."""
    manager = api(cast.manager)
    for path in germany.paths:
        manager.patch(f"paths/{path.pk}/", {"parked": True}, version=1)
    return {
        row["code"]: _path(
            manager,
            germany,
            row["title_en"],
            str(1000 * (1 + row["roi"])),
            "1000",
            row["resource_need"],
            difficulty=row["difficulty"],
            long_term=row["long_term"],
        )["id"]
        for row in EUROPE["paths"]
    }


def _ranked(caller, germany):
    said = caller.read(f"objectives/{germany.objective.pk}/ranking/")
    return [one for one in said["paths"] if one["rank"]]


def test_the_four_european_paths_are_answered_with_their_scores_in_the_published_order(api, cast, germany, europe):
    ranked = _ranked(api(cast.manager), germany)
    assert [one["path"] for one in ranked] == [europe[code] for code in EUROPE["expected_order"]]
    scores = {one["path"]: Decimal(one["score"]) for one in ranked}
    assert [scores[europe[code]] for code in "1234"] == [Decimal(score) for score in ("43.0", "69.25", "73.9", "63.8")]


def test_all_criterion_weights_are_set_in_one_call_and_taken_back(api, cast, germany, europe):
    manager, address = api(cast.manager), f"objectives/{germany.objective.pk}/criterion-weights/"
    usual = manager.read(address)
    assert (usual["is_own"], usual["roi"], usual["time_to_effect"]) == (False, 40, 0)
    own = manager.put(address, {"long_term": 1}).json()
    assert (own["is_own"], own["roi"], own["long_term"]) == (True, 0, 1)
    assert _ranked(manager, germany)[0]["path"] == europe["1"]
    for wrong in ({"roi": -1, "long_term": 5}, {"roi": 0}, {"roi": 1001}, {"roi": "x"}, {"price": 3}):
        assert manager.put(address, wrong).status_code == 400
    assert manager.put(address, {"roi": 1}, version=own["version"] - 1).status_code == 412
    assert manager.read(address)["long_term"] == 1
    assert manager.delete(address).json()["roi"] == 40
    assert _ranked(manager, germany)[0]["path"] == europe["3"]


def test_the_company_sets_the_weights_that_every_objective_starts_from(api, cast, germany, europe):
    assert api(cast.manager).put("criterion-weights/", {"long_term": 1}).status_code == 403
    assert api(cast.administrator).put("criterion-weights/", {"long_term": 1}).status_code == 200
    assert _ranked(api(cast.manager), germany)[0]["path"] == europe["1"]


def test_a_pinned_path_needs_its_reason_and_keeps_its_computed_rank(api, cast, germany, europe):
    manager, address = api(cast.manager), f"paths/{europe['1']}/"
    assert errors(manager.patch(address, {"pinned_rank": 1}, version=1)) == [("pin_reason", "invalid")]
    assert errors(manager.patch(address, {"pinned_rank": 1, "pin_reason": "  "}, version=1)) == [
        ("pin_reason", "invalid")
    ]
    pinned = manager.patch(address, {"pinned_rank": 1, "pin_reason": "The season begins"}, version=1).json()
    assert (pinned["pinned_by"], pinned["pinned_at"] is None) == (cast.manager.pk, False)
    first = _ranked(manager, germany)[0]
    assert (first["path"], first["rank"], first["computed_rank"]) == (europe["1"], 1, 4)


def test_person_days_are_shared_out_like_money(api, cast, germany, europe):
    manager = api(cast.manager)
    for code, need, given in (("3", "20", "5"), ("1", "20", "15")):
        body = {"person_days_needed": need, "person_days_given": given}
        assert manager.patch(f"paths/{europe[code]}/", body, version=1).status_code == 200
    said = api(cast.outsider).read(f"objectives/{germany.objective.pk}/ranking/")
    days = said["person_days"]
    assert (days["has"], days["given"], days["needed"]) == (None, "20", "40")
    assert days["move"] == {"from_path": europe["1"], "to_path": europe["3"], "amount": "15"}
    assert said["money"] is None
