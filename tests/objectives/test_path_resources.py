"""Resources follow the rank: what paths were given against what their rank earns and what the objective has."""

from decimal import Decimal

import pytest

from objectives.actions import means
from objectives.models import BudgetEntry, Path
from tests.objectives.test_path_board import address, change, of, post
from tests.objectives.test_plan_pages import page

D = Decimal


@pytest.fixture
def shared_out(germany, cast):
    """EUR 18,000 there, 5,000 of it approved; the higher-ranked path is short."""
    first, second = germany.paths
    common = {"difficulty": 30, "long_term": 50, "currency": "EUR"}
    change(second, cast, title="Ads", estimated_return=D(30000), estimated_cost=D(12000), resource_need=30, **common)
    change(first, cast, title="Shop", estimated_return=D(16000), estimated_cost=D(13000), resource_need=60, **common)
    change(first, cast, budget_given=D(12000), person_days_needed=D(30), person_days_given=D(20))
    change(second, cast, budget_given=D(6000), person_days_needed=D(15), person_days_given=D(10))
    values = {"currency": "EUR", "budget_available": D(13000), "needs_stock": False}
    means.set_means(objective=germany.objective, by=cast.manager, values=values, version=None)
    BudgetEntry.objects.create(
        objective=germany.objective, kind="approved", day=germany.objective.due_on, amount=D(5000), currency="EUR"
    )
    return germany


def test_what_is_given_stands_against_what_the_rank_earns_and_what_there_is(shared_out, cast):
    text = page(cast.manager, address(shared_out))
    assert "EUR 6,000 given to “Shop” is earned by “Ads”, which ranks higher." in text
    assert "EUR 18,000 given of EUR 18,000 there, EUR 25,000 needed" in text
    assert "earns EUR 12,000 of EUR 12,000 needed · <b>EUR 6,000 short</b>" in text
    assert "5 person-days given to “Shop” is earned by “Ads”, which ranks higher." in text
    assert "30 person-days given, 45 person-days needed" in text


def test_giving_more_than_there_is_is_said(shared_out, cast):
    path = shared_out.paths[1]
    version = Path.objects.get(pk=path.pk).version
    answer = post(cast.manager, of("estimates", path), version=version, budget_given="7,500")
    assert "Given beyond what there is: EUR 1,500." in answer.content.decode()


def test_a_path_in_another_currency_is_not_compared_and_named(shared_out, cast):
    change(shared_out.paths[1], cast, currency="USD")
    text = page(cast.manager, address(shared_out))
    assert "Not compared, because not in EUR: Ads." in text
    assert "EUR 12,000 given of EUR 18,000 there" in text


def test_money_is_shown_to_who_may_see_it_and_person_days_to_everybody(shared_out, cast):
    for who in (cast.manager, cast.boss):
        assert "EUR 18,000" in page(who, address(shared_out))
    for who in (cast.staff, cast.outsider):
        text = page(who, address(shared_out))
        assert [amount for amount in ("18,000", "16,000", "13,000", "12,000", "6,000") if amount in text] == []
        assert "30 person-days given, 45 person-days needed" in text
        assert "<input" not in text.partition('id="board"')[2]
