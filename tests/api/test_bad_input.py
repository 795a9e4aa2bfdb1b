"""What cannot be meant is refused with a sentence at its field, and nothing is stored."""

import pytest

from objectives.models import CheckIn, KeyResult, Measure, Objective, Task
from tests.api.conftest import errors
from tests.cast import person


def _measure(germany, **values):
    told = {"key_result": germany.key_results[0].pk, "name": "Videos", "direction": "increase", "accumulation": "level"}
    return {**told, "baseline": "0", "target": "10", **values}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('"abc"', "invalid"),
        ('"NaN"', "invalid"),
        ('"Infinity"', "invalid"),
        ('"1e309"', "max_digits"),
        ("1e309", "max_digits"),
        ("1e999999999", "max_digits"),
        ("1234567890123456789", "max_digits"),
        ("true", "invalid"),
        ("null", "null"),
        ("[]", "invalid"),
    ],
)
def test_a_value_that_is_no_ordinary_number_is_refused(api, cast, germany, value, code):
    before = CheckIn.objects.count()
    body = f'{{"measure": {germany.measures[0].pk}, "day": "2026-10-20", "value": {value}}}'
    response = api(cast.staff).post("check-ins/", body)
    assert response.status_code == 400
    assert errors(response) == [("value", code)]
    assert CheckIn.objects.count() == before


@pytest.mark.parametrize("body", ['{"value": NaN}', '{"value": Infinity}', "{", "\xff", "[" * 100_000, "9" * 5000])
def test_a_body_that_is_not_json_is_refused_with_a_sentence(api, cast, germany, body):
    response = api(cast.staff).post("check-ins/", body)
    assert response.status_code == 400
    assert len(errors(response)) == 1


def test_a_body_that_is_not_an_object_is_refused(api, cast, germany):
    assert api(cast.manager).post("paths/", [1, 2]).status_code == 400


def test_a_form_is_not_taken_for_json(api, cast, germany):
    caller = api(cast.manager)
    response = caller.client.post("/api/v1/paths/", {"title": "x"}, headers=caller.headers)
    assert response.status_code == 415
    assert errors(response) == [(None, "unsupported_media_type")]


def test_unknown_fields_and_fields_that_we_compute_are_refused(api, cast, germany):
    body = {"objective": germany.objective.pk, "title": "New", "colour": "red", "version": 7}
    response = api(cast.manager).post("paths/", body)
    assert response.status_code == 400
    assert errors(response) == [("colour", "unknown"), ("version", "unknown")]
    assert germany.objective.paths.count() == 2


def test_a_row_does_not_move_to_another_objective(api, cast, germany):
    path = germany.paths[0]
    body = {"objective": germany.objective.pk}
    response = api(cast.manager).patch(f"paths/{path.pk}/", body, version=path.version)
    assert errors(response) == [("objective", "unknown")]


def test_an_objective_due_outside_its_cycle_is_refused(api, cast, germany):
    body = {
        "department": cast.germany.pk,
        "cycle": germany.cycle.pk,
        "title": "Late",
        "due_on": "2027-01-15",
    }
    response = api(cast.manager).post("objectives/", body)
    assert response.status_code == 400
    assert errors(response)[0][0] == "due_on"
    assert Objective.objects.count() == 1


def test_a_key_result_due_after_its_objective_is_refused_but_may_start_before_the_cycle(api, cast, germany):
    manager, body = api(cast.manager), {"objective": germany.objective.pk, "title": "KR3"}
    response = manager.post("key-results/", {**body, "due_on": "2027-01-01"})
    assert response.status_code == 400
    assert errors(response)[0][0] == "due_on"
    assert KeyResult.objects.count() == 2
    assert manager.made("key-results/", {**body, "planned_start": "2026-08-01"})["planned_start"] == "2026-08-01"


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"baseline": "10", "target": "10"}, "target", "baseline_is_target"),
        ({"baseline": "20", "target": "10"}, "target", "wrong_side"),
        ({"direction": "decrease", "accumulation": "sum"}, "direction", "falling_sum"),
        ({"direction": "sideways"}, "direction", "invalid_choice"),
        ({"baseline": None}, "baseline", "baseline_missing"),
        ({"due_on": "2027-03-01"}, "due_on", "invalid"),
        ({"due_on": "20 October"}, "due_on", "invalid"),
        ({"due_on": "0001-01-01"}, "due_on", "outside"),
        ({"due_on": "9999-12-31"}, "due_on", "outside"),
        ({"weight": -1}, "weight", "min_value"),
        ({"weight": 40000}, "weight", "max_value"),
        ({"name": ""}, "name", "blank"),
        ({"name": "x\u0000y"}, "name", "null_characters_not_allowed"),
        ({"name": "x" * 121}, "name", "max_length"),
        ({"is_guardrail": True}, "is_guardrail", "guardrail_without_limit"),
    ],
)
def test_a_measure_that_cannot_be_measured_is_refused(api, cast, germany, values, field, code):
    response = api(cast.manager).post("measures/", _measure(germany, **values))
    assert response.status_code == 400
    assert errors(response) == [(field, code)]
    assert Measure.objects.count() == 5


