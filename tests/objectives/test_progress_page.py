"""The progress of an objective on a page: figures against plan, each with its arithmetic."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from objectives.actions import check_ins, key_results, measures, objectives, tasks
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Direction, Status, TaskState, Visibility
from objectives.models import Measure
from okrplan.people.models import User
from tests.builders import CASE, TODAY, make_germany, make_objective, measure_values

HTMX = {"HX-Request": "true"}


def text(answer):
    return " ".join(answer.content.decode().split())


def address(germany):
    return f"/objectives/{germany.objective.pk}/progress/"


def read(client, who, germany, **query):
    client.force_login(User.objects.get(pk=who.pk))
    answer = client.get(address(germany), query)
    assert answer.status_code == 200
    return text(answer)


def progress_part(page):
    """The page without its header, which has figures of its own."""
    return page[page.index('id="progress"') :]


def record(cast, measure, value, day, today=None):
    fresh = Measure.objects.get(pk=measure.pk)
    return check_ins.record(measure=fresh, by=cast.staff, day=day, value=D(str(value)), today=today or day)


# --- the German case -------------------------------------------------------------------------------------------------


def test_the_german_case_says_where_it_is_heading_and_why(client, cast, germany):
    page = progress_part(read(client, cast.outsider, germany))
    for said in (
        "At the pace of the last 3 check-ins KR1 reaches 60% and, with KR2 as planned,"
        " the objective reaches 80% by 31 Dec.",
        "Completion is the mean of 2 key results; the metric itself has no check-in.",
        "started 30 days late",
        "EUR 5,000 of EUR 50,000",
        "50 orders of 500 orders",
        "1.8% of 2.0% (from 1.5%)",
        "23%, held: ≤ 25%",
        "counts 50%",
        "needs EUR 625 a day, 1.8 × the present pace",
    ):
        assert said in page


def test_the_german_case_says_the_same_in_chinese(client, cast, germany):
    User.objects.filter(pk=cast.outsider.pk).update(language="zh-hans")
    page = progress_part(read(client, cast.outsider, germany))
    for said in ("TikTok Shop德国站开通并正式运营", "渠道GMV", "10万欧元", "12月31日", "60%", "80%"):
        assert said in page


def test_every_figure_says_how_it_was_calculated(client, cast, germany):
    page = progress_part(read(client, cast.outsider, germany))
    assert page.count("How is this calculated?") == 5  # the objective and four measures
    for line in (
        "KR1 counts 50%: progress 10%, forecast 60%.",
        "completion 35%, forecast 80%.",
        "(1 − 80%) × (EUR 500,000 − EUR 0) = EUR 100,000.",
        "EUR 5,000 ÷ EUR 50,000 = 10%, with the check-in of 20 Oct.",
        "45 ÷ 117 = 38.5% (6 Sep to 31 Dec).",
        "Planned to start on 6 Sep, really started on 6 Oct: 30 days late.",
        "EUR 5,000 + EUR 347 × 72 = EUR 30,000, that is 60% of the target.",
        "(1.8% − 1.5%) ÷ (2.0% − 1.5%) = 60%",
    ):
        assert line in page


def test_the_chart_has_actual_plan_forecast_target_and_gap(client, cast, germany):
    client.force_login(cast.outsider)
    data = client.get(address(germany)).context["chart"].data
    assert data["actual"][-1] == ("2026-10-20", "0.35")
    assert data["forecast"][0] == ("2026-10-20", "0.35")
    assert data["forecast"][1][0] == "2026-12-31"
    assert data["plan"][-1][1] == "1"
    assert (data["target"], data["gap"], data["today"]) == ("1", "EUR 100,000", "2026-10-20")


def test_one_check_in_more_changes_the_sentence(client, cast, germany):
    record(cast, germany.measures[0], 6000, TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    page = progress_part(read(client, cast.outsider, germany))
    assert "KR1 reaches 60%" not in page
    assert "completion 36%" in page


# --- silence --------------------------------------------------------------------------------------------------------


def test_a_week_of_silence_keeps_the_forecast_at_80_percent_marked_by_its_age(client, cast, germany, on_day):
    on_day(date(2026, 10, 27))  # no worker has come by since the 20th
    page = progress_part(read(client, cast.outsider, germany))
    assert "the objective reaches 80% by 31 Dec." in page
    assert "last check-in 7 days ago" in page


def test_two_silent_rhythms_are_called_stale_and_missed_and_lower_the_status(client, cast, germany, on_day):
    day = on_day(date(2026, 11, 4))
    recompute(objective_id=germany.objective.pk, today=day)
    page = progress_part(read(client, cast.outsider, germany))
    assert '<p class="tone-warn">last check-in 15 days ago</p>' in page
    assert "2 check-ins missed" in page
    assert page.count("behind") >= 1


# --- as of a day ----------------------------------------------------------------------------------------------------


@pytest.fixture
def told_weekly(cast, on_day):
    """The German case, each check-in recorded on its own day."""
    on_day(date(2026, 10, 6))
    made = make_germany(cast, until=date(2026, 10, 6))
    for week in (1, 2):
        for told, measure in zip(
            [one for result in CASE["key_results"] for one in result["measures"]], made.measures, strict=True
        ):
            if len(told["check_ins"]) > week:
                day, value = told["check_ins"][week]
                on_day(date.fromisoformat(day))
                record(cast, measure, value, date.fromisoformat(day))
    on_day(TODAY)
    recompute(objective_id=made.objective.pk, today=TODAY)
    return made


def test_an_earlier_day_shows_what_was_known_then_and_says_so(client, cast, told_weekly):
    whole = read(client, cast.outsider, told_weekly, as_of="2026-10-13")
    page = progress_part(whole)
    assert "As it was known at the end of 13 Oct 2026." in whole
    assert "EUR 2,570 of EUR 50,000" in page
    assert "EUR 5,000" not in page
    assert "Too early for a forecast. By now the plan has 23%." in page
    assert "data-live" not in page
    assert "check-ins/" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("2026-10-21", "This day has not come yet."), ("soon", "Give the day as in 2026-10-20.")],
)
def test_a_day_that_is_none_is_refused_with_a_sentence(client, cast, germany, typed, sentence):
    client.force_login(cast.outsider)
    answer = client.get(address(germany), {"as_of": typed})
    assert answer.status_code == 400
    assert sentence in text(answer)


# --- what disturbs ----------------------------------------------------------------------------------------------------


def test_a_broken_guardrail_is_said_and_names_who_lowered_the_status(client, cast, germany):
    for day, value in ((date(2026, 10, 20), 45_000), (date(2026, 10, 20), 50_000)):
        record(cast, germany.measures[0], value, day)
    record(cast, germany.measures[3], 27, TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    page = progress_part(read(client, cast.outsider, germany))
    assert "27%, broken: ≤ 25%" in page
    assert "guardrail broken" in page
    assert "The status is lowered to that of KR2." in page


def test_a_key_result_without_data_is_named_and_left_out(client, cast, germany):
    third = key_results.make(
        objective=germany.objective,
        by=cast.manager,
        values={"title": "Third", "language": "en", "owner": cast.staff, "weight": 20},
    )
    case = {**CASE["key_results"][0]["measures"][0], "name_en": "Silent"}
    measures.make(by=cast.manager, key_result=third, values=measure_values(case))
    recompute(objective_id=germany.objective.pk, today=TODAY)
    page = progress_part(read(client, cast.outsider, germany))
    assert "Without data and left out: KR3. The rest is scaled up." in page
    assert "no value yet of EUR 50,000" in page


def test_too_early_shows_plan_needed_pace_and_milestones_instead_of_a_forecast(client, cast, on_day):
    on_day(date(2026, 10, 6))
    made = make_germany(cast, until=date(2026, 10, 6))
    opened = {"name": "Shop opened", "language": "en", "direction": Direction.MILESTONE.value, "weight": 0}
    measures.make(by=cast.manager, key_result=made.key_results[0], values={**opened, "due_on": date(2026, 10, 31)})
    recompute(objective_id=made.objective.pk, today=date(2026, 10, 6))
    page = progress_part(read(client, cast.outsider, made))
    assert "Too early for a forecast. By now the plan has" in page
    assert "Leading milestones" in page
    assert "needs EUR" in page
    assert "the objective reaches" not in page


def test_a_status_stated_by_hand_is_printed_with_its_reason(client, cast, germany):
    objectives.state_status(
        objective=germany.objective, by=cast.manager, status=Status.BEHIND, reason="The order is signed"
    )
    recompute(objective_id=germany.objective.pk, today=TODAY)
    assert "“The order is signed”" in progress_part(read(client, cast.outsider, germany))


def test_work_and_results_more_than_30_points_apart_are_flagged_to_who_sees_the_tasks(client, cast, germany):
    made = tasks.make(objective=germany.objective, by=cast.manager, values={"title": "Work", "responsible": cast.staff})
    tasks.report_progress(task=made, by=cast.staff, today=TODAY, state=TaskState.DOING, percent=60)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    page = progress_part(read(client, cast.colleague, germany))
    assert "Tasks 60% done (1 task), results 35%." in page
    assert "More than 30 points apart" not in page
    tasks.report_progress(task=made, by=cast.staff, today=TODAY, state=TaskState.DOING, percent=66)
    page = progress_part(read(client, cast.colleague, germany))
    assert "More than 30 points apart" in page
    assert "Tasks 66%" not in read(client, cast.outsider, germany)


def test_the_objectives_own_metric_stands_beside_the_mean_once_it_is_checked_in(client, cast, germany):
    fresh = Measure.objects.get(pk=germany.own.pk)
    check_ins.record(measure=fresh, by=cast.manager, day=TODAY, value=D(150_000), today=TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    page = progress_part(read(client, cast.outsider, germany))
    assert "new-customer GMV itself stands at 30%" in page


# --- the fragment, and who sees it -----------------------------------------------------------------------


def test_the_fragment_is_sent_again_only_when_something_has_changed(client, cast, germany):
    client.force_login(cast.outsider)
    now = f"{address(germany)}now/"
    first = client.get(now, headers=HTMX)
    assert first.status_code == 200
    assert client.get(now, headers={**HTMX, "If-None-Match": first["ETag"]}).status_code == 304
    record(cast, germany.measures[0], 6000, TODAY)
    marked = client.get(now, headers={**HTMX, "If-None-Match": first["ETag"]})
    assert "data-awaiting" in text(marked)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    fresh = client.get(now, headers={**HTMX, "If-None-Match": marked["ETag"]})
    assert "completion 36%" in text(fresh)
    assert "data-awaiting" not in text(fresh)


def test_a_draft_and_a_department_only_objective_do_not_exist_elsewhere(client, cast, germany):
    draft = make_objective(cast, germany.cycle)
    client.force_login(cast.outsider)
    assert client.get(f"/objectives/{draft.pk}/progress/").status_code == 404
    objectives.change(
        objective=germany.objective, by=cast.manager, version=None, values={"visibility": Visibility.DEPARTMENT.value}
    )
    assert client.get(address(germany)).status_code == 404
    assert client.get(f"{address(germany)}now/").status_code == 404
    client.force_login(cast.colleague)
    assert client.get(address(germany)).status_code == 200


def test_a_draft_without_anything_teaches_the_next_step(client, cast, germany):
    client.force_login(cast.manager)
    page = text(client.get(f"/objectives/{make_objective(cast, germany.cycle).pk}/progress/"))
    assert "There is no key result yet." in page


def test_the_page_of_many_key_results_costs_as_many_queries_as_that_of_few(client, cast, germany):
    def cost():
        recompute(objective_id=germany.objective.pk, today=TODAY)
        client.force_login(User.objects.get(pk=cast.manager.pk))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(germany)).status_code == 200
        return len(asked)

    few = cost()
    for number in range(6):
        made = key_results.make(
            objective=germany.objective,
            by=cast.manager,
            values={"title": f"More {number}", "language": "en", "owner": cast.staff, "weight": 10},
        )
        for told in CASE["key_results"][0]["measures"]:
            measure = measures.make(by=cast.manager, key_result=made, values=measure_values(told))
            record(cast, measure, 100, TODAY)
    assert cost() == few
