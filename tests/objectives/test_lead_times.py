"""Lead times: the golden chain on its page, ways out that one press goes, templates, bad input, two tabs, Chinese."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import frame, lead_times
from objectives.core.vocabulary import CycleKind
from objectives.models import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, Objective
from okrplan.models import Activity
from tests.builders import make_objective

NEEDED = date(2026, 9, 15)
LAST_GOOD_DAY, A_DAY_LATE = date(2026, 5, 8), date(2026, 5, 9)


@pytest.fixture
def sea():
    return LeadTimeTemplate.objects.get(transport="sea")


@pytest.fixture
def objective(cast, sea, on_day) -> Objective:
    """A draft for the year whose stock has to be there by 15 September, filled from the company's sea template."""
    on_day(LAST_GOOD_DAY)
    year = {"name": "2026", "kind": CycleKind.YEAR.value, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    cycle = frame.make_cycle(by=cast.administrator, values=year)
    made = make_objective(cast, cycle, due_on=date(2026, 12, 31))
    goal = {"goal": "stock in the warehouse", "goal_other": "入仓库存", "language": "en", "needed_by": NEEDED}
    lead_times.set_chain(objective=made, by=cast.manager, steps=[], values=goal, today=LAST_GOOD_DAY)
    lead_times.use_template(objective=made, by=cast.manager, template=sea)
    return made


@pytest.fixture
def manager(cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def page_of(objective: Objective) -> str:
    return reverse("objectives:lead_times", args=[objective.pk])


def opened(client: Client, address: str) -> dict[str, str]:
    """The form as somebody opens it: everything that its controls hold."""
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    for row in form.rows:
        fields |= {field.html_name: field.value() for field in row}
    return {name: "" if value in (None, False) else str(value) for name, value in fields.items()}


# --- the golden chain ---------------------------------------------------------------------------------------------


def test_stock_by_15_september_means_starting_by_8_may(manager, objective):
    page = text_of(manager.get(page_of(objective)))
    assert "“Specification” has to start today, 8 May 2026." in page
    for said in ("19 May", "30 Jun", "13 Jul", "16 Aug", "latest start 8 May", "stock in the warehouse by 15 Sep 2026"):
        assert said in page
    plan = text_of(manager.get(reverse("objectives:plan", args=[objective.pk])))
    assert "lead times need 131 days: latest start 8 May 2026" in plan
    assert "Ways out" not in page


def test_on_9_may_the_letter_fails_and_says_by_how_many_days(manager, objective, on_day):
    on_day(A_DAY_LATE)
    said = "“Specification” had to start by 8 May 2026, 1 working day ago."
    assert said in text_of(manager.get(page_of(objective)))
    assert said in text_of(manager.get(reverse("objectives:plan", args=[objective.pk])))


def test_stock_by_30_september_starts_on_22_may(manager, objective, cast):
    lead_times.need_by(objective=objective, by=cast.manager, day=date(2026, 9, 30), version=None)
    assert "latest start 22 May" in text_of(manager.get(page_of(objective)))


def test_the_page_is_read_in_chinese_with_the_steps_of_the_company(manager, objective, cast, on_day):
    on_day(A_DAY_LATE)
    cast.manager.language = "zh-hans"
    cast.manager.save()
    page = text_of(manager.get(page_of(objective))).partition('id="change-title"')[0]
    for said in ("规格确认", "拥堵缓冲", "2026年5月8日", "入仓库存"):
        assert said in page
    assert "Specification" not in page
    assert "working day" not in page


def test_after_confirmation_a_start_that_nobody_recorded_is_a_question_and_a_late_one_fails(
    manager, objective, cast, on_day
):
    Objective.objects.filter(pk=objective.pk).update(state="active")
    on_day(A_DAY_LATE)
    assert "was to start by 8 May 2026, 1 working day ago. Has it?" in text_of(manager.get(page_of(objective)))
    first = LeadTimeStep.objects.first()
    first.started_on = LAST_GOOD_DAY
    first.save()
    on_day(date(2026, 5, 12))
    assert "“Order” starts by 14 May 2026; 2 working days to spare." in text_of(manager.get(page_of(objective)))
    first.started_on = date(2026, 5, 11)
    first.save()
    assert "“Specification” started on 11 May, 2 working days after its latest start" in text_of(
        manager.get(page_of(objective))
    )


def test_who_reads_chinese_types_chinese_and_saving_turns_nothing_around(manager, objective, cast):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    form = opened(manager, page_of(objective))
    assert (form["row2-title"], form["row2-title_other"]) == ("生产", "Production")
    before = list(LeadTimeStep.objects.values())
    assert manager.post(page_of(objective), form).status_code == 302
    assert list(LeadTimeStep.objects.values()) == before
    assert manager.post(page_of(objective), {**form, "row2-title": "批量生产", "row1-title": ""}).status_code == 302
    production = LeadTimeStep.objects.get(title="Production")
    assert (production.title_other, production.position) == ("批量生产", 2)
    assert not LeadTimeStep.objects.filter(title="Order").exists()


# --- the ways out -------------------------------------------------------------------------------------------------


def test_each_way_out_is_one_press_and_makes_the_letter_pass(manager, objective, on_day):
    on_day(A_DAY_LATE)
    ways = manager.get(page_of(objective)).context["ways"]
    version = LeadTimeChain.objects.get().version
    assert ways.shorter[0].text == "Production: 29 working days instead of 30"
    press = {"version": version, **dict(ways.shorter[0].fields)}
    assert manager.post(reverse("objectives:shorten_lead_times", args=[objective.pk]), press).status_code == 302
    assert LeadTimeStep.objects.get(title="Production").days == 29
    assert manager.get(page_of(objective)).context["ways"] is None


def test_the_later_day_moves_only_the_day_on_which_everything_is_needed(manager, objective, on_day):
    on_day(A_DAY_LATE)
    ways = manager.get(page_of(objective)).context["ways"]
    assert ways.later.button == "Move to 16 Sep 2026"
    press = {"version": LeadTimeChain.objects.get().version, **dict(ways.later.fields)}
    assert manager.post(reverse("objectives:need_later", args=[objective.pk]), press).status_code == 302
    chain, plan = LeadTimeChain.objects.get(), Objective.objects.get()
    assert (chain.needed_by, plan.due_on) == (date(2026, 9, 16), date(2026, 12, 31))
    assert manager.get(page_of(objective)).context["ways"] is None


def test_a_chain_that_ends_on_the_due_day_moves_the_due_day_within_its_cycle(manager, objective, cast, on_day):
    chain = LeadTimeChain.objects.get()
    steps = opened(manager, page_of(objective))
    assert manager.post(page_of(objective), {**steps, "needed_by": ""}).status_code == 302
    Objective.objects.update(due_on=NEEDED)
    on_day(A_DAY_LATE)
    press = {"version": chain.version + 1, "day": "2026-09-16"}
    assert manager.post(reverse("objectives:need_later", args=[objective.pk]), press).status_code == 302
    assert (Objective.objects.get().due_on, LeadTimeChain.objects.get().needed_by) == (date(2026, 9, 16), None)
    beyond = {"version": chain.version + 1, "day": "2027-01-05"}
    assert manager.post(reverse("objectives:need_later", args=[objective.pk]), beyond).status_code == 400


def test_other_transport_says_whether_it_fits_and_is_looked_at_before_it_is_used(manager, objective, on_day):
    on_day(date(2026, 6, 8))
    page = manager.get(page_of(objective))
    lines = {one.template.transport: one for one in page.context["ways"].others}
    assert lines["air"].fits
    assert not lines["rail"].fits or lines["rail"].text
    assert "sea" not in lines
    address = reverse("objectives:use_lead_time_template", args=[objective.pk, lines["air"].template.pk])
    preview = text_of(manager.get(address))
    assert "Air freight" in preview
    assert "Sea freight" in preview  # what it replaces
    assert LeadTimeStep.objects.filter(title="Sea freight").exists()
    assert manager.post(address, {"version": LeadTimeChain.objects.get().version}).status_code == 302
    assert not LeadTimeStep.objects.filter(title="Sea freight").exists()
    assert manager.get(page_of(objective)).context["ways"] is None


def test_what_has_started_stays_when_the_transport_changes_and_a_ship_at_sea_cannot_fly(manager, objective, cast):
    air = LeadTimeTemplate.objects.get(transport="air")
    LeadTimeStep.objects.filter(title="Production").update(started_on=date(2026, 5, 19), days=28)
    lead_times.use_template(objective=objective, by=cast.manager, template=air)
    titles = list(LeadTimeStep.objects.values_list("title", "days"))
    assert titles[:4] == [("Specification", 5), ("Order", 3), ("Production", 28), ("Quality control", 5)]
    assert LeadTimeStep.objects.get(title="Production").started_on == date(2026, 5, 19)
    LeadTimeStep.objects.filter(title="Air freight").update(started_on=date(2026, 8, 1))
    sea = LeadTimeTemplate.objects.get(transport="sea")
    address = reverse("objectives:use_lead_time_template", args=[objective.pk, sea.pk])
    assert "What has started has no counterpart in this template." in text_of(manager.get(address))
    refused = manager.post(address, {"version": LeadTimeChain.objects.get().version})
    assert refused.status_code == 400


def test_an_offer_computed_on_an_old_chain_is_refused(manager, objective, cast, on_day):
    on_day(A_DAY_LATE)
    seen = LeadTimeChain.objects.get().version
    lead_times.need_by(objective=objective, by=cast.manager, day=date(2026, 10, 1), version=seen)
    press = {"version": seen, "day": "2026-09-16"}
    assert manager.post(reverse("objectives:need_later", args=[objective.pk]), press).status_code == 412
    assert LeadTimeChain.objects.get().needed_by == date(2026, 10, 1)
    assert manager.post(reverse("objectives:need_later", args=[objective.pk]), {"day": "soon"}).status_code == 400


# --- typing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"row2-days": "0"}, "Enter a whole number from 1 to 1,000."),
        ({"row2-days": "-3"}, "Enter a whole number from 1 to 1,000."),
        ({"row2-days": "10000"}, "Enter a whole number from 1 to 1,000."),
        ({"row2-days": "2.5"}, "Enter a whole number from 1 to 1,000."),
        ({"row2-days": "a month"}, "Enter an ordinary number."),
        ({"row2-days": ""}, "Enter how many days it takes."),
        ({"row10-days": "4"}, "Name the step."),
        ({"row2-started_on": "yesterday"}, "Enter a valid date."),
        ({"row2-started_on": "2026-05-20"}, "A step that really started did so today or before."),
        ({"row2-calendar": "99999"}, "Select a valid choice."),
        ({"needed_by": "2027-01-01"}, "That is after the due day, 2026-12-31."),
        ({"needed_by": "1950-01-05"}, "beyond the years that calendars know"),
        ({"needed_by": "0001-01-01"}, "beyond the years that calendars know"),
        ({"needed_by": "15.9."}, "Enter a valid date."),
        ({f"row{place}-days": "1000" for place in range(10)} | {"needed_by": "1975-01-01"}, "beyond the years"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_what_was_typed_stays(manager, objective, typed, said):
    before = list(LeadTimeStep.objects.values())
    form = opened(manager, page_of(objective))
    answer = manager.post(page_of(objective), {**form, "row0-title": "Specification, agreed", **typed})
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "Specification, agreed" in text_of(answer)
    for value in typed.values():
        assert f'value="{value}"' in text_of(answer) or not value or "99999" in value
    assert list(LeadTimeStep.objects.values()) == before


def test_steps_are_changed_added_and_taken_away_in_the_page(manager, objective):
    form = opened(manager, page_of(objective))
    typed = {"row1-title": "", "row2-days": "25", "row10-title": "摄影", "row10-days": "3"}
    assert manager.post(page_of(objective), {**form, **typed}).status_code == 302
    rows = list(LeadTimeStep.objects.values_list("title", "days", "language"))
    assert rows[:3] == [("Specification", 5, "en"), ("Production", 25, "en"), ("Quality control", 5, "en")]
    assert rows[-1] == ("摄影", 3, "zh-hans")
    assert [one.position for one in LeadTimeStep.objects.all()] == list(range(1, 11))


def test_an_emptied_chain_is_gone_and_the_page_says_what_belongs_there(manager, objective):
    assert manager.post(page_of(objective), {"rows_sent": "0", "version": "", "needed_by": ""}).status_code == 302
    page = text_of(manager.get(page_of(objective)))
    assert "No lead times yet" in page
    assert "By sea, China to Germany" in page


def test_another_source_of_a_figure_does_not_keep_the_translation_of_the_old_one(manager, objective):
    form = opened(manager, page_of(objective))
    manager.post(page_of(objective), {**form, "row2-source": "Contract of 3 May"})
    production, order = LeadTimeStep.objects.get(title="Production"), LeadTimeStep.objects.get(title="Order")
    assert (production.source, production.source_other) == ("Contract of 3 May", "")
    assert order.source_other


def test_two_tabs_see_each_others_steps_and_nothing_typed_is_lost(manager, objective, cast):
    mine = opened(manager, page_of(objective))
    theirs = {**mine, "row2-days": "20"}
    assert manager.post(page_of(objective), theirs).status_code == 302
    answer = manager.post(page_of(objective), {**mine, "row5-days": "40"})
    assert answer.status_code == 412
    text = text_of(answer)
    assert "Production 20 working days" in text
    assert 'value="40"' in text
    assert LeadTimeStep.objects.get(title="Sea freight").days == 35


def test_who_touched_only_the_day_gets_the_other_persons_steps(manager, objective):
    mine = opened(manager, page_of(objective))
    assert manager.post(page_of(objective), {**mine, "row2-days": "20"}).status_code == 302
    answer = manager.post(page_of(objective), {**mine, "needed_by": "2026-09-20"})
    assert answer.status_code == 412
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields}
    for row in form.rows:
        again |= {field.html_name: field.value() for field in row}
    sent = {name: "" if value in (None, False) else str(value) for name, value in again.items()}
    assert manager.post(page_of(objective), sent).status_code == 302
    assert LeadTimeStep.objects.get(title="Production").days == 20
    assert LeadTimeChain.objects.get().needed_by == date(2026, 9, 20)


def test_a_due_day_before_the_day_on_which_everything_is_needed_is_refused(manager, objective, cast):
    address = reverse("objectives:edit", args=[objective.pk])
    form = opened_plain(manager, address)
    answer = manager.post(address, {**form, "due_on": "2026-09-01"})
    assert answer.status_code == 400
    assert "What the lead times lead to is needed later" in text_of(answer)


def opened_plain(client: Client, address: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {name: "" if value in (None, False) else value for name, value in fields.items()}


def test_only_what_differs_is_written_to_the_history(manager, objective):
    form = opened(manager, page_of(objective))
    before = Activity.objects.count()
    manager.post(page_of(objective), form)
    assert Activity.objects.count() == before
    manager.post(page_of(objective), {**form, "row2-days": "25"})
    noted = Activity.objects.first()
    assert (noted.noun, noted.before, noted.after) == ("lead_time_step", {"days": 30}, {"days": 25})


def test_the_page_asks_the_same_number_of_questions_whatever_the_length(
    manager, objective, on_day, cast, django_assert_num_queries, django_assert_max_num_queries
):
    on_day(date(2026, 9, 10))
    manager.get(page_of(objective))
    with django_assert_max_num_queries(19) as few:
        manager.get(page_of(objective))
    LeadTimeStep.objects.filter(position__gt=3).delete()
    with django_assert_num_queries(len(few.captured_queries)):
        manager.get(page_of(objective))


# --- the company's templates --------------------------------------------------------------------------------------


@pytest.fixture
def administrator(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator)
    return client


def test_an_installation_starts_with_usual_lead_times_by_sea_rail_and_air(administrator):
    page = text_of(administrator.get(reverse("objectives:lead_time_templates")))
    for said in ("By sea, China to Germany", "By rail", "By air", "Congestion buffer", "ask the forwarder"):
        assert said in page


def test_an_administrator_changes_a_template_and_objectives_keep_their_steps(administrator, sea, objective):
    address = reverse("objectives:edit_lead_time_template", args=[sea.pk])
    form = opened(administrator, address)
    assert (
        administrator.post(address, {**form, "row5-days": "42", "row5-source": "Forwarder, 1 May"}).status_code == 302
    )
    step = sea.steps.get(title="Sea freight")
    assert (step.days, step.source) == (42, "Forwarder, 1 May")
    assert LeadTimeStep.objects.get(title="Sea freight").days == 35


def test_a_template_without_a_step_or_with_a_taken_name_is_refused(administrator):
    address = reverse("objectives:new_lead_time_template")
    empty = administrator.post(address, {"name": "By truck", "transport": "other", "rows_sent": "1"})
    assert empty.status_code == 400
    assert "A template has at least one step." in text_of(empty)
    row = {"rows_sent": "1", "row0-title": "Truck", "row0-days": "14", "transport": "other"}
    taken = administrator.post(address, {**row, "name": "By sea, China to Germany"})
    assert "There is already a template of this name." in text_of(taken)
    assert administrator.post(address, {**row, "name": "By truck"}).status_code == 302


def test_two_tabs_on_a_template_are_compared(administrator, sea):
    address = reverse("objectives:edit_lead_time_template", args=[sea.pk])
    form = opened(administrator, address)
    assert administrator.post(address, {**form, "row5-days": "42"}).status_code == 302
    stale = administrator.post(address, {**form, "row5-days": "33"})
    assert stale.status_code == 412
    assert "Sea freight 42 calendar days" in text_of(stale)
    assert sea.steps.get(title="Sea freight").days == 42


def test_a_deleted_template_can_be_brought_back(administrator, manager, sea, objective):
    administrator.post(reverse("objectives:delete_lead_time_template", args=[sea.pk]))
    assert "By sea, China" not in text_of(administrator.get(reverse("objectives:lead_time_templates")))
    assert manager.get(page_of(objective)).status_code == 200
    administrator.post(reverse("objectives:restore_lead_time_template", args=[sea.pk]))
    assert "By sea, China" in text_of(manager.get(page_of(objective)))
