"""The priority quadrant: placing key results, what that leads to, and taking it back."""

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import key_results, quadrant, tasks
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Consequence, RiskKind, TaskState
from objectives.models import Ask, KeyResult, Measure, Objective, QuadrantDecision, Risk, Task
from objectives.queries import quadrants
from objectives.queries.quadrants import Scope
from objectives.queries.work import work_of
from okrplan.models import Activity
from okrplan.refusals import Refusal, Stale, WrongState
from tests.builders import TODAY, make_objective

PLAN_B = {"title": "Shop opens late", "plan_b": "Sell on Amazon", "kind": RiskKind.OTHER.value, "language": "en"}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def move(row, control, impact, version=None):
    return quadrant.Move(row, version, control, impact)


def put(cast, row, control, impact):
    return quadrant.place(move=move(row, control, impact), by=cast.manager)


def draw(cast, row, kind, /, **values):
    return quadrant.decide(key_result=row, by=cast.manager, kind=kind, values=values)


def shown(user, objective) -> str:
    answer = signed_in(user).get(reverse("objectives:objective_quadrant", args=[objective.pk]))
    assert answer.status_code == 200
    return text_of(answer)


@pytest.fixture
def shop(germany):
    return germany.key_results[0]


@pytest.fixture
def ads(germany):
    return germany.key_results[1]


# --- placing --------------------------------------------------------------------------------------------------


def test_a_place_is_saved_with_its_audit_and_read_on_the_page(germany, cast, shop):
    put(cast, shop, 20, 80)
    assert Activity.objects.filter(noun="key_result", object_id=shop.pk, verb="changed").first().after == {
        "control": 20,
        "impact": 80,
    }
    text = shown(cast.manager, germany.objective)
    assert "control 20, impact 80, secure" in text
    assert "Write a plan B" in text
    assert "Make an ask" in text


def test_a_place_near_a_cut_is_borderline(germany, cast, shop):
    put(cast, shop, 53, 80)
    assert "Borderline: a few points would put it elsewhere." in shown(cast.manager, germany.objective)


@pytest.mark.parametrize(("control", "impact"), [(101, 5), (-1, 5), (5, 101)])
def test_a_place_outside_the_field_is_refused(cast, shop, control, impact):
    with pytest.raises(Refusal, match="from 0 to 100"):
        put(cast, shop, control, impact)
    shop.refresh_from_db()
    assert shop.version == KeyResult.objects.get(pk=shop.pk).version


def test_many_places_are_saved_together_or_not_at_all(cast, shop, ads):
    with pytest.raises(Refusal) as refused:
        quadrant.place_many(moves=[move(shop, 11, 11), move(ads, 101, 11)], by=cast.manager)
    assert refused.value.field == "positions.1.control"
    shop.refresh_from_db()
    assert shop.control != 11
    quadrant.place_many(moves=[move(shop, 11, 11), move(ads, 12, 12)], by=cast.manager)
    assert set(KeyResult.objects.filter(control__lt=13).values_list("control", flat=True)) == {11, 12}


def test_a_key_result_named_twice_is_refused(cast, shop):
    with pytest.raises(Refusal, match="once"):
        quadrant.place_many(moves=[move(shop, 1, 1), move(shop, 2, 2)], by=cast.manager)


def test_many_places_name_everything_that_others_have_moved(cast, shop, ads):
    stale = [move(shop, 30, 30, version=99), move(ads, 40, 40, version=ads.version)]
    with pytest.raises(Stale) as refused:
        quadrant.place_many(moves=stale, by=cast.manager)
    assert {one["key_result"] for one in refused.value.changes} == {shop.pk}
    ads.refresh_from_db()
    assert ads.control != 40


def test_over_half_the_weight_in_low_control_is_warned_about_in_words(germany, cast, shop, ads):
    put(cast, shop, 20, 80)
    put(cast, ads, 80, 80)
    assert "stands where we control little" not in shown(cast.manager, germany.objective)
    put(cast, ads, 10, 80)
    assert "100% of the placed weight stands where we control little" in shown(cast.manager, germany.objective)


# --- the form ---------------------------------------------------------------------------------------------------


