"""Key results shared between departments: offered, answered, added up, counted once."""

from datetime import date
from decimal import Decimal as D
from html import unescape

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from objectives.access import contributing_department
from objectives.actions import check_ins, key_results, measures, objectives
from objectives.actions.recompute import recompute
from objectives.models import CheckIn, KeyResultShare, Measure, Objective
from okrplan.messages.models import Notice, NoticeKind
from okrplan.people.models import Department, User
from okrplan.refusals import Forbidden, Refusal, WrongState, from_integrity
from tests.builders import TODAY, make_objective, measure_values

HTMX = {"HX-Request": "true"}
WORK, LIST = "/my-work/", "/objectives/"
ORDERS = {"name_en": "Orders", "name_zh": "订单", "unit": "orders", "direction": "increase", "target": 100}


def text(answer):
    return " ".join(unescape(answer.content.decode()).split())


def offer(germany, cast, number=0, department=None):
    return key_results.offer_share(
        key_result=germany.key_results[number], by=cast.manager, department=department or cast.france
    )


@pytest.fixture
def offered(germany, cast):
    return offer(germany, cast)


@pytest.fixture
def accepted(offered, cast):
    return key_results.accept_share(share=offered, by=cast.french_manager)


@pytest.fixture
def gmv(germany):
    return fresh(germany.measures[0])


def fresh(measure):
    return Measure.objects.select_related("key_result__objective").get(pk=measure.pk)


def signed_in(client, person):
    client.force_login(User.objects.get(pk=person.pk))
    return client


def sheet(germany, number=0):
    return reverse("objectives:shares", args=[germany.key_results[number].pk])


def check_in(client, measure, **data):
    address = reverse("objectives:check_in", args=[measure.pk])
    return client.post(address, {"place": "work", "day": TODAY, **data}, headers=HTMX)


# --- offering -------------------------------------------------------------------------------------------------------


def test_a_manager_offers_a_key_result_and_the_sheet_says_how_each_offer_stands(client, cast, germany):
    manager = signed_in(client, cast.manager)
    assert "Share with departments" in text(manager.get(reverse("objectives:plan", args=[germany.objective.pk])))
    answer = manager.post(sheet(germany), {"department": cast.france.pk}, follow=True)
    assert "Offered to France site: its managers find it in My work." in text(answer)
    assert "offered to France site" in text(answer)
    assert "offered, not answered yet" in text(manager.get(sheet(germany)))
    key_results.accept_share(share=KeyResultShare.objects.get(), by=cast.french_manager)
    assert "takes part since 20 Oct" in text(manager.get(sheet(germany)))
    plan = text(manager.get(reverse("objectives:plan", args=[germany.objective.pk])))
    assert "shared with France site" in plan


def test_the_own_department_is_not_proposed_and_refused_with_a_sentence(client, cast, germany):
    manager = signed_in(client, cast.manager)
    assert f'value="{cast.germany.pk}"' not in text(manager.get(sheet(germany)))
    refused = manager.post(sheet(germany), {"department": cast.germany.pk})
    assert refused.status_code == 400
    assert "The key result already belongs to this department." in text(refused)
    assert not KeyResultShare.objects.exists()


@pytest.mark.parametrize("typed", ["", "0", "999999999", "-1", "1 OR 1=1", "<script>", "1e9", "9" * 40, "\x00"])
def test_a_hostile_department_stays_a_sentence_and_nothing_is_stored(client, cast, germany, typed):
    refused = signed_in(client, cast.manager).post(sheet(germany), {"department": typed})
    assert refused.status_code == 400
    assert 'class="error"' in refused.content.decode()
    assert not KeyResultShare.objects.exists()


def test_a_second_offer_to_the_same_department_is_refused_until_the_first_has_ended(client, cast, germany, offered):
    manager = signed_in(client, cast.manager)
    again = manager.post(sheet(germany), {"department": cast.france.pk})
    assert again.status_code == 400
    assert "already offered to that department" in text(again)
    key_results.end_share(share=offered, by=cast.manager)
    assert manager.post(sheet(germany), {"department": cast.france.pk}).status_code == 302
    assert KeyResultShare.objects.count() == 2


def test_the_database_itself_refuses_a_share_with_the_own_department(cast, germany, offered):
    own = KeyResultShare(key_result=germany.key_results[1], department=cast.germany)
    for write in (
        own.save,
        lambda: KeyResultShare.objects.filter(pk=offered.pk).update(department=cast.germany),
        lambda: Objective.objects.filter(pk=germany.objective.pk).update(department=cast.france),
    ):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            write()
        assert "department" in str(from_integrity(error.value).message)
    key_results.end_share(share=offered, by=cast.manager)
    assert Objective.objects.filter(pk=germany.objective.pk).update(department=cast.france) == 1


