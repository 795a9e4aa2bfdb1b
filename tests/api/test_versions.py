"""Two people at one row: who saves second is told what the first changed."""

import pytest

from objectives.models import Cycle, Objective, Path
from tests.api.conftest import errors


def test_a_read_carries_the_version_as_its_etag(api, cast, germany):
    response = api(cast.manager).get(f"paths/{germany.paths[0].pk}/")
    assert response["ETag"] == '"1"'
    assert response.json()["version"] == 1


def test_a_change_without_if_match_is_refused_and_says_what_is_missing(api, cast, germany):
    response = api(cast.manager).patch(f"paths/{germany.paths[0].pk}/", {"title": "Other"})
    assert response.status_code == 428
    assert errors(response) == [(None, "version_missing")]


def test_a_change_on_the_version_that_was_read_is_saved_and_answers_with_the_next(api, cast, germany):
    response = api(cast.manager).patch(f"paths/{germany.paths[0].pk}/", {"title": "Other"}, version=1)
    assert response.status_code == 200
    assert (response["ETag"], response.json()["title"]) == ('"2"', "Other")


def test_a_stale_change_is_refused_with_what_the_other_person_changed(api, cast, germany):
    path = f"paths/{germany.paths[0].pk}/"
    api(cast.manager).patch(path, {"title": "Theirs"}, version=1)
    response = api(cast.manager).patch(path, {"title": "Mine"}, version=1)
    assert response.status_code == 412
    (error,) = response.json()["errors"]
    assert error["changes"] == [{"field": "title", "theirs": "Theirs", "yours": "Mine", "by": "Chen Li"}]
    assert Path.objects.get(pk=germany.paths[0].pk).title == "Theirs"


@pytest.mark.parametrize("header", ["*", '"abc"', '"1", "2"', "-1", '"99999999999999999999"', ""])
def test_if_match_carries_one_version_and_nothing_else(api, cast, germany, header):
    response = api(cast.manager).patch(f"paths/{germany.paths[0].pk}/", {"title": "Other"}, If_Match=header)
    assert response.status_code == 400
    assert errors(response) == [(None, "version")]


def test_a_stale_delete_is_refused_and_deletes_nothing(api, cast, germany):
    manager = api(cast.manager)
    path = manager.made("paths/", {"objective": germany.objective.pk, "title": "Third"})
    address = f"paths/{path['id']}/"
    manager.patch(address, {"title": "Renamed"}, version=1)
    assert manager.delete(address).status_code == 428
    assert manager.delete(address, version=1).status_code == 412
    assert manager.delete(address, version=2).status_code == 204
    assert manager.get(address).status_code == 404


@pytest.mark.parametrize("noun", ["objectives", "key-results", "measures", "paths", "risks", "tasks", "asks"])
def test_every_versioned_row_is_changed_and_deleted_by_its_version_only(api, cast, germany, noun):
    manager, address = api(cast.manager), f"{noun}/{_made(api(cast.manager), cast, germany, noun)}/"
    language = {"language": "zh-hans"}
    assert manager.patch(address, language).status_code == 428
    assert manager.patch(address, language, version=9).status_code == 412
    assert manager.patch(address, language, version=1).status_code == 200
    assert manager.delete(address, version=1).status_code == 412
    assert manager.delete(address, version=2).status_code == 204


def _made(manager, cast, germany, noun):
    objective = {"objective": germany.objective.pk}
    key_result = {"key_result": germany.key_results[0].pk}
    moving = {"direction": "increase", "accumulation": "sum", "target": "5"}
    bodies = {
        "objectives": {"department": cast.germany.pk, "cycle": germany.cycle.pk, "title": "O", "due_on": "2026-12-01"},
        "key-results": {**objective, "title": "KR3"},
        "measures": {**key_result, "name": "Videos", **moving},
        "paths": {**objective, "title": "P3"},
        "risks": {**key_result, "kind": "platform", "title": "Account closed"},
        "tasks": {**objective, "title": "Hire"},
        "asks": {**objective, "kind": "other", "title": "A letter"},
    }
    return manager.made(f"{noun}/", {**bodies[noun], "language": "en"})["id"]


def test_the_frame_is_changed_by_its_version_too(api, cast, germany):
    administrator, address = api(cast.administrator), f"cycles/{germany.cycle.pk}/"
    assert administrator.patch(address, {"name": "Q4"}).status_code == 428
    assert administrator.patch(address, {"plan_rates": {"USD": "0.92"}}, version=1).status_code == 400  # frozen
    assert administrator.patch(address, {"name": "Q4"}, version=1).status_code == 200
    assert Cycle.objects.get().name == "Q4"


def test_a_cause_is_written_once_without_and_then_with_the_version_that_was_seen(api, cast, germany):
    manager, address = api(cast.manager), f"key-results/{germany.key_results[0].pk}/cause/"
    assert manager.get(address).status_code == 404
    body = {"kind": "team", "text": "content team a month late", "language": "en"}
    assert manager.put(address, body).status_code == 200
    assert manager.put(address, body).status_code == 428
    assert manager.put(address, {**body, "kind": "external"}, version=1).status_code == 200
    assert manager.read(address)["kind"] == "external"


def test_a_decision_on_another_version_than_the_one_that_was_read_is_refused(api, cast, germany):
    manager, boss = api(cast.manager), api(cast.boss)
    money = {"kind": "money", "title": "Traffic", "amount": "5000", "currency": "EUR"}
    ask = manager.made("asks/", {"objective": germany.objective.pk, **money})
    assert manager.post(f"asks/{ask['id']}/submit/", {"decider": cast.boss.pk}).status_code == 200
    response = boss.post(f"asks/{ask['id']}/decide/", {"answer": "approve"}, version=1)
    assert response.status_code == 412
    assert boss.post(f"asks/{ask['id']}/decide/", {"answer": "approve"}, version=2).status_code == 200


def test_a_draft_that_was_confirmed_meanwhile_is_not_deleted(api, cast, germany):
    version = Objective.objects.get().version
    response = api(cast.manager).delete(f"objectives/{germany.objective.pk}/", version=version)
    assert response.status_code == 409
