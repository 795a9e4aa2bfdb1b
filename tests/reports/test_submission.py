"""A report is drafted from what stands, frozen when it is submitted, and decided on the page."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from objectives.actions import asks, check_ins
from objectives.core.vocabulary import Answer, AskState, Language, ReportState
from objectives.models import Measure, Task
from objectives.queries import budgets
from okrplan.messages.models import Notice
from okrplan.models import Activity
from okrplan.refusals import Forbidden, Refusal, Stale, WrongState
from reports.actions import answers, drafts, parts, submission
from reports.core.sentences import plain
from reports.core.wording import conclusion
from reports.models import Finding, NextStep, Report, ReportDocument, ReportRead
from reports.queries import dossiers
from tests.builders import CASE, TODAY
from tests.reports.drafting import FRIDAY, STEP, explain_kr1, make_draft, money_ask, money_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast, germany):
    return make_draft(cast, germany)


@pytest.fixture
def submitted(cast, draft):
    return submission.submit(report=draft, by=cast.manager, version=draft.version, today=TODAY)


def said(report, language):
    return plain(conclusion(dossiers.facts_for(report), language))


def decide(report, cast, answer, **more):
    ask = money_ask(report)
    return answers.decide(ask=ask, by=cast.boss, answer=answer, today=TODAY, version=ask.version, **more)


def test_the_case_gives_its_figures_in_both_languages_from_the_rows_alone(draft):
    english, chinese = said(draft, Language.ENGLISH), said(draft, Language.CHINESE)
    assert all(one in english for one in CASE["expected"]["conclusion_must_contain_en"])
    assert all(one in chinese for one in CASE["expected"]["conclusion_must_contain_zh"])
    assert CASE["cause"]["text_en"] in english
    assert CASE["cause"]["text_zh"] in chinese


def test_changing_one_check_in_changes_the_sentence(cast, germany, draft):
    before = said(draft, Language.ENGLISH)
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    latest = measure.check_ins.latest("day")
    check_ins.correct(check_in=latest, by=cast.staff, value=Decimal(9000), note="", today=TODAY)
    after = said(draft, Language.ENGLISH)
    assert before != after
    assert "100,000" in before
    assert "100,000" not in after


def test_a_draft_begins_with_the_causes_of_what_lags_and_the_asks_that_wait(cast, germany, draft):
    assert [one.key_result for one in draft.findings.all()] == [germany.key_results[0]]
    assert draft.findings.get().text == CASE["cause"]["text_en"]
    assert [one.title for one in dossiers.asks_of(draft)] == ["TikTok paid traffic", "HR recruiter for local hiring"]
    assert draft.addressee == cast.boss
    assert draft.number == 1
    assert drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY).number == 2


def test_money_at_a_cost_a_customer_brings_sixteen_points(draft):
    money, people = dossiers.facts_for(draft).asks
    assert round(money.effect, 4) == Decimal("0.16")
    assert round(money.forecast_with, 4) == Decimal("0.96")
    assert people.effect is None


def test_an_ask_without_a_worth_of_its_units_has_no_number(cast, germany):
    asks.make(objective=germany.objective, by=cast.manager, values=money_for(germany))
    report = drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY)
    assert dossiers.facts_for(report).asks[0].effect is None


def test_orders_bought_are_worth_themselves(cast, germany):
    orders = germany.measures[1]
    asks.make(objective=germany.objective, by=cast.manager, values=money_for(germany, effect_measure=orders))
    report = drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY)
    assert dossiers.draft_of(report).model(money_ask(report).pk).adds(Decimal(5000)) == 40


def test_a_stated_uplift_counts_with_its_reason(cast, germany):
    values = money_for(
        germany, effect_unit_cost=None, effect_uplift=Decimal(10000), effect_reason="as in France in 2025"
    )
    explain_kr1(cast, germany)
    asks.make(objective=germany.objective, by=cast.manager, values=values)
    report = drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY)
    assert round(dossiers.facts_for(report).asks[0].effect, 4) == Decimal("0.1")


def test_the_chart_goes_through_every_day_with_a_check_in(draft):
    points = dossiers.facts_for(draft).chart
    done = {one.day: one.completion for one in points if one.completion is not None}
    assert list(done) == [date(2026, 10, day) for day in (1, 6, 13, 20)]
    assert done[date(2026, 10, 20)] == Decimal("0.35")
    assert done[date(2026, 10, 13)] < Decimal("0.35")
    assert points[-1].expected == 1


def test_submitting_puts_asks_to_the_boss_and_makes_steps_tasks_and_keeps_the_page_twice(cast, draft, submitted):
    assert submitted.state == ReportState.SUBMITTED
    assert {one.state for one in dossiers.asks_of(submitted)} == {AskState.SUBMITTED.value}
    assert {one.decider for one in dossiers.asks_of(submitted)} == {cast.boss}
    task = Task.objects.get(next_step__report=submitted)
    assert (task.responsible, task.accountable, task.due_on) == (cast.staff, cast.manager, FRIDAY)
    assert {one.language for one in submitted.documents.all()} == {"en", "zh-hans"}
    assert all(bytes(one.pdf).startswith(b"%PDF") for one in submitted.documents.all())
    notice = Notice.objects.get(user=cast.boss, kind="report_submitted")
    assert "10万" in notice.facts["report"]
    assert Activity.objects.filter(noun="report", object_id=submitted.pk, verb="submitted", actor=cast.manager).exists()


def test_what_is_submitted_stays_whatever_the_plan_does(cast, germany, submitted):
    before = said(submitted, Language.ENGLISH)
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    check_ins.correct(
        check_in=measure.check_ins.latest("day"), by=cast.staff, value=Decimal(9000), note="", today=TODAY
    )
    submitted.refresh_from_db()
    assert said(submitted, Language.ENGLISH) == before


@pytest.mark.parametrize(
    "write",
    [
        lambda cast, report: drafts.change(
            report=report, by=cast.manager, version=None, values={"lede": "All is well."}, today=TODAY
        ),
        lambda cast, report: drafts.delete(report=report, by=cast.manager),
        lambda cast, report: parts.set_finding(
            report=report, key_result=report.findings.get().key_result, by=cast.manager, values={"text": "rain"}
        ),
        lambda cast, report: parts.add_next_step(
            report=report, by=cast.manager, values={**STEP, "responsible": cast.staff}
        ),
        lambda cast, report: parts.delete_next_step(step=report.next_steps.get(), by=cast.manager),
        lambda cast, report: parts.remove_ask(report=report, ask=money_ask(report), by=cast.manager),
        lambda cast, report: submission.submit(report=report, by=cast.manager, version=None, today=TODAY),
    ],
)
def test_no_action_changes_a_submitted_report(cast, submitted, write):
    kept = Report.objects.values().get(pk=submitted.pk)
    with pytest.raises(WrongState):
        write(cast, submitted)
    assert Report.objects.values().get(pk=submitted.pk) == kept


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def sql(statement):
    def run():
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def test_no_update_of_a_row_changes_a_submitted_report(submitted):
    refused(lambda: Report.objects.filter(pk=submitted.pk).update(lede="All is well."))
    refused(lambda: Report.objects.filter(pk=submitted.pk).update(facts={}))
    refused(lambda: Report.objects.filter(pk=submitted.pk).update(state=ReportState.DRAFT.value))
    refused(lambda: Finding.objects.filter(report=submitted).update(text="rain"))
    refused(lambda: NextStep.objects.filter(report=submitted).update(due_on=TODAY))
    refused(lambda: ReportDocument.objects.filter(report=submitted).update(pdf=b""))
    refused(sql("UPDATE reports_report SET as_of = '2026-10-27'"))
    refused(sql("UPDATE reports_report SET state = 'draft'"))
    refused(sql("DELETE FROM reports_finding"))
    refused(sql("DELETE FROM reports_nextstep"))
    refused(sql("DELETE FROM reports_reportask"))
    refused(sql("DELETE FROM reports_reportdocument"))
    refused(sql("UPDATE reports_finding SET text = 'rain'"))


def test_a_report_cannot_be_submitted_on_a_version_that_has_moved(cast, draft):
    seen = draft.version
    parts.add_next_step(report=draft, by=cast.manager, values={**STEP, "responsible": cast.staff})
    with pytest.raises(Stale):
        submission.submit(report=draft, by=cast.manager, version=seen, today=TODAY)
    assert not ReportDocument.objects.exists()


def test_a_check_in_that_arrives_while_the_pages_are_set_is_on_them(cast, germany, draft, monkeypatch):
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    set_pages, arrived = submission.pdf.render, []

    def and_a_check_in_arrives(page):
        if not arrived:
            arrived.append(
                check_ins.correct(
                    check_in=measure.check_ins.latest("day"), by=cast.staff, value=Decimal(9000), note="", today=TODAY
                )
            )
        return set_pages(page)

    monkeypatch.setattr(submission.pdf, "render", and_a_check_in_arrives)
    done = submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    assert "9,000" not in said(done, Language.ENGLISH)  # the conclusion names shares, not the value
    assert dossiers.dossier_of(done).facts.completion > Decimal("0.35")


def test_a_report_without_a_boss_above_is_refused(cast, germany, draft):
    cast.boss.memberships.all().delete()
    with pytest.raises(Refusal) as error:
        submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    assert error.value.field == "addressee"


def test_a_step_in_the_past_is_refused(cast, draft):
    with pytest.raises(Refusal) as error:
        parts.add_next_step(
            report=draft,
            by=cast.manager,
            values={**STEP, "responsible": cast.staff, "due_on": TODAY - timedelta(days=1)},
        )
    assert error.value.field == "due_on"


def test_approving_on_the_page_raises_the_budget_once_and_the_last_answer_decides_the_report(cast, germany, submitted):
    decide(submitted, cast, Answer.APPROVE)
    assert budgets.approved(germany.objective) == {"EUR": Decimal(5000)}
    submitted.refresh_from_db()
    assert submitted.state == ReportState.SUBMITTED
    with pytest.raises(WrongState):
        decide(submitted, cast, Answer.APPROVE)
    assert budgets.approved(germany.objective) == {"EUR": Decimal(5000)}
    people = dossiers.asks_of(submitted).exclude(pk=money_ask(submitted).pk).get()
    answers.decide(ask=people, by=cast.boss, answer=Answer.DECLINE, today=TODAY, version=None, text="use the agency")
    submitted.refresh_from_db()
    assert submitted.state == ReportState.DECIDED


def test_a_decision_made_elsewhere_decides_the_report_with_the_sweep(cast, submitted):
    from reports import tasks

    for ask in dossiers.asks_of(submitted):
        asks.decide(ask=ask, by=cast.boss, answer=Answer.APPROVE, today=TODAY, version=None)
    tasks.sweep()
    tasks.sweep()
    submitted.refresh_from_db()
    assert submitted.state == ReportState.DECIDED
    assert Activity.objects.filter(noun="report", verb="decided").count() == 1


def test_a_trimmed_amount_has_its_own_effect_on_the_page(cast, submitted):
    decide(submitted, cast, Answer.TRIM, amount=Decimal(2500))
    money = dossiers.facts_for(submitted).asks[0]
    assert round(money.effect, 4) == Decimal("0.08")
    assert round(money.forecast_with, 4) == Decimal("0.88")
    page = dossiers.page_of(submitted, Language.ENGLISH)
    shown = next(one for one in page.asks if one.key == money.key)
    assert "2,500" in plain(shown.answer)
    assert "88%" in plain(shown.text)


def test_the_author_never_decides_even_when_they_lead(cast, submitted):
    ask = money_ask(submitted)
    with pytest.raises(Forbidden):
        answers.decide(ask=ask, by=cast.manager, answer=Answer.APPROVE, today=TODAY, version=None)


def test_a_withdrawn_report_takes_its_open_asks_along(cast, submitted):
    submission.withdraw(report=submitted, by=cast.manager, version=None, today=TODAY)
    submitted.refresh_from_db()
    assert submitted.state == ReportState.WITHDRAWN
    assert {one.state for one in dossiers.asks_of(submitted)} == {AskState.WITHDRAWN.value}


def test_a_report_with_a_decision_is_not_withdrawn(cast, submitted):
    decide(submitted, cast, Answer.APPROVE)
    with pytest.raises(WrongState):
        submission.withdraw(report=submitted, by=cast.manager, version=None, today=TODAY)


def test_reading_is_noted_once(cast, submitted):
    submission.mark_read(report=submitted, by=cast.boss)
    submission.mark_read(report=submitted, by=cast.boss)
    assert ReportRead.objects.filter(report=submitted, user=cast.boss).count() == 1