def test_an_objective_does_not_move_into_a_department_that_shares_it(cast, germany, offered):
    key_results.offer_share(key_result=germany.key_results[0], by=cast.manager, department=cast.america)
    Department.objects.filter(pk=cast.america.pk).update(parent=cast.germany)  # so that the manager may plan there
    by = User.objects.get(pk=cast.manager.pk)
    values = {"department": Department.objects.get(pk=cast.america.pk)}
    with pytest.raises(Refusal) as refused:
        objectives.change(objective=germany.objective, by=by, version=None, values=values)
    assert refused.value.field == "department"


# --- answering ------------------------------------------------------------------------------------------------------


def test_the_offered_departments_manager_is_told_and_finds_a_card_that_says_what_whose_and_how_much(
    client, cast, germany, offered
):
    notice = Notice.objects.get(user=cast.french_manager, kind=NoticeKind.SHARE_OFFERED)
    assert notice.url == f"/my-work/#share_{offered.pk}"
    page = text(signed_in(client, cast.french_manager).get(WORK))
    for said in (
        "France site is asked to contribute to “TikTok Shop",
        "Germany site",
        "50,000",
        "Wang Min",
        "Take part",
    ):
        assert said in page
    assert "asks your department" not in page  # the card says it
    for nobody in (cast.staff, cast.manager, cast.american_manager, cast.boss):
        assert "is asked to contribute" not in text(signed_in(client, nobody).get(WORK))


def test_one_tap_accepts_and_the_owner_hears_of_it(client, cast, germany, offered):
    french = signed_in(client, cast.french_manager)
    answer = french.post(reverse("objectives:accept_share", args=[offered.pk]), {"place": "work"}, headers=HTMX)
    assert "France site takes part." in text(answer)
    offered.refresh_from_db()
    assert offered.accepted_at
    assert Notice.objects.get(kind=NoticeKind.SHARE_ACCEPTED).user == cast.manager
    assert Notice.objects.get(kind=NoticeKind.SHARE_OFFERED).read_at
    page = text(french.get(WORK))
    assert "is asked to contribute" not in page
    assert "Only the part of France site" in page
    assert french.post(reverse("objectives:accept_share", args=[offered.pk])).status_code == 409


def test_one_tap_declines_without_scripts_too(client, cast, germany, offered):
    french = signed_in(client, cast.french_manager)
    answer = french.post(reverse("objectives:decline_share", args=[offered.pk]), {"place": "work"}, follow=True)
    assert "France site does not take part." in text(answer)
    assert "Only the part of" not in text(answer)
    assert Notice.objects.get(kind=NoticeKind.SHARE_ENDED).user == cast.manager
    assert french.post(reverse("objectives:decline_share", args=[offered.pk])).status_code == 409


def test_an_offer_can_be_withdrawn_and_its_card_is_gone(client, cast, germany, offered):
    manager = signed_in(client, cast.manager)
    assert "Withdraw" in text(manager.get(sheet(germany)))
    manager.post(reverse("objectives:decline_share", args=[offered.pk]))
    assert "not taken up" in text(manager.get(sheet(germany)))
    assert "is asked to contribute" not in text(signed_in(client, cast.french_manager).get(WORK))


def test_a_department_that_takes_part_ends_it_on_the_sheet_and_its_check_ins_count_on(
    client, cast, germany, accepted, gmv
):
    check_ins.record(measure=gmv, by=cast.french_manager, day=TODAY, value=D(2000), today=TODAY)
    french = signed_in(client, cast.french_manager)
    page = text(french.get(sheet(germany)))
    assert "End the sharing" in page
    assert 'name="department"' not in page  # nothing to offer
    french.post(reverse("objectives:decline_share", args=[accepted.pk]))
    assert french.get(sheet(germany)).status_code == 403
    assert check_in(french, gmv, value="2500").status_code == 403
    recompute(objective_id=germany.objective.pk, today=TODAY)
    assert fresh(gmv).last_value == D(7000)


def test_two_answers_to_one_offer_are_one(cast, offered):
    key_results.accept_share(share=offered, by=cast.french_manager)
    stale = KeyResultShare(pk=offered.pk, key_result=offered.key_result, department=offered.department)
    with pytest.raises(WrongState):
        key_results.accept_share(share=stale, by=cast.french_manager)
    key_results.end_share(share=offered, by=cast.french_manager)
    for late in (key_results.accept_share, key_results.end_share):
        with pytest.raises(WrongState):
            late(share=stale, by=cast.french_manager)