def test_the_form_shows_what_the_plan_says_about_impact_with_its_arithmetic(germany, cast, shop):
    answer = signed_in(cast.manager).get(reverse("objectives:placement", args=[shop.pk]))
    assert "KR1 carries EUR 50,000 of the objective's EUR 500,000: 10 of 100." in text_of(answer).replace("&#x27;", "'")


def test_an_empty_number_takes_what_three_answers_propose_and_a_number_overrules_them(cast, shop):
    client, address = signed_in(cast.manager), reverse("objectives:placement", args=[shop.pk])
    answers = {"control_1": "yes", "control_2": "yes", "control_3": "no", "impact_1": "no", "impact_2": "no"}
    sent = {"control": "", "impact": "42", "version": shop.version, "impact_3": "no", **answers}
    assert client.post(address, sent).status_code == 302
    shop.refresh_from_db()
    assert (shop.control, shop.impact) == (67, 42)


def test_answers_propose_while_one_is_still_answering(cast, shop):
    address = reverse("objectives:proposal", kwargs={"pk": shop.pk, "axis": "control"})
    client = signed_in(cast.manager)
    assert "1 of 3 answered" in text_of(client.get(address, {"control_1": "yes"}))
    all_three = {"control_1": "yes", "control_2": "partly", "control_3": "no"}
    assert "The answers propose 50." in text_of(client.get(address, all_three))
    assert client.get(address, {"control_1": "\x00", "control_2": "maybe"}).status_code == 200


@pytest.mark.parametrize("typed", ["NaN", "101", "-1", "about half", "1e9", "\u221e", "50.5"])
def test_what_is_no_place_is_refused_beside_its_field_and_nothing_is_stored(cast, shop, typed):
    sent = {"control": typed, "impact": "40", "version": shop.version}
    answer = signed_in(cast.manager).post(reverse("objectives:placement", args=[shop.pk]), sent)
    assert answer.status_code == 400
    assert 'class="error"' in text_of(answer)
    assert typed in text_of(answer)
    answer = signed_in(cast.manager).post(reverse("objectives:place", args=[shop.pk]), sent)
    assert answer.status_code == 400
    assert KeyResult.objects.get(pk=shop.pk).version == shop.version