def test_a_measure_of_a_key_result_and_of_the_objective_at_once_is_refused(api, cast, germany):
    response = api(cast.manager).post("measures/", _measure(germany, objective=germany.objective.pk))
    assert response.status_code == 400
    assert Measure.objects.count() == 5


def test_a_measure_of_nothing_is_refused(api, cast, germany):
    body = _measure(germany)
    del body["key_result"]
    response = api(cast.manager).post("measures/", body)
    assert response.status_code == 400
    assert errors(response) == [("key_result", "invalid")]


@pytest.mark.parametrize("people", [[1, 2], "Wang Min", None, 10**30, 1.5])
def test_a_task_takes_exactly_one_responsible_person(api, cast, germany, people):
    body = {"objective": germany.objective.pk, "title": "Hire", "responsible": people}
    response = api(cast.manager).post("tasks/", body)
    assert response.status_code == 400
    assert errors(response)[0][0] == "responsible"
    assert Task.objects.count() == 0


def test_a_person_who_left_is_not_made_responsible(api, cast, germany):
    gone = person("Gone", is_active=False)
    body = {"objective": germany.objective.pk, "title": "Hire", "responsible": gone.pk}
    assert errors(api(cast.manager).post("tasks/", body)) == [("responsible", "invalid")]


def test_one_bad_check_in_of_many_stores_none_and_says_which_one_it_is(api, cast, germany):
    before = CheckIn.objects.count()
    good = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "5100"}
    staff = api(cast.staff)
    response = staff.post("check-ins/bulk/", {"check_ins": [good, {**good, "day": "2026-10-21"}]})
    assert response.status_code == 400
    assert errors(response) == [("check_ins.1.day", "invalid")]
    response = staff.post("check-ins/bulk/", {"check_ins": [good, {**good, "value": "many"}]})
    assert errors(response) == [("check_ins.1.value", "invalid")]
    response = staff.post("check-ins/bulk/", {"check_ins": [good, {**good, "measure": 2**63 - 1}]})
    assert errors(response) == [("check_ins.1.measure", "invalid")]
    assert staff.post("check-ins/bulk/", {"check_ins": [good] * 201}).status_code == 400
    assert CheckIn.objects.count() == before


@pytest.mark.parametrize("day", ["yesterday", "", "2026-13-01", "9999-12-31", "1900-01-01", "NaN"])
def test_as_of_takes_a_day_and_nothing_else(api, cast, germany, day):
    for name in ("progress", "smart", "schedule"):
        response = api(cast.manager).get(f"objectives/{germany.objective.pk}/{name}/?as_of={day}")
        assert response.status_code == 400
        assert errors(response)[0][0] == "as_of"


def test_sentences_are_in_the_callers_language(api, cast, germany):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    response = api(cast.manager).post("paths/", {"objective": germany.objective.pk, "title": ""})
    assert response.json()["errors"][0]["message"] == "该字段不能为空。"
    assert response["Content-Language"] == "zh-hans"


def test_two_paths_cannot_each_need_the_other_first(api, cast, germany):
    manager, (one, other) = api(cast.manager), germany.paths
    assert manager.patch(f"paths/{one.pk}/", {"needs_first": other.pk}, version=1).status_code == 200
    response = manager.patch(f"paths/{other.pk}/", {"needs_first": one.pk}, version=1)
    assert errors(response) == [("needs_first", "invalid")]
    assert len(manager.read(f"objectives/{germany.objective.pk}/ranking/")["paths"]) == 2
