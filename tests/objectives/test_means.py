"""What an objective needs and what there is: the page, its buttons, and whom it is shown to."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from objectives.actions import asks, confirming, key_results, means, measures, tasks
from objectives.core.vocabulary import Answer, AskKind
from objectives.models import (
    Ask,
    CapacityEntry,
    DriverFactor,
    EffortLine,
    FeasibilityLine,
    Means,
    Measure,
    NamedPerson,
    PlanVersion,
    StockLine,
    Task,
)
from objectives.queries.evidence import evidence_of
from okrplan.people.models import Leave
from tests.builders import TODAY, make_objective

D = Decimal
DRIVER = {"drivers_rows": "1", "drivers0-value_per_customer": "400", "drivers0-acquisition_cost": "20"}
CUSTOMERS = {"value_per_customer": D(400), "acquisition_cost": D(20)}
GMV = {"name": "GMV", "language": "en", "unit": "EUR", "direction": "increase", "accumulation": "sum", "target": D(10)}
TYPED = {**DRIVER, "budget_available": "1.8万", "currency": "EUR"}


@pytest.fixture
def manager(cast) -> Client:
    return signed_in(cast.manager)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def page_of(objective) -> str:
    return reverse("objectives:feasibility", args=[objective.pk])


def type_in(client, objective, typed, status=302) -> str:
    answer = client.post(page_of(objective), typed)
    assert answer.status_code == status, text_of(answer)[:400]
    return text_of(client.get(page_of(objective)) if status == 302 else answer)


def set_means(cast, objective, **values):
    means.set_means(objective=objective, by=cast.manager, values={"currency": "EUR", **values})


def found(objective, cast):
    return evidence_of(objective, TODAY, cast.manager).feasibility


# --- typing it --------------------------------------------------------------------------------------------------


def test_value_and_cost_of_a_customer_and_the_budget_are_enough_to_see_what_is_missing(manager, germany):
    text = type_in(manager, germany.objective, TYPED)
    for shown in ("EUR 500,000", "= 1,250 customers", "= EUR 25,000", "EUR 18,000", "72%", "EUR 7,000"):
        assert shown in text
    assert "Money is the tightest: it covers 72% of what the target needs; EUR 7,000 missing." in text
    assert "The largest target that fits what is known: EUR 360,000." in text
    assert "Lower to EUR 360,000" in text
    assert "Ask for EUR 7,000" in text


def test_the_same_page_reads_naturally_in_chinese(manager, germany, cast):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    text = type_in(manager, germany.objective, TYPED)
    for shown in ("50万欧元", "= 1250位客户", "= 2.5万欧元", "单客获取成本", "需要多少人天", "降到36万欧元"):
        assert shown in text
    assert "最紧的是资金：只够目标所需的72%，还缺7000欧元。就已知情况，最多能支撑的目标：36万欧元。" in text


def test_one_figure_alone_is_kept_and_the_rest_stays_a_question(manager, germany):
    text = type_in(
        manager, germany.objective, {"drivers_rows": "1", "drivers0-acquisition_cost": "20", "currency": "EUR"}
    )
    assert FeasibilityLine.objects.get().acquisition_cost == 20
    assert "Still missing: Value per customer." in text
    assert "not known yet" in text


def test_an_empty_page_asks_for_each_resource_and_nothing_passes(manager, germany, cast):
    text = text_of(manager.get(page_of(germany.objective)))
    assert "What is one customer worth" in text
    assert "How many person-days does it take?" in text
    assert "Which stock must be there for the orders?" in text
    assert found(germany.objective, cast).letter == "question"


def test_what_is_not_needed_is_said_so_and_asked_no_more(manager, germany, cast):
    text = type_in(manager, germany.objective, {**TYPED, "no_people": "on", "no_stock": "on"})
    assert text.count("Declared as not needed.") == 2
    assert "The largest target that fits: EUR 360,000." in text
    assert len([one for one in found(germany.objective, cast).checks if one.verdict == "not_applicable"]) == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            {"kind": "clicks", "value_per_order": "50", "conversion": "2%", "cost_per_click": "0.1"},
            ("= 10,000 orders", "2%", "= 500,000 clicks", "= EUR 50,000"),
        ),
        (
            {"kind": "orders", "value_per_order": "50", "orders_per_customer": "2", "acquisition_cost": "20"},
            ("= 10,000 orders", "= 5,000 customers", "= EUR 100,000"),
        ),
        (
            {
                "kind": "product",
                "factor0_operator": "over",
                "factor0_title": "Sales of a video",
                "factor0_value": "250",
                "factor0_unit": "EUR",
                "factor1_operator": "times",
                "factor1_title": "Fee of a video",
                "factor1_value": "3",
            },
            ("Sales of a video", "EUR 250", "= 2,000", "Fee of a video", "= EUR 6,000"),
        ),
    ],
    ids=["clicks", "orders", "own factors"],
)
def test_every_kind_of_driver_is_printed_line_by_line(manager, germany, typed, shown):
    rows = {f"drivers0-{name}": value for name, value in typed.items()}
    text = type_in(manager, germany.objective, {"drivers_rows": "1", "currency": "EUR", **rows})
    for one in shown:
        assert one in text


def test_figures_of_another_kind_are_not_kept(manager, germany):
    type_in(manager, germany.objective, {**TYPED, "drivers0-conversion": "3", "drivers0-kind": "customers"})
    assert FeasibilityLine.objects.get().conversion is None


def test_two_lines_share_the_target_and_the_second_takes_the_rest(manager, germany):
    second = {
        "drivers_rows": "2",
        "drivers0-part": "100,000",
        "drivers0-title": "TikTok",
        "drivers1-value_per_customer": "200",
        "drivers1-acquisition_cost": "30",
    }
    text = type_in(manager, germany.objective, {**TYPED, **second})
    assert "TikTok" in text
    assert "EUR 100,000" in text
    assert "EUR 400,000" in text
    assert "EUR 65,000" in text  # 250 × 20 + 2,000 × 30


def test_people_are_counted_by_their_calendar_less_leave_and_other_plans(manager, germany, cast):
    Leave.objects.create(user=cast.staff, starts_on=date(2026, 11, 2), ends_on=date(2026, 11, 6))
    Leave.objects.create(user=cast.staff, starts_on=date(2026, 11, 5), ends_on=date(2026, 11, 10))
    other = make_objective(cast, germany.cycle, title="Another plan")
    busy = {"title": "Busy", "language": "en", "responsible": cast.staff, "duration": 10, "effort": D(4)}
    task = tasks.make(objective=other, by=cast.manager, values=busy)
    Task.objects.filter(pk=task.pk).update(starts_on=date(2026, 11, 16), finishes_on=date(2026, 11, 27))
    typed = {"effort_rows": "1", "effort0-title": "Content", "effort0-person_days": "40", "people_rows": "1"}
    typed |= {"people0-person": cast.staff.pk, "people0-allocation": "50", "currency": "EUR"}
    text = type_in(manager, germany.objective, typed)
    check = found(germany.objective, cast).checks[1]
    days = [step.result for step in check.there[0].steps]
    assert days[0] - days[1] == 7  # a day in two leaves counts once
    assert check.available == (days[0] - 7) / 2
    assert "Content" in text
    assert "Leave" in text
    assert "In other plans" not in text  # a draft holds nobody's time
    other.__class__.objects.filter(pk=other.pk).update(state="active")
    assert found(germany.objective, cast).checks[1].available == (days[0] - 7 - 4) / 2


def test_the_shortage_of_a_product_is_named_and_can_be_asked_for(manager, germany):
    stock = {"stock_rows": "1", "stock0-title": "Lamp", "stock0-orders": "5000", "stock0-units_per_order": "1.1"}
    stock |= {"stock0-safety": "10", "stock0-on_hand": "1000", "stock0-arriving": "4000"}
    typed = {"currency": "EUR", "no_money": "on", "no_people": "on", **stock}
    text = type_in(manager, germany.objective, typed)
    for shown in ("6,050 units", "5,000 units", "1,050 units", "Lamp is the tightest", "Ask for 1,050 units"):
        assert shown in text
    address = reverse("objectives:ask_for_missing", args=[germany.objective.pk])
    assert manager.post(address, {"resource": "stock", "place": "0"}).status_code == 302
    ask = Ask.objects.get()
    assert (ask.kind, ask.title) == (AskKind.OTHER, "1,050 units more of Lamp")
    assert manager.post(address, {"resource": "stock", "place": "0"}).status_code == 409


def test_an_emptied_line_goes_and_a_kept_one_stays_the_same_row(manager, germany):
    rows = {"effort_rows": "2", "effort0-title": "Content", "effort0-person_days": "5", "effort1-title": "Ads"}
    type_in(manager, germany.objective, {"currency": "EUR", **rows})
    first = EffortLine.objects.get(title="Content").pk
    type_in(manager, germany.objective, {"currency": "EUR", **rows, "effort1-title": ""})
    assert list(EffortLine.objects.values_list("pk", "title")) == [(first, "Content")]


# --- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"drivers0-acquisition_cost": "cheap"}, "Enter an ordinary number."),
        ({"drivers0-acquisition_cost": "NaN"}, "Enter an ordinary number."),
        ({"drivers0-acquisition_cost": "1e309"}, "Enter an ordinary number."),
        ({"drivers0-acquisition_cost": "-1"}, "The acquisition cost cannot be negative."),
        ({"drivers0-value_per_customer": "0"}, "The value per customer must be above 0."),
        ({"drivers0-value_per_customer": "9" * 15}, "digits"),
        ({"drivers0-kind": "clicks", "drivers0-conversion": "0"}, "Conversion is above 0 and at most 100 percent."),
        ({"drivers0-kind": "clicks", "drivers0-conversion": "101"}, "Conversion is above 0 and at most 100 percent."),
        ({"drivers0-part": "500,001"}, "The parts come to more than the target of 500,000."),
        ({"drivers_rows": "2", "drivers1-acquisition_cost": "3"}, "Only one line takes the rest of the target"),
        ({"drivers0-kind": "product", "drivers0-factor0_value": "3"}, "Name the factor."),
        (
            {"drivers0-kind": "product", "drivers0-factor0_title": "Fee", "drivers0-factor0_value": "0"},
            "A factor must be above 0.",
        ),
        ({"drivers0-kind": "barter"}, "barter"),
        ({"budget_available": "-5"}, "The budget cannot be negative."),
        ({"currency": "Euro"}, "Euro"),
        ({"no_money": "on"}, "It says that none is needed, but there are lines"),
        ({"effort_rows": "1", "effort0-person_days": "5"}, "Say which work it is."),
        ({"effort_rows": "1", "effort0-title": "Ads", "effort0-person_days": "-5"}, "Person-days cannot be negative."),
        ({"people_rows": "1", "people0-person": "999999"}, "999999"),
        ({"people_rows": "1", "people0-allocation": "50"}, "Choose the person."),
        ({"stock_rows": "1", "stock0-orders": "50"}, "Name the product."),
        ({"stock_rows": "1", "stock0-title": "Lamp", "stock0-orders": "-1"}, "Orders cannot be negative."),
        ({"stock_rows": "1", "stock0-title": "Lamp", "stock0-safety": "-1"}, "Safety is between 0 and 1,000 percent."),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_nothing_is_stored(manager, germany, typed, sentence):
    text = type_in(manager, germany.objective, {**TYPED, **typed}, status=400)
    assert sentence in text
    for value in typed.values():
        assert value in text or value == "on"  # what was typed is still there
    assert not Means.objects.exists()
    assert not FeasibilityLine.objects.exists()


@pytest.mark.parametrize(("share", "status"), [("0", 400), ("101", 400), ("100", 302), ("0.5", 302)])
def test_a_share_of_time_is_above_0_and_at_most_100_percent(manager, germany, cast, share, status):
    typed = {"people_rows": "1", "people0-person": cast.staff.pk, "people0-allocation": share}
    text = type_in(manager, germany.objective, {**TYPED, **typed}, status=status)
    assert ("A share of time is above 0" in text) is (status == 400)


def test_a_person_is_named_once(manager, germany, cast):
    typed = {"people_rows": "2", "people0-person": cast.staff.pk, "people1-person": cast.staff.pk}
    assert "This person is already named." in type_in(manager, germany.objective, {**TYPED, **typed}, status=400)


def test_rows_that_nobody_sent_and_counts_that_are_no_counts_are_left_alone(manager, germany):
    for count in ("-1", "9999999999", "²", "x"):
        assert manager.post(page_of(germany.objective), {**TYPED, "effort_rows": count}).status_code == 302


def test_somebody_elses_save_in_between_is_said_and_nothing_typed_is_lost(manager, germany, cast):
    type_in(manager, germany.objective, TYPED)
    set_means(cast, germany.objective, budget_available=D(20_000), drivers=[{"acquisition_cost": D(30)}])
    text = type_in(manager, germany.objective, {**TYPED, "version": "1", "source": "ERP"}, status=412)
    assert "Somebody else has saved this in the meantime." in text
    assert 'value="ERP"' in text
    assert FeasibilityLine.objects.get().acquisition_cost == 30


def test_the_largest_and_smallest_figures_that_a_column_holds_are_calculated_and_shown(manager, germany, cast):
    most, least = D("99999999999"), D("0.0001")
    measures.change(measure=germany.own, by=cast.manager, version=None, values={"target": most})
    over = [{"title": f"F{n}", "language": "en", "operator": "over", "value": least} for n in range(6)]
    times = [{"title": f"F{n}", "language": "en", "operator": "times", "value": most} for n in range(6)]
    cheap = {"value_per_customer": most, "acquisition_cost": least}
    people = [{"person": cast.staff, "allocation": least}]
    effort = [{"title": "Work", "language": "en", "person_days": most}]
    lamp = {"title": "Lamp", "language": "en", "orders": most, "units_per_order": most, "safety": D(1000)}
    plan = reverse("objectives:plan", args=[germany.objective.pk])
    for line in ({"kind": "product", "factors": over}, {"kind": "product", "factors": times}, cheap):
        sets = {"drivers": [line], "people": people, "effort": effort}
        set_means(
            cast,
            germany.objective,
            budget_available=most,
            stock=[{**lamp, "on_hand": least, "arriving": least}],
            **sets,
        )
        assert manager.get(page_of(germany.objective)).status_code == 200
        assert manager.get(plan).status_code == 200
        for resource in ("money", "people", "stock"):
            address = reverse("objectives:ask_for_missing", args=[germany.objective.pk])
            sent = {"resource": resource, "place": "0" if resource == "stock" else ""}
            assert manager.post(address, sent).status_code in (302, 400, 409)


# --- the ways out -----------------------------------------------------------------------------------------------


def test_lowering_the_target_shrinks_the_parts_with_it(manager, germany, cast):
    halves = [{**CUSTOMERS, "part": D(250_000)}, {**CUSTOMERS, "part": D(250_000)}]
    set_means(cast, germany.objective, budget_available=D(18_000), drivers=halves)
    assert manager.post(reverse("objectives:lower_target", args=[germany.objective.pk])).status_code == 302
    assert Measure.objects.get(pk=germany.own.pk).target == 360_000
    assert list(FeasibilityLine.objects.values_list("part", flat=True)) == [180_000, 180_000]
    assert found(germany.objective, cast).checks[0].verdict == "tight"


def test_missing_person_days_are_asked_for_as_people_and_weeks_and_count_once_they_are_given(manager, germany, cast):
    effort = [{"title": "Content", "language": "en", "person_days": D(100)}]
    people = [{"person": cast.staff, "allocation": D(100)}]
    set_means(cast, germany.objective, needs_money=False, needs_stock=False, effort=effort, people=people)
    missing = found(germany.objective, cast).checks[1].missing
    assert missing
    assert "person-days (1 person × 8 weeks)" in text_of(manager.get(page_of(germany.objective)))
    address = reverse("objectives:ask_for_missing", args=[germany.objective.pk])
    assert manager.post(address, {"resource": "people", "from": "means"})["Location"] == page_of(germany.objective)
    ask = Ask.objects.get()
    assert (ask.kind, ask.headcount, ask.weeks) == (AskKind.PEOPLE, 1, 8)
    CapacityEntry.objects.create(objective=germany.objective, day=TODAY, headcount=1, weeks=8)
    assert found(germany.objective, cast).checks[1].verdict == "tight"


def test_nothing_is_offered_where_nothing_is_missing(manager, germany, cast):
    set_means(cast, germany.objective, needs_money=False, needs_people=False, needs_stock=False)
    for name in ("lower_target", "ask_for_missing"):
        assert manager.post(reverse(f"objectives:{name}", args=[germany.objective.pk])).status_code == 409
    assert found(germany.objective, cast).letter == "pass"


def test_a_target_that_falls_is_never_lowered_by_arithmetic(germany, cast):
    measures.change(
        measure=germany.own,
        by=cast.manager,
        version=None,
        values={"direction": "decrease", "accumulation": "level", "baseline": D(900_000)},
    )
    set_means(cast, germany.objective, budget_available=D(1), drivers=[{"value_per_customer": D(4)}])
    assert found(germany.objective, cast).largest_target is None


# --- who sees it ------------------------------------------------------------------------------------------------


def test_the_boss_above_reads_it_without_a_form_and_others_find_nothing(germany, cast):
    set_means(
        cast,
        germany.objective,
        budget_available=D(18_000),
        drivers=[CUSTOMERS],
    )
    text = text_of(signed_in(cast.boss).get(page_of(germany.objective)))
    assert "= EUR 25,000" in text
    assert "Save and calculate" not in text
    assert "Lower to" not in text
    for stranger in (cast.staff, cast.french_manager, cast.american_boss, cast.administrator):
        assert signed_in(stranger).get(page_of(germany.objective)).status_code == 404
    assert signed_in(cast.boss).post(page_of(germany.objective), TYPED).status_code == 403


def test_the_card_keeps_the_money_from_who_may_not_see_it(germany, cast):
    set_means(
        cast,
        germany.objective,
        budget_available=D(18_000),
        drivers=[CUSTOMERS],
    )
    plan = reverse("objectives:plan", args=[germany.objective.pk])
    assert "EUR 18,000" in text_of(signed_in(cast.manager).get(plan))
    text = text_of(signed_in(cast.staff).get(plan))
    assert "18,000" not in text
    assert page_of(germany.objective) not in text


def test_the_history_of_it_is_read_by_who_sees_the_money(manager, germany, cast):
    type_in(manager, germany.objective, TYPED)
    history = reverse("objectives:history", args=[germany.objective.pk])
    assert "a line of what the target needs" in text_of(manager.get(history))
    assert "what the target needs" not in text_of(signed_in(cast.staff).get(history))


# --- the rest ---------------------------------------------------------------------------------------------------


def test_the_page_asks_as_much_for_one_person_as_for_many(
    manager, germany, cast, django_assert_max_num_queries, django_assert_num_queries
):
    line = {"value_per_customer": D(400), "acquisition_cost": D(20)}
    one = [{"person": cast.staff, "allocation": D(100)}]
    set_means(cast, germany.objective, drivers=[line], people=one)
    with django_assert_max_num_queries(32) as few:
        manager.get(page_of(germany.objective))
    many = [{"person": who, "allocation": D(50)} for who in (cast.staff, cast.colleague, cast.boss, cast.outsider)]
    effort = [{"title": f"Work {place}", "language": "en", "person_days": D(1)} for place in range(8)]
    stock = [{"title": f"Lamp {place}", "language": "en", "orders": D(1)} for place in range(8)]
    lines = [{**line, "part": D(10)}, line]
    set_means(cast, germany.objective, drivers=lines, people=many, effort=effort, stock=stock)
    with django_assert_num_queries(len(few.captured_queries)):
        manager.get(page_of(germany.objective))


def test_a_confirmed_plan_keeps_what_it_needed_and_what_there_was(germany, cast):
    draft = make_objective(cast, germany.cycle, title="Later")
    measures.make(
        by=cast.manager,
        objective=draft,
        values={
            "name": "GMV",
            "language": "en",
            "unit": "EUR",
            "direction": "increase",
            "accumulation": "sum",
            "target": D(10),
        },
    )
    result = key_results.make(
        objective=draft, by=cast.manager, values={"title": "KR", "language": "en", "owner": cast.staff, "weight": 1}
    )
    measures.make(
        by=cast.manager,
        key_result=result,
        values={
            "name": "GMV",
            "language": "en",
            "unit": "EUR",
            "direction": "increase",
            "accumulation": "sum",
            "target": D(10),
        },
    )
    factor = {"title": "Fee", "language": "en", "operator": "times", "value": D(3)}
    set_means(
        cast,
        draft,
        budget_available=D(5),
        drivers=[{"kind": "product", "factors": [factor]}],
        people=[{"person": cast.staff, "allocation": D(50)}],
        stock=[{"title": "Lamp", "language": "en", "orders": D(1)}],
    )
    confirming.confirm(objective=draft, by=cast.manager, today=TODAY)
    kept = PlanVersion.objects.get(objective=draft).plan["means"]
    assert kept["frame"][0]["budget_available"] == "5"
    assert kept["drivers"][0]["factors"][0]["value"] == "3"
    assert kept["people"][0]["allocation"] == "50"
    assert kept["stock"][0]["title"] == "Lamp"


def test_rows_are_held_by_the_database_too(germany):
    place = {"objective": germany.objective, "position": 1}
    wrong = [
        FeasibilityLine(**place, conversion=D(101)),
        FeasibilityLine(**place, value_per_order=D(0)),
        EffortLine(**place, title="x", person_days=D(-1)),
        StockLine(**place, title="x", safety=D(1001)),
        NamedPerson(**place, person=germany.objective.owner, allocation=D(0)),
        Means(objective=germany.objective, budget_available=D(-1)),
    ]
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    line = FeasibilityLine.objects.create(**place, kind="product")
    with pytest.raises(IntegrityError), transaction.atomic():
        DriverFactor.objects.create(line=line, position=1, title="x", operator="plus")


def test_approved_money_counts_as_budget_that_is_there(germany, cast, manager):
    type_in(manager, germany.objective, TYPED)
    manager.post(reverse("objectives:ask_for_missing", args=[germany.objective.pk]))
    ask = Ask.objects.get()
    asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=TODAY)
    ask.refresh_from_db()
    asks.decide(ask=ask, by=cast.boss, answer=Answer.APPROVE, today=TODAY, version=ask.version)
    assert found(germany.objective, cast).checks[0].verdict == "tight"
    assert "Approved requests" in text_of(manager.get(page_of(germany.objective)))
