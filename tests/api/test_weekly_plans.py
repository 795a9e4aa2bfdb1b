"""Weekly plans through the API: decimals as text that sum to 100, refused with the field and a code."""

import pytest

from objectives.models import Measure
from tests.api.conftest import errors

EVEN = ["6.25"] * 16 + ["0"]  # 17 weeks from 6 September to 31 December


@pytest.fixture
def manager(api, cast):
    return api(cast.manager)


def test_a_weekly_plan_is_given_read_and_taken_away(manager, germany):
    measure = germany.measures[0]
    path = f"measures/{measure.pk}/"
    assert manager.read(path)["profile"] == []
    said = manager.patch(path, {"profile": ["6.250", *EVEN[1:]]}, version=measure.version).json()
    assert said["profile"] == EVEN
    assert Measure.objects.get(pk=measure.pk).profile == EVEN
    assert manager.patch(path, {"profile": EVEN}, version=measure.version).status_code == 412
    assert manager.patch(path, {"profile": []}, version=said["version"]).json()["profile"] == []


def test_a_measure_is_made_with_its_weekly_plan(manager, germany):
    values = {"name": "visits", "unit": "visits", "direction": "increase", "accumulation": "sum", "target": "900"}
    values |= {"key_result": germany.key_results[0].pk}
    assert manager.made("measures/", {**values, "profile": EVEN})["profile"] == EVEN
    refused = manager.post("measures/", {**values, "profile": ["100"]})
    assert (refused.status_code, errors(refused)) == (400, [("profile", "other_weeks")])


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ([*EVEN[:-1], "1"], "not_whole"),
        ([*EVEN[:-1], "-1"], "negative"),
        (["6.251", "6.249", *EVEN[2:]], "too_fine"),
        (["100"], "other_weeks"),
        (["1"] * 300, None),
        (["many"], None),
        (["NaN"], None),
        (["Infinity"], None),
        (["1e309"], None),
        ("100", None),
        ({"0": "100"}, None),
        ([["100"]], None),
        (None, None),
    ],
)
def test_what_is_no_weekly_plan_is_refused_and_nothing_is_stored(manager, germany, profile, code):
    measure = germany.measures[0]
    refused = manager.patch(f"measures/{measure.pk}/", {"profile": profile}, version=measure.version)
    assert refused.status_code == 400
    field, said = errors(refused)[0]
    assert str(field).startswith("profile")
    assert code in (None, said)
    assert Measure.objects.get(pk=measure.pk).profile == []


def test_a_limit_takes_no_weekly_plan(manager, germany):
    limit = germany.measures[3]
    refused = manager.patch(f"measures/{limit.pk}/", {"profile": ["100"]}, version=limit.version)
    assert (refused.status_code, errors(refused)) == (400, [("profile", "not_moving")])
