"""Who has seen a confirmed plan: one tap or a question, n of m on the plan, and what others may see of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.actions import acknowledging, confirming, key_results, objectives, tasks
from objectives.core.vocabulary import Visibility
from objectives.models import Acknowledgement, Objective, PlanVersion
from okrplan.messages.models import Notice, NoticeKind
from okrplan.models import Activity
from okrplan.people.models import User
from okrplan.refusals import Forbidden, WrongState
from tests.builders import TODAY, make_germany

HTMX = {"HX-Request": "true"}
WORK = "/my-work/"


def text(answer):
    return " ".join(answer.content.decode().split())


def signed_in(user, language="en") -> Client:
    person = User.objects.get(pk=user.pk)
    person.language = language
    person.save(update_fields=["language"])
    client = Client()
    client.force_login(person)
    return client


def plan(objective):
    return reverse("objectives:plan", args=[objective.pk])


def tap(user, row, **more):
    return signed_in(user).post(reverse("objectives:plan_seen", args=[row.pk]), **more)


def ask(user, row, words, **more):
    return signed_in(user).post(reverse("objectives:ask_about_plan", args=[row.pk]), {"text": words}, **more)


def answer(user, row, words, **more):
    return signed_in(user).post(reverse("objectives:answer_about_plan", args=[row.pk]), {"text": words}, **more)


@pytest.fixture
def confirmed(cast, on_day):
    """The German plan on the day it was confirmed; Wang Min owns its key results, an outsider is consulted."""
    on_day(TODAY)
    made = make_germany(cast, active=False)
    values = {"title": "Hire the team", "language": "en", "responsible": cast.staff, "accountable": cast.manager}
    task = tasks.make(objective=made.objective, by=cast.manager, values=values)
    tasks.set_roles(task=task, by=cast.manager, consulted=[cast.outsider], informed=[])
    confirming.confirm(objective=made.objective, by=cast.manager, today=TODAY)
    return Objective.objects.get(pk=made.objective.pk)


@pytest.fixture
def row(confirmed, cast):
    return Acknowledgement.objects.get(user=cast.staff)


# --- My work --------------------------------------------------------------------------------------------------------


def test_a_confirmed_plan_waits_in_my_work_with_ones_part_and_is_gone_after_one_tap(cast, row):
    page = text(signed_in(cast.staff).get(WORK))
    assert "The plan “Win EUR 500,000 of new-customer GMV" in page
    assert "version 1, confirmed by Chen Li, Tue 20 Oct" in page
    assert "Your part: <b>KR1, KR2, 1 task</b>" in page
    assert "in which you have a part" not in page  # the notice would say the same above
    assert tap(cast.staff, row).status_code == 302
    page = text(signed_in(cast.staff).get(WORK))
    assert "is confirmed" not in page
    assert Notice.objects.get(user=cast.staff, kind=NoticeKind.PLAN_CONFIRMED).read_at is not None


def test_a_second_tap_changes_nothing(cast, row):
    assert "Seen: version 1." in text(tap(cast.staff, row, headers=HTMX))
    seen = Acknowledgement.objects.get(pk=row.pk)
    assert tap(cast.staff, row, headers=HTMX).status_code == 200
    again = Acknowledgement.objects.get(pk=row.pk)
    assert (again.seen_at, again.version) == (seen.seen_at, seen.version)
    assert Activity.objects.filter(noun="acknowledgement", verb="saw").count() == 1


def test_the_card_reads_naturally_in_chinese(cast, row):
    page = text(signed_in(cast.staff, "zh-hans").get(WORK))
    for said in ("与你有关", "KR1、KR2、1项任务", "第1版", "Chen Li确认", ">已阅</button>", "我有疑问"):
        assert said in page


def test_a_closed_plan_waits_for_nobody(cast, confirmed, row):
    objectives.close(objective=confirmed, by=cast.manager)
    assert "is confirmed" not in text(signed_in(cast.staff).get(WORK))
    assert tap(cast.staff, row).status_code == 409


def test_who_lost_access_sees_and_says_nothing(cast, confirmed):
    row = Acknowledgement.objects.get(user=cast.outsider)
    assert "is confirmed" in text(signed_in(cast.outsider).get(WORK))
    task = confirmed.tasks.get()
    tasks.set_roles(task=task, by=cast.manager, consulted=[], informed=[])
    values = {"visibility": Visibility.DEPARTMENT.value}
    objectives.change(objective=confirmed, by=cast.manager, version=None, values=values)
    assert "is confirmed" not in text(signed_in(cast.outsider).get(WORK))
    assert tap(cast.outsider, row).status_code == 404
    assert ask(cast.outsider, row, "Why?").status_code == 404


def test_nobody_taps_for_somebody_else(cast, row):
    assert tap(cast.manager, row).status_code == 403
    with pytest.raises(Forbidden):
        acknowledging.acknowledge(acknowledgement=row, by=cast.manager)
    assert Acknowledgement.objects.get(pk=row.pk).seen_at is None


def test_what_a_newer_version_has_replaced_is_not_asked_for_any_more(cast, confirmed, row):
    Objective.objects.filter(pk=confirmed.pk).update(plan_version=2)
    PlanVersion.objects.create(objective=confirmed, number=2, day=TODAY, made_by=cast.manager, plan={})
    assert "is confirmed" not in text(signed_in(cast.staff).get(WORK))
    with pytest.raises(WrongState):
        acknowledging.acknowledge(acknowledgement=row, by=cast.staff)


# --- questions ------------------------------------------------------------------------------------------------------


def test_a_question_goes_to_the_owner_and_the_answer_comes_back(cast, confirmed, row):
    page = text(ask(cast.staff, row, "Who hires the team?", headers=HTMX))
    assert "Chen Li has been told and answers here." in page
    notice = Notice.objects.get(user=cast.manager, kind=NoticeKind.PLAN_QUESTION)
    assert notice.url == f"{plan(confirmed)}#seen"
    assert "Wang Min asks about “Win EUR 500,000" in text(signed_in(cast.manager).get("/notices/"))

    page = text(signed_in(cast.manager).get(plan(confirmed)))
    assert "1 of 3 have seen version 1" in page
    assert "1 open question" in page
    assert "Who hires the team?" in page
    shown = text(answer(cast.manager, row, "Liu Fang does, from Monday", headers=HTMX))
    assert "Liu Fang does, from Monday" in shown

    assert Notice.objects.filter(user=cast.staff, kind=NoticeKind.PLAN_ANSWERED).count() == 1
    page = text(signed_in(cast.staff).get(WORK))
    assert "Chen Li answered:" in page
    assert "<q>Liu Fang does, from Monday</q>" in page
    tap(cast.staff, row)
    plans = [NoticeKind.PLAN_CONFIRMED, NoticeKind.PLAN_ANSWERED]
    assert not Notice.objects.filter(user=cast.staff, kind__in=plans, read_at=None).exists()
    assert "2 of 3 have seen version 1" in text(signed_in(cast.manager).get(plan(confirmed)))


def test_the_same_question_and_the_same_answer_are_told_once(cast, row):
    for _ in range(2):
        ask(cast.staff, row, "Who hires?")
    for _ in range(2):
        answer(cast.manager, row, "Liu Fang")
    assert Notice.objects.filter(kind=NoticeKind.PLAN_QUESTION).count() == 1
    assert Notice.objects.filter(kind=NoticeKind.PLAN_ANSWERED).count() == 1


def test_an_owner_who_did_not_confirm_asks_who_did(cast, confirmed):
    values = {"owner": cast.staff}
    objectives.change(objective=confirmed, by=cast.manager, version=None, values=values)
    row = Acknowledgement.objects.get(user=cast.staff)
    ask(cast.staff, row, "Is that mine now?")
    assert Notice.objects.get(kind=NoticeKind.PLAN_QUESTION).user == cast.manager
    assert answer(cast.staff, row, "Yes").status_code == 403  # never one's own question


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_a_bad_question_stays_in_its_field_and_nothing_is_stored(cast, row, words):
    refused = ask(cast.staff, row, words, headers=HTMX)
    assert refused.status_code == 400
    assert words.strip() in text(refused)
    assert ask(cast.staff, row, words).status_code == 400
    assert answer(cast.manager, row, "Nothing was asked").status_code == 409
    assert Acknowledgement.objects.get(pk=row.pk).question == ""


# --- n of m ---------------------------------------------------------------------------------------------------------


def test_the_plan_says_n_of_m_to_everyone_and_names_to_its_department(cast, confirmed):
    for reader in (cast.manager, cast.boss, cast.colleague):
        page = text(signed_in(reader).get(plan(confirmed)))
        assert "1 of 3 have seen version 1" in page
        assert "Zoe Gray" in page
        assert "seen on 20 Oct" in page
    page = text(signed_in(cast.french_manager).get(plan(confirmed)))
    assert "1 of 3 have seen version 1" in page
    assert "The names are shown to the department." in page
    assert "Zoe Gray" not in page
    assert "第1版：1/3人已阅" in text(signed_in(cast.boss, "zh-hans").get(plan(confirmed)))


def test_somebody_elsewhere_sees_their_own_line_alone(cast, confirmed):
    lines = text(signed_in(cast.outsider).get(plan(confirmed))).partition('id="seen"')[2].partition("</details>")[0]
    assert "Zoe Gray" in lines
    assert "Wang Min" not in lines


def test_only_the_owner_and_managers_find_a_form_to_answer(cast, confirmed, row):
    ask(cast.staff, row, "Who hires?")
    form = reverse("objectives:answer_about_plan", args=[row.pk])
    assert form in text(signed_in(cast.manager).get(plan(confirmed)))
    for reader in (cast.staff, cast.boss, cast.colleague):
        page = text(signed_in(reader).get(plan(confirmed)))
        assert "Who hires?" in page
        assert form not in page


def test_the_plan_asks_as_much_for_thirty_people_as_for_three(cast, confirmed, django_assert_num_queries):
    client = signed_in(cast.manager)
    with CaptureQueriesContext(connection) as few:
        client.get(plan(confirmed))
    frozen = PlanVersion.objects.get()
    people = [User.objects.create_user(f"p{n}@example.com", name=f"Person {n}") for n in range(27)]
    Acknowledgement.objects.bulk_create(
        Acknowledgement(plan_version=frozen, user=one, told_at=frozen.acknowledgements.first().told_at)
        for one in people
    )
    with django_assert_num_queries(len(few)):
        assert "1 of 30 have seen" in text(client.get(plan(confirmed)))


def test_history_tells_the_department_who_has_seen_the_plan(cast, confirmed, row):
    tap(cast.staff, row)
    page = text(signed_in(cast.manager).get(reverse("objectives:history", args=[confirmed.pk])))
    assert "Wang Min has seen the plan" in page


def test_a_department_that_joined_later_is_not_counted_for_a_version_it_was_not_told_of(cast, confirmed):
    result = confirmed.key_results.first()
    share = key_results.offer_share(key_result=result, by=cast.manager, department=cast.france)
    key_results.accept_share(share=share, by=cast.french_manager)
    assert "1 of 3 have seen version 1" in text(signed_in(cast.manager).get(plan(confirmed)))


def test_who_has_left_is_not_waited_for(cast, confirmed):
    User.objects.filter(pk=cast.outsider.pk).update(is_active=False)
    assert "1 of 2 have seen version 1" in text(signed_in(cast.manager).get(plan(confirmed)))
