"""The sheet, the inbox, ask and budget, as managers, bosses and strangers meet them."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from objectives.core.vocabulary import Answer, ReportState
from objectives.models import BudgetEntry
from reports.actions import answers, drafts, submission
from reports.models import ReportRead
from tests.builders import TODAY
from tests.reports.drafting import make_draft, make_large_draft, money_ask
from tests.reports.pages import HTMX, by, page, queries

QUERIES = {"paper": 12, "inbox": 7}
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast, germany):
    return make_draft(cast, germany)


@pytest.fixture
def submitted(cast, draft):
    return submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)


# --- the sheet ------------------------------------------------------------------------------------------------


def test_the_boss_reads_the_sheet_in_either_language_and_reading_is_noted(cast, submitted):
    address = reverse("reports:paper", args=[submitted.pk])
    english = page(cast.boss, address)
    assert "35%" in english
    assert "EUR 100,000 short" in english
    assert "缺口10万欧元" in page(cast.boss, address + "?language=zh-hans")
    assert ReportRead.objects.filter(report=submitted, user=cast.boss).count() == 1
    assert "5,000 ÷ 125 × 400 = EUR 16,000" in english
    assert "50% × 10% + 50% × 60% = 35%" in english
    assert "(100% − 80%) × EUR 500,000 = EUR 100,000" in english


def test_every_link_of_a_figure_leads_somewhere(cast, submitted):
    shown = page(cast.boss, reverse("reports:paper", args=[submitted.pk]))
    targets = set(re.findall(r'class="source" href="#([^"]+)"', shown))
    assert targets
    assert targets <= set(re.findall(r'id="([^"]+)"', shown))


def test_only_the_addressed_boss_gets_the_answers_and_the_author_does_not(cast, submitted):
    address = reverse("reports:paper", args=[submitted.pk])
    assert "Approve" in page(cast.boss, address)
    assert 'class="decision"' not in page(cast.manager, address)
    assert "Withdraw this request" in page(cast.manager, address)


def test_an_approval_shows_in_place_and_a_second_tab_is_told(cast, germany, submitted):
    ask = money_ask(submitted)
    address = reverse("reports:decide", args=[submitted.pk, ask.pk])
    boss = by(cast.boss)
    first = boss.post(address, {"answer": "approve", "version": ask.version}, headers=HTMX)
    assert first.status_code == 200
    assert "Approved on 20 Oct" in first.content.decode()
    second = boss.post(address, {"answer": "approve", "version": ask.version}, headers=HTMX)
    assert second.status_code == 409
    assert "already been decided" in second.content.decode()
    assert "Approved on 20 Oct" in second.content.decode()
    assert boss.post(address, {"answer": "approve", "version": ask.version}).status_code == 409
    assert [one.amount for one in BudgetEntry.objects.filter(objective=germany.objective)] == [Decimal(5000)]


def test_a_version_that_moved_is_refused_with_a_sentence(cast, submitted):
    ask = money_ask(submitted)
    address = reverse("reports:decide", args=[submitted.pk, ask.pk])
    boss = by(cast.boss)
    boss.post(address, {"answer": "ask_back", "text": "Why now?", "version": ask.version}, headers=HTMX)
    late = boss.post(address, {"answer": "approve", "version": ask.version}, headers=HTMX)
    assert late.status_code == 412
    assert "Somebody else has saved this" in late.content.decode()
    assert not BudgetEntry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": "trim", "amount": "9,000"}, "Trim to an amount above 0 and below"),
        ({"answer": "trim", "amount": "a lot"}, "Enter an ordinary number"),
        ({"answer": "decline"}, "Say why you decline"),
        ({"answer": "ask_back"}, "Write the question"),
        ({}, "Choose an answer"),
        ({"answer": "burn"}, "Select a valid choice"),
    ],
)
def test_a_bad_answer_stays_beside_its_field(cast, submitted, typed, said):
    ask = money_ask(submitted)
    address = reverse("reports:decide", args=[submitted.pk, ask.pk])
    response = by(cast.boss).post(address, {**typed, "version": ask.version}, headers=HTMX)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not BudgetEntry.objects.exists()


def test_a_question_is_answered_on_the_page_and_then_decided(cast, submitted):
    ask = money_ask(submitted)
    url = {name: reverse(f"reports:{name}", args=[submitted.pk, ask.pk]) for name in ("decide", "reply")}
    asked = {"answer": "ask_back", "text": "Why not less?", "version": ask.version}
    by(cast.boss).post(url["decide"], asked, headers=HTMX)
    shown = page(cast.manager, reverse("reports:paper", args=[submitted.pk]))
    assert "Why not less?" in shown
    assert by(cast.boss).post(url["reply"], {"text": "x"}).status_code == 403
    by(cast.manager).post(url["reply"], {"text": "Fewer clicks than the test needs."}, headers=HTMX)
    ask.refresh_from_db()
    trimmed = {"answer": "trim", "amount": "2,500", "version": ask.version}
    shown = by(cast.boss).post(url["decide"], trimmed, headers=HTMX).content.decode()
    assert "Fewer clicks" in shown
    assert "2,500 ÷ 125 × 400 = EUR 8,000" in shown


@pytest.mark.parametrize("who", ["staff", "french_manager", "american_boss", "administrator"])
def test_strangers_get_the_page_of_an_unknown_report(cast, submitted, who):
    client, ask = by(getattr(cast, who)), money_ask(submitted)
    for name in ("paper", "edit", "document", "preview"):
        assert client.get(reverse(f"reports:{name}", args=[submitted.pk])).status_code == 404
    for name in ("submit", "withdraw", "delete", "words", "add_step", "add_ask"):
        assert client.post(reverse(f"reports:{name}", args=[submitted.pk])).status_code == 404
    for name in ("decide", "reply", "withdraw_ask", "ask", "remove_ask", "place_ask"):
        assert client.post(reverse(f"reports:{name}", args=[submitted.pk, ask.pk])).status_code == 404
    assert client.get(reverse("objectives:ask", args=[ask.pk])).status_code == 404
    assert client.get(reverse("objectives:budget", args=[submitted.objective_id])).status_code == 404


def test_the_boss_may_read_but_not_write(cast, submitted):
    boss = by(cast.boss)
    for name in ("submit", "withdraw", "delete", "words", "add_step", "add_ask"):
        assert boss.post(reverse(f"reports:{name}", args=[submitted.pk])).status_code == 403
    assert (
        by(cast.manager)
        .post(reverse("reports:decide", args=[submitted.pk, money_ask(submitted).pk]), {"answer": "approve"})
        .status_code
        == 403
    )


def test_a_withdrawn_report_says_so(cast, submitted):
    by(cast.manager).post(reverse("reports:withdraw", args=[submitted.pk]))
    submitted.refresh_from_db()
    assert submitted.state == ReportState.WITHDRAWN
    assert "withdrawn" in page(cast.boss, reverse("reports:paper", args=[submitted.pk]))


def test_the_paper_of_a_submitted_report_stays_byte_for_byte(cast, submitted):
    address = reverse("reports:document", args=[submitted.pk]) + "?language=en"
    before = by(cast.boss).get(address).content
    answers.decide(ask=money_ask(submitted), by=cast.boss, answer=Answer.APPROVE, today=TODAY, version=None)
    assert by(cast.manager).get(address).content == before


# --- lists ------------------------------------------------------------------------------------------------------


def test_the_inbox_puts_the_unread_conclusion_first_with_its_decisions(cast, submitted):
    shown = page(cast.boss, reverse("reports:inbox"))
    assert "1 unread" in shown
    assert "2 decisions wait for you" in shown
    assert "heading for 80%" in shown
    by(cast.boss).get(reverse("reports:paper", args=[submitted.pk]))
    assert "1 unread" not in page(cast.boss, reverse("reports:inbox"))


def test_managers_find_their_drafts_and_what_they_sent(cast, draft):
    assert "Drafts" in page(cast.manager, reverse("reports:inbox"))
    submission.submit(report=draft, by=cast.manager, version=None, today=TODAY)
    shown = page(cast.manager, reverse("reports:inbox"))
    assert "Submitted by your departments" in shown
    assert "2 requests wait" in shown


@pytest.mark.parametrize("who", ["staff", "administrator", "outsider"])
def test_everybody_else_is_told_where_their_own_work_is(cast, submitted, who):
    shown = page(getattr(cast, who), reverse("reports:inbox"))
    assert "Reports are not for you" in shown
    assert "heading for" not in shown


def test_the_objectives_reports_are_listed_for_those_who_see_them(cast, germany, submitted):
    address = reverse("reports:of_objective", args=[germany.objective.pk])
    part = {who: page(getattr(cast, who), address, **HTMX) for who in ("boss", "manager", "staff")}
    assert "heading for 80%" in part["boss"]
    assert "waiting for the decision" in part["boss"]
    assert "<button" in part["manager"]
    assert "<button" not in part["boss"]
    assert "heading for" not in part["staff"]
    assert "TikTok paid traffic" not in part["staff"]
    assert "<html" in page(cast.boss, address)  # without scripts it is a page of its own


# --- asks and budgets ----------------------------------------------------------------------------------------------


def test_the_ask_has_a_page_of_its_own_and_is_decided_there(cast, germany, submitted):
    ask = money_ask(submitted)
    address = reverse("objectives:ask", args=[ask.pk])
    assert "EUR 5,000" in page(cast.boss, address)
    typed = {"answer": "decline", "text": "Next quarter", "version": ask.version}
    response = by(cast.boss).post(reverse("objectives:decide_ask", args=[ask.pk]), typed, headers=HTMX)
    assert "Next quarter" in response.content.decode()
    again = by(cast.boss).post(reverse("objectives:decide_ask", args=[ask.pk]), typed, headers=HTMX)
    assert again.status_code == 409
    assert by(cast.manager).post(reverse("objectives:decide_ask", args=[ask.pk]), typed).status_code == 403


def test_the_budget_shows_planned_approved_and_spent_with_the_ask_it_came_from(cast, germany, submitted):
    answers.decide(ask=money_ask(submitted), by=cast.boss, answer=Answer.APPROVE, today=TODAY, version=None)
    address = reverse("objectives:budget", args=[germany.objective.pk])
    entry = {"kind": "spent", "day": "2026-10-20", "amount": "1,200", "currency": "EUR"}
    assert by(cast.manager).post(address, entry).status_code == 302
    shown = page(cast.boss, address)
    assert "EUR 5,000" in shown
    assert "EUR 1,200" in shown
    assert "TikTok paid traffic" in shown
    assert by(cast.boss).post(address, entry).status_code == 403
    wrong = by(cast.manager).post(address, {**entry, "kind": "approved"})
    assert wrong.status_code == 400
    assert by(cast.manager).post(address, {**entry, "amount": "NaN"}).status_code == 400


def test_the_sheet_and_the_inbox_ask_the_same_however_many_there_are(cast, germany):
    larger = make_large_draft(cast, germany)
    submission.submit(report=larger, by=cast.manager, version=None, today=TODAY)
    assert queries(cast.boss, reverse("reports:paper", args=[larger.pk])) == QUERIES["paper"]
    one = queries(cast.boss, reverse("reports:inbox"))
    second = drafts.draft(objective=germany.objective, by=cast.manager, today=TODAY)
    submission.submit(report=second, by=cast.manager, version=None, today=TODAY)
    assert queries(cast.boss, reverse("reports:inbox")) == one == QUERIES["inbox"]
