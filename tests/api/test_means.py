"""What an objective needs and what there is, over the API: the whole set, its calculations, and bad input."""

import pytest

from objectives.core.vocabulary import Resource
from objectives.models import FeasibilityLine, Means

WHOLE = {
    "currency": "EUR",
    "budget_available": "18000",
    "source": "ERP",
    "drivers": [{"value_per_customer": "400", "acquisition_cost": "20"}],
    "effort": [{"title": "Content", "person_days": "15"}],
    "stock": [
        {
            "title": "Lamp",
            "orders": "5000",
            "units_per_order": "1.1",
            "safety": "10",
            "on_hand": "0",
            "arriving": "6100",
        }
    ],
}


@pytest.fixture
def address(germany):
    return f"objectives/{germany.objective.pk}/feasibility/"


def test_the_whole_set_comes_back_with_every_check_line_by_line(api, cast, address):
    manager = api(cast.manager)
    people = [{"person": cast.staff.pk, "allocation": "50"}]
    said = manager.put(address, {**WHOLE, "people": people}).json()
    assert said["drivers"][0]["kind"] == "customers"
    assert said["people"] == [{"person": cast.staff.pk, "allocation": "50"}]
    result = said["result"]
    money, _people, stock = result["checks"]
    assert (money["needed"], money["missing"], result["largest_target"]) == ("25000", "7000", "360000")
    steps = money["needs"][0]["steps"]
    assert [(one["figure"], one["operator"], one["result"], one["result_unit"]) for one in steps] == [
        ("target", None, "500000", "EUR"),
        ("value_per_customer", "over", "1250", "customers"),
        ("acquisition_cost", "times", "25000", "EUR"),
    ]
    assert (stock["needed"], stock["verdict"]) == ("6050", "tight")
    assert result["binding"] == {"resource": "money", "line": None}
    assert manager.read(address) == said
    assert manager.read(address.replace("feasibility", "smart"))["feasibility"] == result


def test_before_anything_is_entered_every_resource_is_unknown(api, cast, address):
    said = api(cast.manager).read(address)
    assert said["version"] == 0
    assert [one["resource"] for one in said["result"]["checks"]] == [one.value for one in Resource]
    assert {one["verdict"] for one in said["result"]["checks"]} == {"unknown"}


def test_a_named_factor_is_kept_in_its_place_and_its_language(api, cast, address):
    factor = {"title": "Fee", "title_other": "费用", "language": "en", "operator": "times", "value": "3", "unit": "EUR"}
    said = api(cast.manager).put(address, {"drivers": [{"kind": "product", "factors": [factor]}]}).json()
    assert said["drivers"][0]["factors"] == [factor]
    assert said["result"]["checks"][0]["needs"][0]["steps"][1]["factor"] == 0


def test_a_list_that_is_not_given_is_emptied(api, cast, address):
    manager = api(cast.manager)
    manager.put(address, WHOLE)
    said = manager.put(address, {"currency": "EUR", "needs_stock": False}).json()
    assert (said["drivers"], said["effort"], said["stock"], said["needs_stock"]) == ([], [], [], False)


def test_a_set_written_on_an_old_version_is_refused(api, cast, address):
    manager = api(cast.manager)
    version = manager.put(address, WHOLE).json()["version"]
    assert manager.put(address, WHOLE, version=version + 5).status_code == 412
    assert manager.put(address, {**WHOLE, "source": "CRM"}, version=version).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"drivers": [{"acquisition_cost": "cheap"}]}, "drivers.0.acquisition_cost"),
        ({"drivers": [{"acquisition_cost": "NaN"}]}, "drivers.0.acquisition_cost"),
        ({"drivers": [{"acquisition_cost": "1e309"}]}, "drivers.0.acquisition_cost"),
        ({"drivers": [{"acquisition_cost": "Infinity"}]}, "drivers.0.acquisition_cost"),
        ({"drivers": [{"acquisition_cost": "-1"}]}, "drivers.0.acquisition_cost"),
        ({"drivers": [{"kind": "clicks", "conversion": "0"}]}, "drivers.0.conversion"),
        ({"drivers": [{"kind": "clicks", "conversion": "100.5"}]}, "drivers.0.conversion"),
        ({"drivers": [{"kind": "barter"}]}, "drivers.0.kind"),
        ({"drivers": [{"part": "600000"}]}, "drivers.0.part"),
        ({"drivers": [{}, {}]}, "drivers.1.part"),
        ({"drivers": [{"kind": "product", "factors": [{"title": "F", "value": "0"}]}]}, "drivers.0.factors.0.value"),
        ({"drivers": "all"}, "drivers"),
        ({"drivers": [{"id": 1}]}, "drivers.0.id"),
        ({"drivers": [{"objective": 1}]}, "drivers.0.objective"),
        ({"budget_available": "-1"}, "budget_available"),
        ({"currency": "XYZ"}, "currency"),
        ({"currency": "EURO"}, "currency"),
        ({"effort": [{"person_days": "1"}]}, "effort.0.title"),
        ({"effort": [{"title": "x", "person_days": "-1"}]}, "effort.0.person_days"),
        ({"people": [{"person": 999999}]}, "people.0.person"),
        ({"people": [{"person": "me"}]}, "people.0.person"),
        ({"people": [{"allocation": "5"}]}, "people.0.person"),
        ({"stock": [{"title": "x", "orders": "-1"}]}, "stock.0.orders"),
        ({"stock": [{"title": "x", "safety": "1001"}]}, "stock.0.safety"),
        ({"effort": [{"title": "x"}], "needs_people": False}, "needs_people"),
        ({"result": {}}, "result"),
        ({"version": 3}, "version"),
    ],
)
def test_bad_input_is_answered_with_its_field_and_nothing_is_stored(api, cast, address, body, field):
    answer = api(cast.manager).put(address, {"currency": "EUR", **body})
    assert answer.status_code == 400
    assert field in [one["field"] for one in answer.json()["errors"]], answer.json()
    assert not Means.objects.exists()
    assert not FeasibilityLine.objects.exists()


def test_a_person_who_has_left_is_not_named(api, cast, address):
    cast.colleague.is_active = False
    cast.colleague.save()
    answer = api(cast.manager).put(address, {"people": [{"person": cast.colleague.pk}]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "people.0.person"


def test_refusals_are_in_the_callers_language(api, cast, address):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    answer = api(cast.manager).put(address, {"drivers": [{"kind": "clicks", "conversion": "0"}]})
    assert answer.json()["errors"][0]["message"] == "转化率须大于0且不超过百分之百。"


def test_the_largest_and_smallest_figures_are_calculated(api, cast, address):
    manager = api(cast.manager)
    for operator, value in (("over", "0.0001"), ("times", "99999999999")):
        factors = [{"title": f"F{n}", "operator": operator, "value": value} for n in range(6)]
        said = manager.put(address, {"budget_available": "0.01", "drivers": [{"kind": "product", "factors": factors}]})
        assert said.status_code == 200
        assert manager.get(address.replace("feasibility", "smart")).status_code == 200
    seven = [{"title": f"F{n}", "operator": "times", "value": "2"} for n in range(7)]
    assert manager.put(address, {"drivers": [{"kind": "product", "factors": seven}]}).status_code == 400