def test_who_has_no_part_in_a_share_opens_and_answers_nothing(client, cast, germany, offered):
    for who, status in (("colleague", 404), ("outsider", 404), ("boss", 404), ("american_manager", 404)):
        person = signed_in(client, getattr(cast, who))
        assert person.get(sheet(germany)).status_code == 403, who
        for route in ("accept_share", "decline_share"):
            assert person.post(reverse(f"objectives:{route}", args=[offered.pk])).status_code == status, who
    assert signed_in(client, cast.manager).post(f"/shares/{offered.pk}/accept/").status_code == 403
    assert signed_in(client, cast.manager).post("/shares/999999/accept/").status_code == 404


# --- parts and totals -----------------------------------------------------------------------------------------------


def test_a_contributor_checks_in_their_own_part_and_reads_it_beside_the_joint_total(client, cast, accepted, gmv):
    french = signed_in(client, cast.french_manager)
    page = text(french.get(WORK))
    assert 'Only the part of France site <span class="muted">· together EUR 5,000' in page
    assert 'value="5,000"' not in page  # Germany's part is not theirs to repeat
    answer = text(check_in(french, gmv, value="2000"))
    assert "Your department's part: EUR 2,000. Together: EUR 7,000 of EUR 50,000." in answer
    assert CheckIn.objects.latest("pk").department == cast.france
    assert 'value="2,000"' in text(french.get(reverse("objectives:work_card", args=[gmv.pk]), headers=HTMX))


def test_the_owners_card_says_that_only_their_part_is_asked_for(client, cast, accepted, gmv):
    check_ins.record(measure=gmv, by=cast.french_manager, day=TODAY, value=D(2000), today=TODAY)
    staff = signed_in(client, cast.staff)
    page = text(staff.get(WORK))
    assert "Only your own department's part" in page
    assert 'value="5,000"' in page
    assert "Your department's part: EUR 5,200. Together: EUR 7,200" in text(check_in(staff, gmv, value="5200"))


def test_without_a_share_a_card_says_nothing_about_parts(client, cast, germany, offered, gmv):
    staff = signed_in(client, cast.staff)
    assert "department's part" not in text(staff.get(WORK))
    assert "Together" not in text(check_in(staff, gmv, value="5200"))


