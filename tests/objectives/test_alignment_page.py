"""The letter R: the strategy or the objective above, duplicates and contradictions, only as far as one sees them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import confirming, frame, measures, objectives
from objectives.core.vocabulary import Letter, SmartCode, Visibility
from objectives.models import Objective, Strategy
from objectives.queries.evidence import evidence_of
from tests.builders import TODAY, make_objective

FIGURE = {"language": "en", "unit": "EUR", "accumulation": "level", "baseline": Decimal(10)}


def page(user, objective, language="en"):
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user)
    answer = client.get(reverse("objectives:plan", args=[objective.pk]))
    return " ".join(answer.content.decode().split())


def codes(objective, reader):
    found = evidence_of(Objective.objects.get(pk=objective.pk), TODAY, reader)
    return [one.code for one in found.smart.letter(Letter.RELEVANT).findings]


@pytest.fixture
def rival(germany, cast):
    """Another objective of the German site with the same figure."""

    def made(direction="increase", target="20", by=cast.manager, name="New-customer GMV", **values):
        other = make_objective(cast, germany.cycle, title="Grow the shop", title_other="做大店铺", **values)
        figure = {**FIGURE, "name": name, "direction": direction, "target": Decimal(target)}
        measures.make(by=by, objective=other, values=figure)
        return other

    return made


def test_a_duplicate_is_named_with_its_link(germany, cast, rival):
    other = rival()
    assert SmartCode.SAME_METRIC in codes(germany.objective, cast.manager)
    text = page(cast.manager, germany.objective)
    assert "Another objective of this cycle is measured by the same figure at the same place: who does what?" in text
    assert f'<a href="{reverse("objectives:plan", args=[other.pk])}">Grow the shop</a>' in text
    assert SmartCode.SAME_METRIC in codes(other, cast.manager)


def test_one_that_lowers_what_another_raises_is_a_contradiction(germany, cast, rival):
    rival("decrease", "5")
    assert SmartCode.CONTRADICTS in codes(germany.objective, cast.manager)
    text = page(cast.manager, germany.objective, "zh-hans")
    assert "方向相反：一个要升，一个要降，以谁为准？" in text
    assert "做大店铺" in text


def test_another_site_is_no_duplicate(germany, cast, rival):
    values = {"sites": "Germany"}
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values=values)
    rival(sites="France")
    assert SmartCode.SAME_METRIC not in codes(germany.objective, cast.manager)


def test_an_objective_one_may_not_see_is_not_mentioned_at_all(germany, cast, rival):
    other = rival()  # a draft: for its managers alone
    for reader in (cast.staff, cast.boss, cast.french_manager):
        assert SmartCode.SAME_METRIC not in codes(germany.objective, reader)
        assert "Grow the shop" not in page(reader, germany.objective)
    values = {"visibility": Visibility.DEPARTMENT.value, "progress_basis": "own_metric"}
    objectives.change(objective=other, by=cast.manager, version=None, values=values)
    confirming.confirm(objective=other, by=cast.manager, today=TODAY)
    assert "Grow the shop" in page(cast.staff, germany.objective)
    assert "Grow the shop" not in page(cast.french_manager, germany.objective)


def test_closed_objectives_and_other_cycles_stand_apart(germany, cast, rival):
    other = rival(progress_basis="own_metric")
    confirming.confirm(objective=other, by=cast.manager, today=TODAY)
    objectives.close(objective=other, by=cast.manager)
    assert SmartCode.SAME_METRIC not in codes(germany.objective, cast.manager)


def test_the_objective_above_is_shown_and_makes_up_for_a_strategy(germany, cast, rival):
    above = rival(name="turnover")
    values = {"parent": above, "strategy": None, "strategy_note": ""}
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values=values)
    assert codes(germany.objective, cast.manager) == [SmartCode.ALIGNED]
    text = page(cast.manager, germany.objective)
    assert f'<a href="{reverse("objectives:plan", args=[above.pk])}">Supports “Grow the shop”</a>' in text
    assert "支撑“做大店铺”" in page(cast.manager, germany.objective, "zh-hans")
    assert "Grow the shop" not in page(cast.staff, germany.objective)  # a draft


def test_without_both_it_is_a_question(germany, cast):
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values={"strategy": None})
    assert codes(germany.objective, cast.manager) == [SmartCode.NO_STRATEGY]
    assert "or which objective does it support?" in page(cast.manager, germany.objective)


def test_without_any_strategy_of_the_year_it_says_who_enters_them(germany, cast):
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values={"strategy": None})
    Strategy.objects.update(year=2025)
    assert codes(germany.objective, cast.manager) == [SmartCode.NO_STRATEGIES]
    text = page(cast.manager, germany.objective)
    assert "No strategy has been entered for 2026 yet: an administrator enters them under Settings." in text
    assert reverse("objectives:new_strategy") not in text
    assert reverse("objectives:new_strategy") in page(cast.administrator, germany.objective)


def test_the_form_offers_the_strategies_of_the_year_first_and_marks_the_others(germany, cast):
    values = {"title": "Old ways", "language": "en", "year": 2025}
    frame.make_strategy(by=cast.administrator, values=values)
    client = Client()
    client.force_login(cast.manager)
    form = client.get(reverse("objectives:edit", args=[germany.objective.pk])).context["form"]
    labels = [str(label) for _value, label in form.fields["strategy"].choices]
    assert labels[1:] == [germany.strategy.title, "Old ways (2025)"]


def test_the_year_of_a_cycle_over_new_year_is_both(cast, germany):
    Strategy.objects.update(year=2027)
    objectives.change(objective=germany.objective, by=cast.manager, version=None, values={"strategy": None})
    germany.cycle.ends_on = date(2027, 1, 31)
    germany.cycle.save()
    assert codes(germany.objective, cast.manager) == [SmartCode.NO_STRATEGY]
