"""Words of scope and the glossary through the API: read by all, kept by planners, the scope itself stays text."""

import pytest

from objectives.models import Objective, ScopeTag
from tests.api.conftest import errors
from tests.builders import make_cycle, make_objective


@pytest.fixture
def manager(api, cast):
    return api(cast.manager)


def test_writing_a_scope_as_text_adds_the_words_to_the_company_list(manager, cast):
    objective = make_objective(cast, make_cycle(cast))
    said = manager.patch(f"objectives/{objective.pk}/", {"sites": "Germany\u3001 france"}, version=1).json()
    assert (said["sites"], said["sites_other"]) == ("Germany, france", "")
    rows = manager.read("scope-tags/?kind=market")["results"]
    assert {(one["name"], one["name_other"], one["language"]) for one in rows} == {
        ("france", "", "en"),
        ("Germany", "", "en"),
    }


def test_a_tag_is_made_translated_merged_and_deleted(manager, cast):
    objective = make_objective(cast, make_cycle(cast), sites="Germany")
    used = ScopeTag.objects.get()
    made = manager.made("scope-tags/", {"kind": "market", "name": "德国"})
    assert (made["language"], made["version"]) == ("zh-hans", 1)
    refused = manager.delete(f"scope-tags/{used.pk}/", version=1)
    assert refused.status_code == 409
    kept = manager.post(f"scope-tags/{used.pk}/merge/", {"into": made["id"]}).json()
    assert (kept["name"], kept["name_other"]) == ("德国", "Germany")
    objective.refresh_from_db()
    assert objective.sites == "Germany"
    renamed = manager.patch(f"scope-tags/{made['id']}/", {"name_other": "DE"}, version=kept["version"])
    assert renamed.status_code == 200
    objective.refresh_from_db()
    assert objective.sites == "DE"


def test_an_old_version_and_a_missing_one_are_told_apart(manager, cast):
    make_objective(cast, make_cycle(cast), sites="Germany")
    pk = ScopeTag.objects.get().pk
    assert manager.patch(f"scope-tags/{pk}/", {"name": "DE"}).status_code == 428
    assert manager.patch(f"scope-tags/{pk}/", {"name": "DE"}, version=1).status_code == 200
    assert manager.patch(f"scope-tags/{pk}/", {"name": "D"}, version=1).status_code == 412


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "market", "name": ""}, "name"),
        ({"kind": "market", "name": "a, b"}, "name"),
        ({"kind": "market", "name": "x" * 20_000}, "name"),
        ({"kind": "planet", "name": "Mars"}, "kind"),
        ({"name": "Mars"}, "kind"),
        ({"kind": "market", "name": "Mars", "language": "en"}, "language"),
        ({"kind": "market", "name": "\u202e"}, "name"),
    ],
)
def test_a_bad_tag_is_refused_beside_its_field(manager, body, field):
    refused = manager.post("scope-tags/", body)
    assert refused.status_code == 400
    assert errors(refused)[0][0] == field
    assert not ScopeTag.objects.exists()


@pytest.mark.parametrize("line", ["x" * 20_000, ",".join(f"m{one}" for one in range(500)), "y" * 61])
def test_a_scope_that_is_too_long_is_refused_and_the_objective_stays(manager, cast, line):
    objective = make_objective(cast, make_cycle(cast), sites="Germany")
    refused = manager.patch(f"objectives/{objective.pk}/", {"sites": line}, version=1)
    assert refused.status_code == 400
    assert errors(refused)[0][0] == "sites"
    assert Objective.objects.get().sites == "Germany"
    assert ScopeTag.objects.count() == 1


def test_the_list_of_tags_asks_as_much_for_two_as_for_fifty(manager, cast, django_assert_num_queries):
    make_objective(cast, make_cycle(cast), sites="a, b")
    manager.read("scope-tags/")
    with django_assert_num_queries(2):  # token with its person, tags
        manager.read("scope-tags/")
    ScopeTag.objects.bulk_create(ScopeTag(kind="market", name=f"m{one}", key=f"m{one}") for one in range(48))
    with django_assert_num_queries(2):
        assert len(manager.read("scope-tags/")["results"]) == 50


def test_before_a_metric_is_defined_nearly_the_same_ones_can_be_asked_for(manager):
    values = {"definition": "paid orders", "unit": "EUR", "language": "en"}
    manager.made("metrics/", {"name": "new-customer GMV", "name_other": "新客GMV", **values})
    manager.made("metrics/", {"name": "ACOS", **values, "unit": "%"})
    for typed in ("New Customer GMV", "新客户GMV"):
        assert [one["name"] for one in manager.read(f"metrics/?near={typed}")["results"]] == ["new-customer GMV"]
    assert manager.read("metrics/?near=ROAS")["results"] == []
    assert len(manager.read("metrics/")["results"]) == 2


def test_the_same_metric_in_another_width_is_not_defined_twice(manager):
    values = {"definition": "ad cost / ad sales", "unit": "%"}
    manager.made("metrics/", {"name": "ACOS", **values})
    refused = manager.post("metrics/", {"name": "\uff21\uff23\uff2f\uff33", **values})
    assert (refused.status_code, errors(refused)[0][0]) == (400, "name")


def test_a_measure_is_counted_in_the_unit_of_its_metric(manager, germany):
    metric = manager.made("metrics/", {"name": "ROI", "definition": "return / cost", "unit": "%"})
    measure = germany.measures[0]
    refused = manager.patch(f"measures/{measure.pk}/", {"metric": metric["id"]}, version=measure.version)
    assert (refused.status_code, errors(refused)[0][0]) == (400, "unit")
    both = {"metric": metric["id"], "unit": "\uff05"}
    assert manager.patch(f"measures/{measure.pk}/", both, version=measure.version).status_code == 200
    other = manager.patch(f"metrics/{metric['id']}/", {"unit": "EUR"}, version=1)
    assert (other.status_code, errors(other)[0][0]) == (400, "unit")


def test_a_measure_that_names_no_unit_takes_that_of_its_metric(manager, germany):
    metric = manager.made("metrics/", {"name": "ROI", "definition": "return / cost", "unit": "%"})
    values = {"name": "ROI", "direction": "at_least", "target": "3", "key_result": germany.key_results[0].pk}
    assert manager.made("measures/", {**values, "metric": metric["id"]})["unit"] == "%"


def test_a_baseline_has_its_source_and_its_day_which_is_not_ahead(manager, germany):
    measure = germany.own
    said = {"baseline_source": "ERP, September", "baseline_on": "2026-10-20"}
    answer = manager.patch(f"measures/{measure.pk}/", said, version=measure.version)
    assert (answer.status_code, answer.json()["baseline_on"]) == (200, "2026-10-20")
    ahead = manager.patch(f"measures/{measure.pk}/", {"baseline_on": "2026-10-21"}, version=measure.version + 1)
    assert (ahead.status_code, errors(ahead)[0][0]) == (400, "baseline_on")


@pytest.mark.parametrize(("day", "code"), [("2026-07-21", "baseline_old"), ("2026-07-22", None)])
def test_a_baseline_older_than_ninety_days_is_asked_about(manager, germany, day, code):
    measure = germany.own
    said = {"baseline_source": "ERP", "baseline_on": day}
    assert manager.patch(f"measures/{measure.pk}/", said, version=measure.version).status_code == 200
    letters = manager.read(f"objectives/{germany.objective.pk}/smart/")["letters"]
    codes = [one["code"] for one in letters[1]["findings"]]
    assert ("baseline_old" in codes) is (code is not None)
    assert "baseline_without_source" not in codes
