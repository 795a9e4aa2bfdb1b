"""What people type into a plan: taken as they mean it, refused with a sentence and never lost, compared when stale."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import frame, tasks
from objectives.actions import measures as measure_actions
from objectives.core.vocabulary import Direction
from objectives.forms.fields import NumberField
from objectives.models import (
    Cycle,
    KeyResult,
    Measure,
    Metric,
    MilestoneStep,
    Objective,
    Path,
    Strategy,
    Task,
    TaskRole,
)
from tests.builders import TODAY, make_cycle, make_objective
from tests.cast import Cast

WEEK = {"duration": "5", "duration_unit": "working", "kind": "task", "buffer": "0"}


@pytest.fixture
def manager(cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def draft(cast: Cast, cycle: Cycle, **values) -> dict:
    sentence = {"title": "Win new customers", "department": cast.germany.pk, "cycle": cycle.pk}
    return {**sentence, "accumulation": "sum", **values}


def standing(client: Client, address: str) -> dict:
    """The form as it is opened: what its controls and hidden fields hold."""
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: "" if value in (None, False) else value for name, value in fields.items()}


# --- the first minute ---------------------------------------------------------------------------------------


def test_one_sentence_makes_a_draft_due_at_the_end_of_the_cycle(manager, cast, on_day):
    on_day(TODAY)
    cycle = make_cycle(cast)
    answer = manager.post("/objectives/new/", draft(cast, cycle))
    made = Objective.objects.get()
    assert answer.url.startswith(reverse("objectives:guide_what", args=[made.pk]))
    assert (made.state, made.due_on, made.owner, made.language) == ("draft", cycle.ends_on, cast.manager, "en")


def test_the_first_form_takes_the_metric_with_numbers_as_people_type_them(manager, cast, on_day):
    on_day(TODAY)
    metric = {"name": "new-customer GMV", "unit": "EUR", "baseline": "0", "target": "50万"}
    manager.post("/objectives/new/", draft(cast, make_cycle(cast), **metric))
    own = Measure.objects.get()
    assert (own.target, own.direction, own.accumulation) == (500_000, Direction.INCREASE, "sum")


def test_chinese_characters_are_kept_as_chinese_on_an_english_page(manager, cast, on_day):
    on_day(TODAY)
    manager.post("/objectives/new/", draft(cast, make_cycle(cast), title="赢得新客户"))
    assert Objective.objects.get().language == "zh-hans"


def test_the_text_in_the_other_language_is_kept_beside_it(manager, cast, on_day):
    on_day(TODAY)
    manager.post("/objectives/new/", draft(cast, make_cycle(cast), title_other="赢得新客户", language="en"))
    made = Objective.objects.get()
    assert (made.title, made.title_other, made.language) == ("Win new customers", "赢得新客户", "en")


def test_a_refused_metric_leaves_no_half_draft_behind(manager, cast, on_day):
    on_day(TODAY)
    same = {"name": "conversion", "unit": "%", "baseline": "2", "target": "2", "accumulation": "level"}
    answer = manager.post("/objectives/new/", draft(cast, make_cycle(cast), **same))
    assert answer.status_code == 400
    assert "Baseline and target are the same" in text_of(answer)
    assert not Objective.objects.exists()


def test_staff_cannot_make_objectives(cast, on_day):
    on_day(TODAY)
    client = Client()
    client.force_login(cast.staff)
    assert client.post("/objectives/new/", draft(cast, make_cycle(cast))).status_code == 403


# --- bad input: a clear sentence, 4xx, nothing stored, nothing typed lost -----------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("many", "Enter an ordinary number."),
        ("NaN", "Enter an ordinary number."),
        ("1e309", "Enter an ordinary number."),
        ("inf", "Enter an ordinary number."),
        ("9" * 16, "Enter a number of at most 15 digits."),
    ],
)
def test_what_is_no_number_is_refused_beside_its_field_and_kept(manager, germany, typed, sentence):
    address = reverse("objectives:edit_measure", args=[germany.measures[0].pk])
    answer = manager.post(address, {**standing(manager, address), "target": typed, "name": "renamed meanwhile"})
    assert answer.status_code == 400
    assert sentence in answer.context["form"].errors["target"][0]
    assert f'value="{typed}"' in text_of(answer)
    assert 'value="renamed meanwhile"' in text_of(answer)
    assert Measure.objects.get(pk=germany.measures[0].pk).name == "GMV of the channel"


@pytest.mark.parametrize("due_on", ["2027-01-01", "2026-09-30"])
def test_an_objective_due_outside_its_cycle_is_refused(manager, cast, on_day, due_on):
    on_day(TODAY)
    answer = manager.post("/objectives/new/", draft(cast, make_cycle(cast), due_on=due_on))
    assert answer.status_code == 400
    assert "outside the cycle" in answer.context["form"].errors["due_on"][0]
    assert f'value="{due_on}"' in text_of(answer)
    assert not Objective.objects.exists()


def test_a_key_result_cannot_be_due_after_its_objective_but_may_start_before_the_cycle(manager, germany, cast):
    address = reverse("objectives:new_key_result", args=[germany.objective.pk])
    values = {"title": "Late", "owner": cast.staff.pk, "planned_start": "2026-08-01", "weight": "1"}
    answer = manager.post(address, {**values, "due_on": "2027-01-15"})
    assert answer.status_code == 400
    assert "cannot be due after its objective" in answer.context["form"].errors["due_on"][0]
    assert manager.post(address, {**values, "due_on": "2026-12-31"}).status_code == 302
    assert KeyResult.objects.get(title="Late").planned_start == date(2026, 8, 1)


def test_baseline_equal_to_target_is_refused_with_the_button_that_makes_it_a_limit(manager, germany):
    address = reverse("objectives:edit_measure", args=[germany.measures[2].pk])
    typed = {**standing(manager, address), "baseline": "2", "target": "2"}
    answer = manager.post(address, typed)
    assert answer.status_code == 400
    assert "Hold it at or above 2% instead" in text_of(answer)
    assert manager.post(address, {**typed, "take": "at_least"}).status_code == 302
    assert Measure.objects.get(pk=germany.measures[2].pk).direction == Direction.AT_LEAST


def test_a_target_on_the_wrong_side_offers_to_turn_the_direction(manager, germany):
    address = reverse("objectives:edit_measure", args=[germany.measures[2].pk])
    answer = manager.post(address, {**standing(manager, address), "baseline": "32", "target": "25"})
    assert "Make it decrease to 25%" in text_of(answer)


def test_a_task_has_exactly_one_responsible_person(manager, germany, cast):
    address = reverse("objectives:new_task", args=[germany.objective.pk])
    nobody = manager.post(address, {**WEEK, "title": "Hire", "responsible": "", "accountable": cast.manager.pk})
    assert nobody.status_code == 400
    assert "exactly one responsible" in nobody.context["form"].errors["responsible"][0]
    two = {**WEEK, "title": "Hire", "responsible": cast.staff.pk, "accountable": cast.manager.pk}
    answer = manager.post(address, {**two, "consulted": [cast.staff.pk]})
    assert answer.status_code == 400
    assert not Task.objects.exists()


def test_people_who_left_are_not_offered_and_not_taken(manager, germany, cast):
    cast.colleague.is_active = False
    cast.colleague.save()
    address = reverse("objectives:new_task", args=[germany.objective.pk])
    assert "Liu Fang" not in text_of(manager.get(address))
    answer = manager.post(
        address, {**WEEK, "title": "Hire", "responsible": cast.colleague.pk, "accountable": cast.manager.pk}
    )
    assert answer.status_code == 400


def test_ids_of_another_department_in_a_body_are_refused(manager, cast, germany):
    foreign = make_objective(cast, germany.cycle, title="Another plan")
    stranger = Path.objects.create(objective=foreign, position=1, title="Foreign path", language="en")
    answers = [
        manager.post("/objectives/new/", draft(cast, germany.cycle, department=cast.france.pk)),
        manager.post(
            reverse("objectives:new_key_result", args=[germany.objective.pk]),
            {
                "title": "Smuggled",
                "path": stranger.pk,
                "owner": cast.staff.pk,
                "weight": 1,
                "planned_start": "2026-10-01",
                "due_on": "2026-12-31",
            },
        ),
    ]
    assert [one.status_code for one in answers] == [400, 400]
    assert not Objective.objects.filter(department=cast.france).exists()
    assert not KeyResult.objects.filter(title="Smuggled").exists()


def test_an_empty_form_that_is_sent_is_refused_and_not_just_shown(manager, germany):
    assert manager.post(reverse("objectives:new_path", args=[germany.objective.pk])).status_code == 400


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,000", "12000"), ("1.2万", "12000"), ("35%", "35"), ("１２０００", "12000"), ("-0.5", "-0.5"), ("", None)],
)
def test_numbers_are_taken_as_people_type_them(typed, value):
    assert NumberField().clean(typed) == (None if value is None else Decimal(value))


def test_a_stored_number_is_shown_with_its_thousands_apart():
    assert NumberField().prepare_value(Decimal("500000.0000")) == "500,000"


# --- two people at once -------------------------------------------------------------------------------------


def test_a_stale_form_shows_what_the_other_person_changed_beside_what_was_typed(manager, germany, cast):
    address = reverse("objectives:edit_measure", args=[germany.measures[0].pk])
    typed = standing(manager, address)
    colleague_saves(germany, cast, target=Decimal(60000), name="GMV of TikTok Shop")
    answer = manager.post(address, {**typed, "target": "45,000"})
    assert answer.status_code == 412
    text = text_of(answer)
    assert "Nothing of yours is lost" in text
    changes = {one.label: (one.theirs, one.yours, one.taken) for one in answer.context["form"].changes}
    assert changes["To (target or limit)"] == ("60,000", "45,000", False)
    assert 'value="45,000"' in text
    assert Measure.objects.get(pk=germany.measures[0].pk).target == 60_000


def test_saving_a_stale_form_again_keeps_what_only_the_other_person_touched(manager, germany, cast):
    address = reverse("objectives:edit_measure", args=[germany.measures[0].pk])
    typed = standing(manager, address)
    colleague_saves(germany, cast, target=Decimal(60000), name="GMV of TikTok Shop")
    refused = manager.post(address, {**typed, "target": "45,000"}).context["form"]
    again = {name: "" if refused[name].value() in (None, False) else refused[name].value() for name in refused.fields}
    assert manager.post(address, again).status_code == 302
    saved = Measure.objects.get(pk=germany.measures[0].pk)
    assert (saved.name, saved.target) == ("GMV of TikTok Shop", 45_000)


def colleague_saves(germany, cast, **values) -> None:
    measure_actions.change(measure=germany.measures[0], by=cast.manager, version=None, values=values)


# --- the other forms ----------------------------------------------------------------------------------------


def test_all_weights_are_changed_in_one_call(manager, germany):
    first, second = germany.key_results
    address = reverse("objectives:weights", args=[germany.objective.pk])
    assert 'name="weight_' in text_of(
        manager.get(reverse("objectives:plan", args=[germany.objective.pk]), {"weights": 1})
    )
    assert manager.post(address, {f"weight_{first.pk}": "3", f"weight_{second.pk}": "1"}).status_code == 302
    assert [one.weight for one in KeyResult.objects.all()] == [3, 1]
    refused = manager.post(address, {f"weight_{first.pk}": "0", f"weight_{second.pk}": "0"})
    assert refused.status_code == 400
    assert "at least one must be above 0" in text_of(refused)
    assert [one.weight for one in KeyResult.objects.all()] == [3, 1]


def test_a_new_key_result_is_asked_for_its_measure_next(manager, germany, cast):
    address = reverse("objectives:new_key_result", args=[germany.objective.pk])
    answer = manager.post(address, {**standing(manager, address), "title": "Prices answer in two hours"})
    made = KeyResult.objects.get(title="Prices answer in two hours")
    assert answer.url.startswith(reverse("objectives:new_measure", args=[made.pk]))
    assert made.weight == 50


def test_a_milestone_keeps_its_steps_in_order_and_an_emptied_one_goes(manager, germany, cast):
    measure = measure_actions.make(
        by=cast.manager,
        key_result=germany.key_results[0],
        values={"name": "Shop open", "language": "en", "direction": Direction.MILESTONE.value},
    )
    address = reverse("objectives:steps", args=[measure.pk])
    rows = {"rows_sent": "3", "row0-title": "Register", "row0-weight": "2", "row1-title": "", "row2-title": "验收"}
    assert manager.post(address, rows).status_code == 302
    steps = MilestoneStep.objects.filter(measure=measure).values_list("title", "weight", "language")
    assert list(steps) == [("Register", 2, "en"), ("验收", 1, "zh-hans")]


def test_a_path_is_pinned_only_with_a_reason_and_parked_with_its_key_results_moved(manager, germany):
    first, second = germany.paths
    pin = reverse("objectives:pin_path", args=[first.pk])
    refused = manager.post(pin, {"pinned_rank": "1", "pin_reason": ""})
    assert refused.status_code == 400
    assert "Say why the rank is set by hand." in text_of(refused)
    assert manager.post(pin, {"pinned_rank": "1", "pin_reason": "the boss wants the channel"}).status_code == 302
    park = reverse("objectives:park_path", args=[first.pk])
    assert manager.post(park, {"move_to": second.pk}).status_code == 302
    first.refresh_from_db()
    assert first.parked
    assert KeyResult.objects.get(pk=germany.key_results[0].pk).path == second


def test_a_task_tells_who_is_consulted_and_waits_for_another(manager, germany, cast):
    address = reverse("objectives:new_task", args=[germany.objective.pk])
    people = {"responsible": cast.staff.pk, "accountable": cast.manager.pk, "consulted": [cast.colleague.pk]}
    manager.post(address, {**WEEK, **people, "title": "Hire"})
    hire = Task.objects.get()
    assert TaskRole.objects.get().user == cast.colleague
    manager.post(address, {**WEEK, **people, "title": "Open"})
    opened = Task.objects.get(title="Open")
    links = reverse("objectives:links", args=[opened.pk])
    manager.post(links, {"predecessor": hire.pk, "kind": "FS", "lag": "0", "lag_unit": "working"})
    assert "Hire" in text_of(manager.get(links))
    circle = manager.post(
        reverse("objectives:links", args=[hire.pk]),
        {"predecessor": opened.pk, "kind": "FS", "lag": "0", "lag_unit": "working"},
    )
    assert circle.status_code == 400
    assert "would close a circle" in text_of(circle)


def test_editing_a_summary_asks_for_no_people(manager, germany, cast):
    group = tasks.make(
        objective=germany.objective, by=cast.manager, values={"title": "Group", "language": "en", "kind": "summary"}
    )
    address = reverse("objectives:edit_task", args=[group.pk])
    assert "responsible" not in manager.get(address).context["form"].fields
    assert manager.post(address, {**standing(manager, address), "title": "TikTok Shop"}).status_code == 302
    assert Task.objects.get().title == "TikTok Shop"


def test_a_status_is_raised_only_with_a_reason(manager, germany):
    address = reverse("objectives:status", args=[germany.objective.pk])
    assert manager.post(address, {"stated_status": "on_track"}).status_code == 400
    assert manager.post(address, {"stated_status": "on_track", "stated_reason": "order signed"}).status_code == 302


def test_a_draft_is_confirmed_once_it_has_what_it_needs(manager, cast, on_day):
    on_day(TODAY)
    objective = make_objective(cast, make_cycle(cast))
    confirm = reverse("objectives:confirm", args=[objective.pk])
    answer = manager.post(confirm, headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert "by which figure the objective is measured" in text_of(answer)
    page = text_of(manager.get(reverse("objectives:plan", args=[objective.pk])))
    assert "Before it can be confirmed: the figure it is measured by" in page


# --- the frame ----------------------------------------------------------------------------------------------


def test_administrators_keep_cycles_and_strategies_and_managers_the_glossary(manager, cast):
    administrator = Client()
    administrator.force_login(cast.administrator)
    cycle = {"name": "2027 Q1", "kind": "quarter", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}
    rates = {"plan_rates": "USD 0.92\nCNY：0.13"}
    assert administrator.post("/settings/cycles/new/", {**cycle, **rates}).status_code == 302
    assert Cycle.objects.get().plan_rates == {"USD": "0.92", "CNY": "0.13"}
    assert (
        administrator.post("/settings/strategies/new/", {"title": "Brand in depth", "year": "2027"}).status_code == 302
    )
    assert Strategy.objects.get().year == 2027
    metric = {"name": "new customer", "unit": "customers", "definition": "no order in the 12 months before"}
    assert manager.post("/glossary/new/", metric).status_code == 302
    assert Metric.objects.get().owner is None
    assert manager.post("/settings/cycles/new/", cycle).status_code == 403
    assert administrator.post("/glossary/new/", metric).status_code == 403


def test_everybody_reads_the_glossary(cast):
    frame.make_metric(
        by=cast.manager,
        values={"name": "new customer", "language": "en", "unit": "customers", "definition": "no order before"},
    )
    client = Client()
    client.force_login(cast.outsider)
    text = text_of(client.get("/glossary/"))
    assert "no order before" in text
    assert "/glossary/new/" not in text


def test_a_cycle_that_ends_before_it_starts_is_refused_beside_its_form(cast):
    client = Client()
    client.force_login(cast.administrator)
    cycle = {"name": "Wrong", "kind": "quarter", "starts_on": "2027-03-31", "ends_on": "2027-01-01"}
    answer = client.post("/settings/cycles/new/", cycle)
    assert answer.status_code == 400
    assert "must be after its first day" in text_of(answer)
