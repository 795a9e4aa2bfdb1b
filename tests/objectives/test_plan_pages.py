"""The pages of planning: what a person reads, what they may press, and what is refused with its sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import means, schedules, tasks
from objectives.actions import objectives as objective_actions
from objectives.actions import paths as path_actions
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import AskKind
from objectives.models import Ask, KeyResult, Measure, Objective, Path, Task
from tests.builders import TODAY, make_cycle, make_objective


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user, address: str, **query) -> str:
    answer = signed_in(user).get(address, query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def plan_of(objective: Objective) -> str:
    return reverse("objectives:plan", args=[objective.pk])


@pytest.fixture
def arithmetic(germany, cast):
    """EUR 400 a customer, EUR 20 to win one, EUR 18,000 there."""
    values = {
        "currency": "EUR",
        "budget_available": Decimal(18000),
        "needs_people": False,
        "needs_stock": False,
        "drivers": [{"value_per_customer": Decimal(400), "acquisition_cost": Decimal(20)}],
    }
    means.set_means(objective=germany.objective, by=cast.manager, values=values)
    return germany


# --- the list -----------------------------------------------------------------------------------------------


def test_the_list_shows_status_completion_forecast_and_gap_in_the_objectives_unit(germany, cast):
    text = page(cast.manager, "/objectives/")
    assert all(shown in text for shown in ("at risk", "35%", "80%", "EUR 100,000", "Europe", "Germany site"))


def test_inside_a_department_the_worst_objective_stands_first(germany, cast):
    calm = make_objective(cast, germany.cycle, title="Calm")
    Objective.objects.filter(pk=calm.pk).update(state="active", status="on_track", forecast=Decimal(1))
    text = page(cast.manager, "/objectives/")
    assert text.index("Win EUR 500,000") < text.index("Calm")


def test_filters_stay_in_the_address(germany, cast):
    assert "Win EUR 500,000" in page(cast.manager, "/objectives/", status="at_risk", mine="1")
    text = page(cast.manager, "/objectives/", cycle=germany.cycle.pk, status="on_track")
    assert "Nothing matches" in text
    assert "Win EUR 500,000" not in text


def test_an_empty_list_teaches_a_manager_the_next_step_and_offers_staff_none(cast, on_day):
    on_day(TODAY)
    make_cycle(cast)
    assert "Begin with one sentence" in page(cast.manager, "/objectives/")
    assert "/objectives/new/" not in page(cast.staff, "/objectives/")


def test_the_list_asks_as_much_for_twenty_objectives_as_for_two_hundred(
    cast, on_day, django_assert_max_num_queries, django_assert_num_queries
):
    on_day(TODAY)
    cycle = make_cycle(cast)
    client = signed_in(cast.manager)
    for place in range(20):
        make_objective(cast, cycle, title=f"Objective {place}")
    with django_assert_max_num_queries(8) as few:
        client.get("/objectives/")
    first = Objective.objects.first()
    Objective.objects.bulk_create(
        Objective(
            department=first.department,
            owner=first.owner,
            cycle=cycle,
            title="More",
            language="en",
            starts_on=first.starts_on,
            due_on=first.due_on,
        )
        for _ in range(180)
    )
    with django_assert_num_queries(len(few.captured_queries)):
        client.get("/objectives/")


# --- the plan -----------------------------------------------------------------------------------------------


def test_the_top_of_the_page_says_where_the_objective_stands(germany, cast):
    text = page(cast.manager, plan_of(germany.objective))
    for shown in ("35%", "plan 30%", "80%", "EUR 100,000", "72", "started 30 days late", "at risk", "report it"):
        assert shown in text


def test_the_arithmetic_is_shown_with_both_ways_out(arithmetic, cast):
    text = page(cast.manager, plan_of(arithmetic.objective))
    assert "1,250 customers × EUR 20 = EUR 25,000 needed, EUR 18,000 there: <b>EUR 7,000 short</b>" in text
    assert "Lower to EUR 360,000" in text
    assert "Ask for EUR 7,000" in text


def test_the_same_arithmetic_reads_naturally_in_chinese_numbers(arithmetic, cast):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    text = page(cast.manager, plan_of(arithmetic.objective))
    assert "2.5万欧元" in text
    assert "10万欧元" in text


def test_lowering_the_target_takes_what_the_money_can_win(arithmetic, cast):
    answer = signed_in(cast.manager).post(reverse("objectives:lower_target", args=[arithmetic.objective.pk]))
    assert answer.status_code == 302
    assert Measure.objects.get(pk=arithmetic.own.pk).target == 360_000
    assert "enough" in page(cast.manager, plan_of(arithmetic.objective))


def test_asking_for_what_is_missing_makes_one_draft_request(arithmetic, cast):
    address = reverse("objectives:ask_for_missing", args=[arithmetic.objective.pk])
    client = signed_in(cast.manager)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409
    ask = Ask.objects.get()
    assert (ask.kind, ask.amount, ask.currency, ask.state) == (AskKind.MONEY, 7000, "EUR", "draft")
    text = page(cast.manager, plan_of(arithmetic.objective))
    assert "Ask for EUR 7,000" not in text
    assert f"/asks/{ask.pk}/" in text


def test_budgets_are_for_managers_and_the_bosses_above(arithmetic, cast):
    assert "EUR 25,000" in page(cast.boss, plan_of(arithmetic.objective))
    for reader in (cast.staff, cast.french_manager, cast.american_boss, cast.administrator):
        text = page(reader, plan_of(arithmetic.objective))
        assert "EUR 25,000" not in text
        assert "Budgets are shown to" in text


def test_controls_are_shown_only_to_who_may_use_them(arithmetic, cast):
    for reader in (cast.boss, cast.staff, cast.outsider):
        text = page(reader, plan_of(arithmetic.objective))
        assert "Lower to" not in text
        assert "Add a key result" not in text
        assert "/edit/" not in text


def test_paths_stand_in_their_order_with_what_was_given_and_what_their_rank_earns(germany, cast):
    first, second = germany.paths
    give(first, cast, returns="16000", cost="13000", need=60, given="12000", title="TikTok Shop channel")
    give(second, cast, returns="30000", cost="12000", need=30, given="6000", title="Amazon ads")
    text = page(cast.manager, plan_of(germany.objective))
    assert text.index("Amazon ads") < text.index("TikTok Shop channel")
    assert "EUR 6,000 of EUR 12,000 needed; its rank earns EUR 12,000" in text
    assert "EUR 6,000 given to “TikTok Shop channel” is earned by “Amazon ads”, which ranks higher." in text


def give(path: Path, cast, *, returns: str, cost: str, need: int, given: str, title: str) -> None:
    values = {
        "title": title,
        "estimated_return": Decimal(returns),
        "estimated_cost": Decimal(cost),
        "resource_need": need,
        "difficulty": need,
        "long_term": 50,
        "budget_given": Decimal(given),
    }
    path_actions.change(path=path, by=cast.manager, version=None, values=values)


def test_measures_show_the_actual_beside_the_target(germany, cast):
    text = page(cast.staff, plan_of(germany.objective))
    for shown in ("EUR 5,000", "EUR 50,000", "1.8%", "2.0%", "from 1.5%", "≤ 25%", "guardrail"):
        assert shown in text


def test_the_page_of_a_big_plan_asks_no_more_than_that_of_a_small_one(
    germany, cast, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(cast.manager)
    add_tasks(germany, cast, 2)
    with django_assert_max_num_queries(36) as few:
        client.get(plan_of(germany.objective))
    add_tasks(germany, cast, 18)
    for place in range(10):
        path_actions.make(
            objective=germany.objective, by=cast.manager, values={"title": f"Path {place}", "language": "en"}
        )
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(plan_of(germany.objective))


def add_tasks(germany, cast, count: int) -> list[Task]:
    return [
        tasks.make(
            objective=germany.objective,
            by=cast.manager,
            values={"title": f"Task {place}", "language": "en", "responsible": cast.staff, "duration": 5},
        )
        for place in range(count)
    ]


def test_the_breakdown_shows_one_name_and_its_days_once_planned_backwards(germany, cast):
    one, two = add_tasks(germany, cast, 2)
    tasks.link(predecessor=one, successor=two, by=cast.manager, values={})
    client = signed_in(cast.manager)
    assert "Plan backwards from 31 Dec" in page(cast.manager, plan_of(germany.objective))
    client.post(reverse("objectives:plan_backwards", args=[germany.objective.pk]))
    text = page(cast.manager, plan_of(germany.objective))
    for shown in ("Wang Min", "25 Dec – 31 Dec", "18 Dec – 24 Dec", "after 1", "critical", "Keeps 31 Dec with"):
        assert shown in text


def test_a_plan_that_changed_says_that_its_days_are_old(germany, cast):
    (one,) = add_tasks(germany, cast, 1)
    schedules.plan_backwards(objective=germany.objective, by=cast.manager, today=TODAY)
    assert "plan backwards again" not in page(cast.manager, plan_of(germany.objective))
    tasks.change(task=one, by=cast.manager, version=None, values={"duration": 9})
    assert "plan backwards again" in page(cast.manager, plan_of(germany.objective))


def test_tasks_are_hidden_from_strangers_without_hiding_that_there_are_some(germany, cast):
    add_tasks(germany, cast, 1)
    text = page(cast.outsider, plan_of(germany.objective))
    assert "Task 0" not in text
    assert "Tasks are shown to their department" in text


# --- figures that keep themselves up to date ----------------------------------------------------------------


def test_the_figures_answer_304_until_something_is_new(germany, cast):
    client = signed_in(cast.staff)
    address = reverse("objectives:figures", args=[germany.objective.pk])
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    Objective.objects.filter(pk=germany.objective.pk).update(dirty_since="2026-10-20T10:00Z")
    waiting = client.get(address, headers={"If-None-Match": etag})
    assert waiting.status_code == 200
    assert "data-awaiting" in waiting.content.decode()
    assert "updating" in waiting.content.decode()
    recompute(objective_id=germany.objective.pk, today=TODAY)
    fresh = client.get(address, headers={"If-None-Match": waiting["ETag"]})
    assert fresh.status_code == 200
    assert "data-awaiting" not in fresh.content.decode()


def test_an_unchanged_answer_of_the_figures_costs_five_questions(germany, cast, django_assert_max_num_queries):
    client = signed_in(cast.staff)
    address = reverse("objectives:figures", args=[germany.objective.pk])
    etag = client.get(address)["ETag"]
    with django_assert_max_num_queries(5):
        client.get(address, headers={"If-None-Match": etag})


def test_the_page_carries_the_etag_of_its_figures(germany, cast):
    client = signed_in(cast.manager)
    etag = client.get(reverse("objectives:figures", args=[germany.objective.pk]))["ETag"]
    assert etag.replace('"', "&quot;") in page(cast.manager, plan_of(germany.objective))


# --- rights of the routes -----------------------------------------------------------------------------------


def test_forms_refuse_who_may_not_change_the_plan(germany, cast):
    key_result, measure = germany.key_results[0], germany.measures[0]
    addresses = [
        reverse("objectives:edit", args=[germany.objective.pk]),
        reverse("objectives:new_path", args=[germany.objective.pk]),
        reverse("objectives:edit_key_result", args=[key_result.pk]),
        reverse("objectives:edit_measure", args=[measure.pk]),
    ]
    for address in addresses:
        assert signed_in(cast.staff).get(address).status_code == 403
        assert Client().get(address).status_code == 302
        assert signed_in(cast.manager).get(address).status_code == 200


def test_a_draft_does_not_exist_for_anybody_but_its_managers(cast, on_day):
    on_day(TODAY)
    draft = make_objective(cast, make_cycle(cast))
    for reader in (cast.staff, cast.boss, cast.french_manager, cast.administrator):
        assert signed_in(reader).get(plan_of(draft)).status_code == 404
        assert signed_in(reader).get(reverse("objectives:edit", args=[draft.pk])).status_code == 404


def test_the_reports_tab_is_for_who_may_see_the_money(germany, cast):
    address = reverse("objectives:reports", args=[germany.objective.pk])
    assert signed_in(cast.boss).get(address).status_code == 200
    assert signed_in(cast.staff).get(address).status_code == 404
    assert "/reports/" not in page(cast.staff, plan_of(germany.objective)).replace('href="/reports/"', "")


def test_nothing_of_a_closed_objective_changes(germany, cast):
    objective_actions.close(objective=germany.objective, by=cast.manager)
    client = signed_in(cast.manager)
    assert client.get(reverse("objectives:edit", args=[germany.objective.pk])).status_code == 409
    assert client.post(reverse("objectives:delete_key_result", args=[germany.key_results[0].pk])).status_code == 409
    assert "Add a key result" not in page(cast.manager, plan_of(germany.objective))


# --- undo ---------------------------------------------------------------------------------------------------


def test_what_is_deleted_can_be_brought_back_by_the_button_in_its_message(germany, cast):
    client, key_result = signed_in(cast.manager), germany.key_results[0]
    answer = client.post(reverse("objectives:delete_key_result", args=[key_result.pk]), follow=True)
    undo = reverse("objectives:restore_key_result", args=[key_result.pk])
    assert undo in answer.content.decode()
    assert client.post(undo).status_code == 302
    assert KeyResult.objects.get(pk=key_result.pk).deleted_at is None


def test_nobody_else_brings_it_back(germany, cast):
    signed_in(cast.manager).post(reverse("objectives:delete_measure", args=[germany.measures[1].pk]))
    undo = reverse("objectives:restore_measure", args=[germany.measures[1].pk])
    assert signed_in(cast.staff).post(undo).status_code == 404
    assert Measure.objects.get(pk=germany.measures[1].pk).deleted_at is not None


def test_a_day_is_written_in_the_words_of_its_reader(germany, cast):
    assert "31 Dec" in page(cast.manager, plan_of(germany.objective))
    cast.manager.language = "zh-hans"
    cast.manager.save()
    assert "12月31日" in page(cast.manager, plan_of(germany.objective))
    assert date(2026, 12, 31) == germany.objective.due_on