def test_the_progress_page_shows_each_departments_part_and_their_sum(client, cast, germany, accepted, gmv):
    address = reverse("objectives:progress", args=[germany.objective.pk])
    assert "EUR" in text(signed_in(client, cast.manager).get(address))
    check_ins.record(measure=gmv, by=cast.french_manager, day=TODAY, value=D(2000), today=TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    for reader in (cast.manager, cast.french_manager):
        page = text(signed_in(client, reader).get(address))
        assert "Germany site EUR 5,000 + France site EUR 2,000 = EUR 7,000" in page
        assert "shared with France site" in page
    before = text(signed_in(client, cast.manager).get(f"{address}?as_of=2026-10-13"))
    assert "France site EUR 2,000" not in before


def test_a_department_that_has_not_checked_in_yet_is_named(client, cast, germany, accepted, gmv):
    other = offer(germany, cast, department=cast.america)
    key_results.accept_share(share=other, by=cast.american_manager)
    check_ins.record(measure=gmv, by=cast.french_manager, day=TODAY, value=D(2000), today=TODAY)
    page = text(signed_in(client, cast.manager).get(reverse("objectives:progress", args=[germany.objective.pk])))
    assert "nothing yet from North America" in page


def test_a_level_has_one_owner_and_everybody_else_is_told_so(client, cast, germany, on_day):
    level = next(one for one in germany.measures if one.accumulation == "level" and one.key_result_id)
    number = [one.pk for one in germany.key_results].index(level.key_result_id)
    key_results.accept_share(share=offer(germany, cast, number), by=cast.french_manager)
    french = signed_in(client, cast.french_manager)
    sentence = "only its owner checks it in"
    assert sentence in text(check_in(french, level, value="1.9"))
    assert check_in(french, level, value="1.9").status_code == 403
    assert sentence in text(french.get(reverse("objectives:check_ins", args=[level.pk]), headers=HTMX))
    assert level.name not in text(french.get(WORK))
    assert contributing_department(cast.french_manager, fresh(level)) is None
    with pytest.raises(Forbidden, match="one value for all"):
        check_ins.record(measure=fresh(level), by=cast.french_manager, day=TODAY, value=D(2), today=TODAY)
    assert check_in(signed_in(client, cast.staff), level, value="1.9").status_code == 200


def test_a_shared_key_result_counts_once_and_both_parts_move_the_objective_once(cast, germany, accepted, gmv):
    before = Objective.objects.get(pk=germany.objective.pk).completion
    check_ins.record(measure=gmv, by=cast.french_manager, day=TODAY, value=D(5000), today=TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    after = Objective.objects.get(pk=germany.objective.pk)
    assert fresh(gmv).progress == D("0.2")
    assert after.completion > before
    assert after.key_results.count() == 2


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_is_shared_with_us_once_and_apart(client, cast, germany, accepted):
    french = signed_in(client, cast.french_manager)
    page = text(french.get(LIST))
    assert "Shared with us" in page
    assert page.count(f'href="/objectives/{germany.objective.pk}/"') == 1
    assert "Germany site · <b>KR1</b>" in page
    assert "1 objective<" in page
    assert "Shared with" not in text(signed_in(client, cast.manager).get(LIST))
    assert "Shared with" not in text(signed_in(client, cast.outsider).get(LIST))


def test_the_departments_own_list_has_it_too_but_for_nobody_who_may_not_know(client, cast, germany, accepted):
    by_department = f"{LIST}?department={cast.france.pk}"
    assert "Shared with this department" in text(signed_in(client, cast.french_manager).get(by_department))
    assert "Shared with this department" in text(signed_in(client, cast.manager).get(by_department))
    for stranger in (cast.outsider, cast.american_manager):
        assert "Nothing matches" in text(signed_in(client, stranger).get(by_department))


def test_an_offer_is_not_yet_shared(client, cast, germany, offered):
    assert "Shared with" not in text(signed_in(client, cast.french_manager).get(LIST))


def test_what_a_draft_offers_is_answered_without_reading_the_draft(client, cast, germany):
    draft = make_objective(cast, germany.cycle)
    values = {"title": "Hidden so far", "language": "en", "owner": cast.staff}
    hidden = key_results.make(objective=draft, by=cast.manager, values=values)
    share = key_results.offer_share(key_result=hidden, by=cast.manager, department=cast.france)
    french = signed_in(client, cast.french_manager)
    page = text(french.get(WORK))
    assert "Hidden so far" in page
    assert f"/objectives/{draft.pk}/" not in page
    answer = french.post(f"/shares/{share.pk}/accept/", {"place": "work"}, headers=HTMX)
    assert answer.status_code == 200
    assert f"/objectives/{draft.pk}/" not in text(answer)


# --- costs and Chinese ----------------------------------------------------------------------------------------------


def test_my_work_asks_two_more_questions_for_offers_and_one_for_parts_however_many(client, cast, germany):
    def cost():
        signed_in(client, cast.french_manager)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(WORK).status_code == 200
        return len(asked)

    none = cost()
    offered = offer(germany, cast)
    assert cost() == none + 1  # the measures of what is offered
    offer(germany, cast, 1)
    assert cost() == none + 1
    key_results.accept_share(share=offered, by=cast.french_manager)
    one = cost()
    case = {**ORDERS, "accumulation": "sum"}
    for _ in range(5):
        measures.make(by=cast.manager, key_result=germany.key_results[0], values=measure_values(case))
    assert cost() == one == none + 2  # and the contributing departments' names
    assert none == 9  # session, person, standing (2), confirmed plans, measures, tasks, notices, offers


def test_the_progress_page_asks_as_much_with_many_parts_as_with_few(client, cast, germany, accepted, gmv, on_day):
    def cost():
        signed_in(client, cast.manager)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("objectives:progress", args=[germany.objective.pk]))
        return len(asked)

    few = cost()
    for day in range(6, 20):
        check_ins.record(measure=gmv, by=cast.french_manager, day=date(2026, 10, day), value=D(day), today=TODAY)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    assert cost() <= few


def test_in_chinese_offer_parts_and_refusals_are_chinese(client, cast, germany, offered, gmv):
    User.objects.update(language="zh-hans")
    french = signed_in(client, cast.french_manager)
    assert "法国站" in text(french.get(WORK))
    assert "参与" in text(french.get(WORK))
    french.post(f"/shares/{offered.pk}/accept/", {"place": "work"}, headers=HTMX)
    assert "只填法国站的部分" in text(french.get(WORK))
    assert "本部门" in text(check_in(french, gmv, value="2000"))
    manager = signed_in(client, cast.manager)
    assert "与部门共享" in text(manager.get(sheet(germany)))
    progress = text(manager.get(reverse("objectives:progress", args=[germany.objective.pk])))
    assert "德国站 5000欧元 + 法国站 2000欧元 = 7000欧元" in progress
    assert "belongs" not in text(manager.post(sheet(germany), {"department": cast.germany.pk}))
