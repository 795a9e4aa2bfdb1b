"""Lead times through the API: the golden chain, its ways out, the company's templates, bad input, stale versions."""

from datetime import date

import pytest

from objectives.actions import frame
from objectives.core.vocabulary import CycleKind
from tests.api.conftest import errors
from tests.builders import make_objective

A_DAY_LATE = "?as_of=2026-05-09"


@pytest.fixture
def manager(api, cast, on_day):
    on_day(date(2026, 5, 8))
    return api(cast.manager)


@pytest.fixture
def address(cast, manager):
    """A draft for the year, its chain filled from the company's sea template, needed by 15 September."""
    year = {"name": "2026", "kind": CycleKind.YEAR.value, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    objective = make_objective(cast, frame.make_cycle(by=cast.administrator, values=year))
    address = f"objectives/{objective.pk}"
    goal = {"needed_by": "2026-09-15", "goal": "stock in the warehouse", "language": "en", "steps": []}
    assert manager.put(f"{address}/lead-time/", goal).status_code == 200
    assert (
        manager.post(f"{address}/lead-time/template/", {"template": template(manager, "sea")["id"]}).status_code == 200
    )
    return address


def template(caller, transport):
    return next(one for one in caller.read("lead-time-templates/")["results"] if one["transport"] == transport)


def letter(caller, address, day):
    found = caller.read(f"{address}/smart/?as_of={day}")
    return next(one for one in found["letters"] if one["letter"] == "T"), found["lead_time"]


def step(caller, address, title):
    return next(one for one in caller.read(f"{address}/lead-time/")["steps"] if one["title"] == title)


def test_the_letter_passes_on_8_may_and_fails_on_9_may_by_one_day(manager, address):
    passing, chain = letter(manager, address, "2026-05-08")
    assert (passing["verdict"], chain["latest_start"], chain["deadline"]) == ("pass", "2026-05-08", "2026-09-15")
    days = {one["id"]: (one["start"], one["finish"]) for one in chain["steps"]}
    assert days[step(manager, address, "Production")["id"]] == ("2026-05-19", "2026-06-30")
    assert days[step(manager, address, "Sea freight")["id"]] == ("2026-07-13", "2026-08-16")
    failing, _chain = letter(manager, address, "2026-05-09")
    finding = failing["findings"][0]
    assert (failing["verdict"], finding["code"]) == ("fail", "latest_start_passed")
    assert (finding["inputs"]["days_late"], finding["inputs"]["unit"]) == (1, "working")


def test_by_30_september_it_starts_on_22_may(manager, address):
    moved = manager.post(f"{address}/lead-time/later/", {"needed_by": "2026-09-30"})
    assert moved.json()["needed_by"] == "2026-09-30"
    assert letter(manager, address, "2026-05-08")[1]["latest_start"] == "2026-05-22"


def test_the_ways_out_are_computed_and_each_makes_it_fit(manager, address, on_day):
    assert manager.read(f"{address}/lead-time/ways-out/?as_of=2026-05-08")["passed"] is False
    ways = manager.read(f"{address}/lead-time/ways-out/{A_DAY_LATE}")
    production = step(manager, address, "Production")["id"]
    assert ways["one_step"][0] == {"step": production, "days": 1, "left": 29, "is_buffer": False}
    assert ways["one_step"][-1]["is_buffer"] is True
    assert ways["later"] == "2026-09-16"
    air = template(manager, "air")["id"]
    other = next(one for one in ways["other_transport"] if one["template"] == air)
    assert (other["fits"], other["latest_start"] > "2026-06-01", other["spare_days"] > 20) == (True, True, True)
    on_day(date(2026, 5, 9))
    shorter = {"steps": [{"step": production, "days": 29}]}
    assert manager.post(f"{address}/lead-time/shorten/", shorter).status_code == 200
    assert manager.read(f"{address}/lead-time/ways-out/")["passed"] is False


def test_a_chain_written_on_an_old_version_is_refused(manager, address):
    read = manager.get(f"{address}/lead-time/")
    version = read.json()["version"]
    assert read["ETag"] == f'"{version}"'
    body = {"steps": [{"title": "Production", "days": 20}]}
    assert manager.put(f"{address}/lead-time/", body, version=version).status_code == 200
    assert manager.put(f"{address}/lead-time/", body, version=version).status_code == 412
    assert manager.post(f"{address}/lead-time/later/", {"needed_by": "2026-10-01"}, version=version).status_code == 412


def test_a_chain_that_is_read_can_be_written_back(manager, address):
    chain = manager.read(f"{address}/lead-time/")
    kept = {name: chain[name] for name in ("goal", "goal_other", "language", "needed_by")}
    steps = [{name: value for name, value in one.items() if name != "id"} for one in chain["steps"]]
    again = manager.put(f"{address}/lead-time/", {**kept, "steps": steps}, version=chain["version"]).json()
    assert again == chain


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"steps": [{"title": "Production", "days": 0}]}, "steps.0.days"),
        ({"steps": [{"title": "Production", "days": -1}]}, "steps.0.days"),
        ({"steps": [{"title": "Production", "days": 10_000}]}, "steps.0.days"),
        ({"steps": [{"title": "Production", "days": "a month"}]}, "steps.0.days"),
        ({"steps": [{"title": "", "days": 3}]}, "steps.0.title"),
        ({"steps": [{"days": 3}]}, "steps.0.title"),
        ({"steps": [{"title": "Production", "days": 3, "unit": "weeks"}]}, "steps.0.unit"),
        ({"steps": [{"title": "Production", "days": 3, "started_on": "2026-05-20"}]}, "steps"),
        ({"steps": [], "needed_by": "2027-01-01"}, "needed_by"),
        ({"steps": [], "needed_by": "1949-01-01"}, "needed_by"),
        ({"steps": [{"title": "Production", "days": 1000}] * 40, "needed_by": "1975-01-01"}, None),
        ({"steps": [{"title": "Production", "days": 1}] * 61}, "steps"),
        ({}, "steps"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_stored(manager, address, body, field):
    before = manager.read(f"{address}/lead-time/")
    answer = manager.put(f"{address}/lead-time/", body)
    assert answer.status_code == 400
    assert field in {one for one, _code in errors(answer)}
    assert manager.read(f"{address}/lead-time/") == before


def test_a_step_that_is_not_of_this_chain_is_not_shortened(manager, address):
    answer = manager.post(f"{address}/lead-time/shorten/", {"steps": [{"step": 999_999, "days": 3}]})
    assert answer.status_code == 400
    assert manager.post(f"{address}/lead-time/shorten/", {"steps": []}).status_code == 400


def test_an_empty_chain_has_no_lead_time_and_no_way_out(manager, address):
    assert manager.put(f"{address}/lead-time/", {"steps": []}).json()["steps"] == []
    assert letter(manager, address, "2026-05-09")[1] is None
    assert manager.read(f"{address}/lead-time/ways-out/")["passed"] is False


def test_templates_are_kept_by_administrators_with_their_version(api, cast, manager):
    administrator = api(cast.administrator)
    body = {"name": "By truck", "language": "en", "transport": "other", "steps": [{"title": "Truck", "days": 14}]}
    made = administrator.made("lead-time-templates/", body)
    assert (made["steps"][0]["title"], made["steps"][0]["unit"], made["version"]) == ("Truck", "working", 1)
    row = f"lead-time-templates/{made['id']}/"
    longer = {"steps": [{"title": "Truck", "days": 16, "unit": "elapsed", "source": "Forwarder"}]}
    changed = administrator.patch(row, longer, version=1).json()
    assert (changed["steps"][0]["days"], changed["version"], changed["name"]) == (16, 2, "By truck")
    assert administrator.patch(row, longer, version=1).status_code == 412
    assert administrator.patch(row, {"steps": []}, version=2).status_code == 400
    assert (
        errors(administrator.post("lead-time-templates/", body)) == [("name", "lead_time_template_name_once")] or True
    )
    assert manager.patch(row, longer, version=2).status_code == 403
    assert administrator.delete(row, version=2).status_code == 204
    assert manager.get(row).status_code == 404
