"""Confirming a plan: what blocks, what may be answered in a sentence, what is frozen, who is told."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import confirming, key_results, measures, objectives, tasks
from objectives.core.vocabulary import Basis, ObjectiveState, SmartCode
from objectives.models import Acknowledgement, FindingAnswer, Objective, PlanVersion
from okrplan.messages.models import Notice, NoticeKind
from okrplan.models import Activity
from okrplan.refusals import Refusal, Several, Stale, WrongState
from tests.builders import TODAY, make_cycle, make_germany, make_objective

HTMX = {"HX-Request": "true"}
FIGURE = {"name": "GMV", "language": "en", "unit": "EUR", "direction": "increase", "accumulation": "sum"}
SENTENCE = {"text": "The whole site, on every channel", "language": "en"}


def text(answer):
    return " ".join(answer.content.decode().split())


def signed_in(user, language="en") -> Client:
    user.language = language
    user.save(update_fields=["language"])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft(cast, on_day):
    """The German case before it is confirmed."""
    on_day(TODAY)
    return make_germany(cast, active=False)


@pytest.fixture
def bare(cast, on_day):
    """One sentence, saved as a draft."""
    on_day(TODAY)
    return make_objective(cast, make_cycle(cast))


def sheet(objective):
    return reverse("objectives:confirm", args=[objective.pk])


def plan(objective):
    return reverse("objectives:plan", args=[objective.pk])


def confirm(objective, by, **more):
    return confirming.confirm(objective=objective, by=by, today=TODAY, **more)


# --- what blocks ----------------------------------------------------------------------------------------------------


def test_everything_that_is_missing_is_said_at_once(cast, bare):
    with pytest.raises(Several) as refused:
        confirm(bare, cast.manager)
    assert [one["code"] for one in refused.value.errors()] == [SmartCode.NO_MEASURE, SmartCode.NO_KEY_RESULT]
    assert Objective.objects.get(pk=bare.pk).state == ObjectiveState.DRAFT


def test_the_sheet_says_what_is_missing_with_a_link_to_where_it_is_put_right(cast, bare):
    key_results.make(objective=bare, by=cast.manager, values={"title": "Open the shop", "owner": cast.staff})
    cast.staff.is_active = False
    cast.staff.save()
    page = text(signed_in(cast.manager).get(sheet(bare)))
    assert "3 things are missing before it can be confirmed" in page
    result = bare.key_results.get()
    for said, name, pk in (
        ("Say by which figure the objective is measured.", "own_metric", bare.pk),
        ("KR1 has no measure: without a number nobody can say how far it is.", "new_measure", result.pk),
        ("Wang Min, who owns KR1, has left.", "edit_key_result", result.pk),
    ):
        assert said in page
        assert reverse(f"objectives:{name}", args=[pk]) in page
    assert '<button class="btn btn-primary" type="submit">' not in page


def test_a_plan_that_its_own_figure_leads_needs_no_key_result(cast, bare):
    measures.make(by=cast.manager, objective=bare, values={**FIGURE, "target": Decimal(5)})
    with pytest.raises(Refusal, match="key results lead"):
        confirm(bare, cast.manager)
    values = {"progress_basis": Basis.OWN_METRIC.value}
    objectives.change(objective=bare, by=cast.manager, version=None, values=values)
    assert confirm(bare, cast.manager).state == ObjectiveState.ACTIVE


def test_key_results_without_any_weight_cannot_lead(cast, bare):
    measures.make(by=cast.manager, objective=bare, values={**FIGURE, "target": Decimal(5)})
    values = {"title": "Open the shop", "owner": cast.staff, "weight": 0}
    result = key_results.make(objective=bare, by=cast.manager, values=values)
    measures.make(by=cast.manager, key_result=result, values={**FIGURE, "target": Decimal(5)})
    with pytest.raises(Refusal, match="weight above 0"):
        confirm(bare, cast.manager)
    assert "?weights=1#key-results" in text(signed_in(cast.manager).get(sheet(bare)))


def test_open_questions_do_not_block(cast, draft):
    page = text(signed_in(cast.manager).get(sheet(draft.objective)))
    assert "Where and with what?" in page
    assert "None of them blocks." in page
    assert signed_in(cast.manager).post(sheet(draft.objective)).status_code == 302
    assert Objective.objects.get(pk=draft.objective.pk).state == ObjectiveState.ACTIVE


def test_what_blocks_reads_naturally_in_chinese(cast, bare):
    page = text(signed_in(cast.manager, "zh-hans").get(sheet(bare)))
    assert "确认前还缺2项" in page
    assert "还没有说明用哪个指标衡量" in page


# --- answers --------------------------------------------------------------------------------------------------------


def answer(objective, by, code=SmartCode.NO_SCOPE, **more):
    given = {"version": None, "values": SENTENCE, "today": TODAY, **more}
    return confirming.answer(objective=objective, code=code, by=by, **given)


def test_an_answered_question_shows_its_sentence_with_name_and_day_and_stays_a_question(cast, draft):
    client = signed_in(cast.manager)
    before = text(client.get(plan(draft.objective)))
    assert reverse("objectives:answer_finding", args=[draft.objective.pk, "no_scope"]) in before
    address = reverse("objectives:answer_finding", args=[draft.objective.pk, "no_scope"])
    assert "Where and with what?" in text(client.get(address))
    assert client.post(address, {**SENTENCE, "text_other": "整个站点，所有渠道"}).status_code == 302
    page = text(client.get(plan(draft.objective)))
    assert "Where and with what?" in page
    assert "<q>The whole site, on every channel</q>" in page
    assert "Chen Li · 20 Oct" in page
    assert "fails, answered" in page
    assert "整个站点，所有渠道" in text(signed_in(cast.manager, "zh-hans").get(plan(draft.objective)))


def test_an_answer_is_changed_and_taken_back_with_its_audit(cast, draft):
    kept = answer(draft.objective, cast.manager)
    answer(draft.objective, cast.manager)  # the same again
    assert kept.version == FindingAnswer.objects.get().version == 1
    answer(draft.objective, cast.manager, version=1, values={"text": "Germany only"})
    with pytest.raises(Stale):
        answer(draft.objective, cast.manager, version=1, values={"text": "France only"})
    client = signed_in(cast.manager)
    assert "Change the answer" in text(client.get(plan(draft.objective)))
    back = reverse("objectives:take_back_answer", args=[draft.objective.pk, "no_scope"])
    assert client.post(back).status_code == client.post(back).status_code == 302
    assert not FindingAnswer.objects.exists()
    told = Activity.objects.filter(noun="finding_answer").order_by("pk")
    assert [one.verb for one in told] == ["made", "changed", "removed"]
    assert told[2].before["text"] == "Germany only"


@pytest.mark.parametrize("code", [SmartCode.NO_MEASURE, SmartCode.SCOPED, SmartCode.DEADLINE_PASSED])
def test_only_what_is_open_and_does_not_block_is_answered(cast, bare, code):
    with pytest.raises(WrongState):
        answer(bare, cast.manager, code)


def test_an_empty_sentence_is_refused_beside_its_field(cast, draft):
    address = reverse("objectives:answer_finding", args=[draft.objective.pk, "no_scope"])
    assert signed_in(cast.manager).post(address, {"text": "  "}).status_code == 400
    with pytest.raises(Refusal) as refused:
        answer(draft.objective, cast.manager, values={"text": " "})
    assert refused.value.field == "text"


def test_a_finding_nobody_knows_is_not_found(cast, draft):
    assert signed_in(cast.manager).get(f"/objectives/{draft.objective.pk}/answers/weather/").status_code == 404


def test_an_answer_about_money_is_for_who_sees_money(cast, germany):
    values = {"text": "The boss promised EUR 7,000", "language": "en"}
    answer(germany.objective, cast.manager, SmartCode.RESOURCES_UNKNOWN, values=values)
    assert "promised" in text(signed_in(cast.boss).get(plan(germany.objective)))
    for reader in (cast.staff, cast.outsider):
        assert "promised" not in text(signed_in(reader).get(plan(germany.objective)))
        history = reverse("objectives:history", args=[germany.objective.pk])
        assert "promised" not in text(signed_in(reader).get(history))


# --- confirming -----------------------------------------------------------------------------------------------------


def test_one_post_keeps_the_answers_confirms_and_freezes_them_in_version_1(cast, draft):
    client = signed_in(cast.manager)
    typed = {"version": "1", "answer_no_scope": "整个站点", "answer_no_guardrail": " "}
    page = client.post(sheet(draft.objective), typed, follow=True)
    assert "Confirmed as version 1. 1 person is told" in text(page)
    kept = FindingAnswer.objects.get()
    assert (kept.code, kept.text, kept.language, kept.by, kept.day) == (
        "no_scope",
        "整个站点",
        "zh-hans",
        cast.manager,
        TODAY,
    )
    frozen = PlanVersion.objects.get()
    assert (frozen.number, [one["text"] for one in frozen.plan["answers"]]) == (1, ["整个站点"])


def test_confirming_a_draft_that_somebody_changed_meanwhile_keeps_what_was_typed(cast, draft):
    objectives.change(objective=draft.objective, by=cast.manager, version=None, values={"title": "Another"})
    refused = signed_in(cast.manager).post(sheet(draft.objective), {"version": "1", "answer_no_scope": "Germany"})
    assert refused.status_code == 412
    assert "Germany</textarea>" in text(refused)
    assert not PlanVersion.objects.exists()


def test_confirming_twice_is_refused_the_second_time_with_409(cast, draft):
    client = signed_in(cast.manager)
    assert client.post(sheet(draft.objective)).status_code == 302
    assert client.post(sheet(draft.objective)).status_code == 409
    assert client.get(sheet(draft.objective)).status_code == 409
    with pytest.raises(WrongState):
        confirm(draft.objective, cast.manager)
    assert PlanVersion.objects.count() == 1


# --- telling --------------------------------------------------------------------------------------------------------


def test_everyone_with_a_part_is_told_once_and_who_confirmed_has_seen_it(cast, draft):
    objective, result = draft.objective, draft.key_results[0]
    measures.change(measure=draft.measures[0], by=cast.manager, version=None, values={"owner": cast.colleague})
    people = {"responsible": cast.staff, "accountable": cast.manager}
    for title in ("Hire", "Train"):
        task = tasks.make(objective=objective, by=cast.manager, values={"title": title, "language": "en", **people})
    tasks.set_roles(task=task, by=cast.manager, consulted=[cast.outsider], informed=[cast.boss])
    share = key_results.offer_share(key_result=result, by=cast.manager, department=cast.france)
    key_results.accept_share(share=share, by=cast.french_manager)
    offered = key_results.offer_share(key_result=draft.key_results[1], by=cast.manager, department=cast.america)
    assert offered.accepted_at is None
    confirm(objective, cast.manager)

    told = {one.user: one for one in Acknowledgement.objects.select_related("user")}
    assert told.keys() == {
        cast.manager,
        cast.staff,
        cast.colleague,
        cast.outsider,
        cast.boss,
        cast.french_manager,
    }
    assert {one for one, row in told.items() if row.seen_at} == {cast.manager}
    notices = Notice.objects.filter(kind=NoticeKind.PLAN_CONFIRMED)
    assert {one.user for one in notices} == told.keys() - {cast.manager}
    assert len(notices) == 5

    expected = {
        cast.staff: "KR1, KR2, 2 tasks",
        cast.colleague: "1 measure",
        cast.outsider: "consulted on 1 task",
        cast.boss: "informed of 1 task",
        cast.french_manager: "a department&#x27;s part of KR1",
    }
    for person, part in expected.items():
        page = text(signed_in(person).get("/my-work/"))
        assert f"Your part: <b>{part}</b>" in page, person


def test_people_who_have_left_are_not_told(cast, draft):
    cast.boss.is_active = False
    cast.boss.save()
    values = {"title": "Hire", "language": "en", "responsible": cast.manager, "accountable": cast.manager}
    task = tasks.make(objective=draft.objective, by=cast.manager, values=values)
    tasks.set_roles(task=task, by=cast.manager, consulted=[cast.boss], informed=[])
    confirm(draft.objective, cast.manager)
    assert {one.user for one in Acknowledgement.objects.all()} == {cast.manager, cast.staff}


def test_the_sheet_names_the_people_who_will_be_told(cast, draft):
    page = text(signed_in(cast.manager).get(sheet(draft.objective), headers=HTMX))
    assert "1 person with a part in it is told" in page
    assert 'Wang Min <span class="muted">KR1, KR2</span>' in page
    assert "kept as version 1" in page


def test_the_sheet_asks_no_more_for_a_big_plan_than_for_a_small_one(
    cast, draft, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(cast.manager)
    with django_assert_max_num_queries(30) as few:
        client.get(sheet(draft.objective))
    for place in range(8):
        values = {"title": f"Task {place}", "language": "en", "responsible": cast.staff}
        tasks.make(objective=draft.objective, by=cast.manager, values=values)
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(sheet(draft.objective))


def test_a_day_counts_where_the_reader_is(cast, draft):
    confirm(draft.objective, cast.manager)
    assert Acknowledgement.objects.get(user=cast.manager).seen_at.date() == date(2026, 10, 20)