def test_two_people_who_move_the_same_key_result_see_each_other(germany, cast, shop):
    put(cast, shop, 70, 30)
    sent = {"control": "20", "impact": "90", "version": shop.version}
    answer = signed_in(cast.manager).post(
        reverse("objectives:place", args=[shop.pk]), sent, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 412
    text = text_of(answer)
    assert "Chen Li has saved KR1 meanwhile" in text
    assert "it stands at control 70, impact 30, you put it at control 20, impact 90" in text
    assert "Put it where I had it" in text
    assert KeyResult.objects.get(pk=shop.pk).control == 70


@pytest.mark.parametrize("scope", ["?cycle=999999", "?department=0", "?cycle=x&department=%00", "?foo=1"])
def test_a_move_from_an_address_that_names_nothing_is_answered_all_the_same(cast, shop, scope):
    sent = {"control": "20", "impact": "90", "version": shop.version}
    address = reverse("objectives:place", args=[shop.pk]) + scope
    answer = signed_in(cast.manager).post(address, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'id="row-{shop.pk}"' in text_of(answer)


# --- consequences and undo ----------------------------------------------------------------------------------------


def test_a_plan_b_is_a_risk_on_the_plan_and_undo_takes_exactly_it_away(germany, cast, shop):
    other = key_results.add_risk(key_result=shop, by=cast.manager, values={**PLAN_B, "title": "Another"})
    decision = draw(cast, shop, Consequence.PLAN_B, **PLAN_B)
    plan = reverse("objectives:plan", args=[germany.objective.pk])
    assert "Sell on Amazon" in text_of(signed_in(cast.manager).get(plan))
    quadrant.undo(decision=decision, by=cast.manager)
    assert list(Risk.objects.alive().filter(key_result=shop)) == [other]
    assert [one.verb for one in Activity.objects.filter(noun="quadrant_decision")] == ["undid", "drew"]


def test_a_plan_b_without_words_is_refused_and_nothing_is_left(cast, shop):
    with pytest.raises(Refusal) as refused:
        draw(cast, shop, Consequence.PLAN_B, **{**PLAN_B, "plan_b": " "})
    assert refused.value.field == "plan_b"
    assert not Risk.objects.filter(key_result=shop).exists()
    assert not QuadrantDecision.objects.exists()


def test_an_ask_is_a_draft_of_the_key_result(cast, shop):
    decision = draw(cast, shop, Consequence.ASK, kind="permission", title="Second shop", language="en")
    ask = Ask.objects.alive().get()
    assert (ask.key_result, ask.state, decision.ask) == (shop, "draft", ask)
    quadrant.undo(decision=decision, by=cast.manager)
    assert not Ask.objects.alive().exists()


def test_a_task_that_somebody_has_worked_on_stays_and_undo_says_who(germany, cast, shop, on_day):
    values = {"title": "Open it", "language": "en", "responsible": cast.staff, "accountable": cast.manager}
    decision = draw(cast, shop, Consequence.TASK, **values)
    task = Task.objects.alive().get(title="Open it")
    assert task.key_result == shop
    tasks.report_progress(task=task, by=cast.staff, today=TODAY, state=TaskState.DOING, percent=30)
    address = reverse("objectives:undo_decision", args=[decision.pk])
    answer = signed_in(cast.manager).post(address)
    assert answer.status_code == 409
    assert "Wang Min has worked on “Open it” meanwhile, so it stays." in text_of(answer)
    assert Task.objects.alive().filter(pk=task.pk).exists()


def test_a_task_that_others_wait_for_stays(germany, cast, shop):
    values = {"title": "Open it", "language": "en", "responsible": cast.staff, "accountable": cast.manager}
    decision = draw(cast, shop, Consequence.TASK, **values)
    after = tasks.make(objective=germany.objective, by=cast.manager, values={**values, "title": "Then"})
    tasks.link(predecessor=decision.task, successor=after, by=cast.manager, values={})
    with pytest.raises(WrongState):
        quadrant.undo(decision=decision, by=cast.manager)


def test_what_is_parked_leaves_every_number_and_comes_back_with_its_weight(germany, cast, shop, ads):
    before = Objective.objects.get(pk=germany.objective.pk).completion
    decision = draw(cast, shop, Consequence.PARK)
    alone = recompute(objective_id=germany.objective.pk, today=TODAY)
    assert [one.key for one in alone.key_results] == [ads.pk]
    assert alone.completion == alone.key_results[0].progress
    shop.refresh_from_db()
    assert (shop.parked, shop.weight, shop.completion, shop.status) == (True, 0, None, "no_data")
    progress = reverse("objectives:progress", args=[germany.objective.pk])
    assert "TikTok Shop" not in text_of(signed_in(cast.manager).get(progress))
    assert "parked" in text_of(signed_in(cast.manager).get(reverse("objectives:plan", args=[germany.objective.pk])))
    quadrant.undo(decision=decision, by=cast.manager)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    shop.refresh_from_db()
    assert (shop.parked, shop.weight) == (False, decision.weight_before)
    assert Objective.objects.get(pk=germany.objective.pk).completion == before


def test_nobody_owes_a_check_in_for_what_is_parked(germany, cast, shop):
    mine = set(Measure.objects.filter(key_result=shop).values_list("pk", flat=True))

    def owed():
        work = work_of(cast.staff, TODAY)
        return {one.row.pk for one in (*work.due, *work.later)}

    assert mine <= owed()
    draw(cast, shop, Consequence.PARK)
    assert not mine & owed()


def test_the_last_weight_of_a_plan_is_not_parked_and_nothing_is_parked_twice(cast, shop, ads):
    draw(cast, shop, Consequence.PARK)
    with pytest.raises(WrongState, match="parked already"):
        draw(cast, shop, Consequence.PARK)
    with pytest.raises(Refusal, match="Nothing else of this objective carries weight"):
        draw(cast, ads, Consequence.PARK)


def test_what_is_parked_takes_no_weight(germany, cast, shop, ads):
    draw(cast, shop, Consequence.PARK)
    with pytest.raises(Refusal, match="carries no weight"):
        key_results.set_weights(objective=germany.objective, by=cast.manager, weights={shop.pk: 3, ads.pk: 1})


def test_what_is_undone_is_not_undone_twice(cast, shop):
    decision = draw(cast, shop, Consequence.PLAN_B, **PLAN_B)
    quadrant.undo(decision=decision, by=cast.manager)
    with pytest.raises(WrongState, match="undone already"):
        quadrant.undo(decision=decision, by=cast.manager)


def test_a_consequence_from_the_page_says_what_was_made_and_has_its_undo_in_reach(germany, cast, shop):
    put(cast, shop, 20, 20)
    client = signed_in(cast.manager)
    park = reverse("objectives:consequence", kwargs={"pk": shop.pk, "kind": "park"})
    text = text_of(client.post(park, follow=True))
    decision = QuadrantDecision.objects.get()
    assert "is parked: it counts no more until it is brought back." in text
    assert f'action="/quadrant/decisions/{decision.pk}/undo/"' in text
    assert "counts again, with weight" in text_of(client.post(f"/quadrant/decisions/{decision.pk}/undo/", follow=True))


def test_the_forms_of_the_other_consequences_make_their_rows(germany, cast, shop):
    client = signed_in(cast.manager)

    def send(kind, /, **values):
        return client.post(reverse("objectives:consequence", kwargs={"pk": shop.pk, "kind": kind}), values)

    assert send("plan_b", title="Late", kind="other", owner=cast.staff.pk, plan_b="Wait").status_code == 302
    assert send("ask", kind="permission", title="Second shop").status_code == 302
    people = {"responsible": cast.staff.pk, "accountable": cast.manager.pk}
    assert send("task", title="Open it", duration="5", **people).status_code == 302
    refused = send("task", title="Open it", duration="0", **people)
    assert (refused.status_code, "Enter a whole number from 1" in text_of(refused)) == (400, True)
    assert set(QuadrantDecision.objects.values_list("kind", flat=True)) == {"plan_b", "ask", "task"}


# --- whose key results ---------------------------------------------------------------------------------------------


def test_the_cycle_shows_what_one_may_see_and_lets_managers_move_their_own(germany, cast, shop):
    address = reverse("objectives:quadrant")
    mine = text_of(signed_in(cast.manager).get(address, {"cycle": germany.cycle.pk}))
    assert f'data-move="/key-results/{shop.pk}/place/"' in mine
    theirs = text_of(signed_in(cast.french_manager).get(address, {"cycle": germany.cycle.pk}))
    assert "TikTok Shop" in theirs
    assert "data-move" not in theirs
    elsewhere = signed_in(cast.manager).get(address, {"cycle": germany.cycle.pk, "department": cast.france.pk})
    assert "Nothing to place yet" in text_of(elsewhere)


def test_a_department_shows_those_below_it(germany, cast):
    scope = Scope(cycle=germany.cycle.pk, department=cast.europe.pk)
    assert len(quadrants.field_of(cast.boss, scope).spots) == 2


@pytest.mark.parametrize("asked", ["x", "-1", "99999999999999999999", "1;drop", "\u0661"])
def test_an_address_that_names_nothing_shows_the_present_cycle(germany, cast, asked):
    answer = signed_in(cast.manager).get(reverse("objectives:quadrant"), {"cycle": asked, "department": asked})
    assert answer.status_code == 200
    assert "TikTok Shop" in text_of(answer)


def test_a_draft_of_another_department_stands_in_no_quadrant(germany, cast):
    draft = make_objective(cast, germany.cycle, title="Secret")
    key_results.make(objective=draft, by=cast.manager, values={"title": "Quartz", "language": "en"})
    address = reverse("objectives:quadrant")
    assert "Quartz" in text_of(signed_in(cast.manager).get(address))
    assert "Quartz" not in text_of(signed_in(cast.french_manager).get(address))


def test_the_page_asks_as_much_for_two_key_results_as_for_two_hundred(
    germany, cast, django_assert_num_queries, django_assert_max_num_queries
):
    client, address = signed_in(cast.manager), reverse("objectives:quadrant")
    client.get(address)
    with django_assert_max_num_queries(14) as few:
        client.get(address)
    start = {"planned_start": germany.objective.starts_on, "due_on": germany.objective.due_on, "owner": cast.staff}
    KeyResult.objects.bulk_create(
        KeyResult(
            objective=germany.objective,
            position=n,
            title=f"KR {n}",
            language="en",
            control=n % 100,
            impact=n % 97,
            **start,
        )
        for n in range(3, 203)
    )
    with django_assert_num_queries(len(few)):
        assert client.get(address).status_code == 200
