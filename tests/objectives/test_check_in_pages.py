"""Checking in on a page: one post, answered at once; what is wrong comes back as it was typed."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils.html import escape

from objectives.actions import check_ins, key_results, measures, objectives
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Direction, Visibility
from objectives.models import CheckIn, Measure, MilestoneStep
from okrplan.models import Activity
from okrplan.people.models import User
from tests.builders import TODAY

HTMX = {"HX-Request": "true"}


@pytest.fixture
def gmv(germany):
    return germany.measures[0]


@pytest.fixture
def staff(client, cast):
    client.force_login(cast.staff)
    return client


def send(client, measure, **data):
    """The form of a card of My work, as htmx posts it."""
    data = {"key": "one", "place": "work", "day": TODAY.isoformat(), **data}
    return client.post(reverse("objectives:check_in", args=[measure.pk]), data, headers=HTMX)


def stored(measure):
    """Values of today's check-ins in the order in which they were recorded, the one of the case first."""
    return list(CheckIn.objects.filter(measure=measure, day=TODAY).order_by("pk").values_list("value", flat=True))


def text(answer):
    return " ".join(answer.content.decode().split())


def shared_with_france(germany, cast):
    share = key_results.offer_share(key_result=germany.key_results[0], department=cast.france, by=cast.manager)
    key_results.accept_share(share=share, by=cast.french_manager)


# --- what is answered ---------------------------------------------------------------------------------------------


def test_a_check_in_is_answered_with_what_was_understood_and_the_new_percentage_at_once(staff, gmv):
    answer = send(staff, gmv, value="1.2万")
    assert answer.status_code == 200
    assert "“1.2万” is EUR 12,000, for today" in text(answer)
    assert "<strong data-progress>24%</strong>" in text(answer)
    assert "before 10%" in text(answer)


def test_the_objective_is_marked_for_the_recompute_and_its_number_is_asked_for_until_it_has_come(staff, germany, gmv):
    answer = send(staff, gmv, value="12000")
    germany.objective.refresh_from_db()
    assert germany.objective.dirty_since is not None
    assert germany.objective.completion == D("0.35")  # not computed in the request
    now = reverse("objectives:measure_now", args=[gmv.pk])
    assert f'data-live="{now}" data-awaiting' in text(answer)

    recompute(objective_id=germany.objective.pk, today=TODAY)
    later = staff.get(now, headers=HTMX)
    assert "42%" in text(later)
    assert "data-live" not in text(later)
    assert staff.get(now, headers={**HTMX, "If-None-Match": later["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,000", 12_000), ("１２，０００", 12_000), ("1.2万", 12_000), ("12.5k", 12_500), (" 6000.5 ", D("6000.5"))],
)
def test_numbers_are_taken_as_people_type_them(staff, gmv, typed, value):
    send(staff, gmv, value=typed)
    assert stored(gmv)[-1] == value


def test_a_percent_sign_is_the_unit_of_a_rate_and_nothing_else(staff, germany, gmv):
    conversion = germany.measures[2]
    send(staff, conversion, value="1.9%")
    assert stored(conversion)[-1] == D("1.9")
    assert "not counted in percent" in text(send(staff, gmv, value="35%"))
    assert len(stored(gmv)) == 1


def test_no_change_is_one_tap_and_records_the_same_value_for_today(staff, gmv, on_day):
    on_day(date(2026, 10, 27))
    answer = send(staff, gmv, value="", day="2026-10-27", same="1")
    assert "No change: still EUR 5,000" in text(answer)
    assert CheckIn.objects.get(measure=gmv, day=date(2026, 10, 27)).value == 5000


def test_without_a_value_nothing_can_stay_the_same(staff, germany):
    answer = send(staff, germany.own, value="", same="1")
    assert answer.status_code == 403  # the objective's own metric is the manager's
    staff.force_login(germany.objective.owner)
    answer = send(staff, germany.own, value="", same="1")
    assert answer.status_code == 400
    assert "no value yet that could stay the same" in text(answer)


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("a lot", "Enter an ordinary number."),
        ("NaN", "Enter an ordinary number."),
        ("Infinity", "Enter an ordinary number."),
        ("1e309", "Enter an ordinary number."),
        ("9" * 16, "Enter a number of at most 15 digits."),
        ("999999999999", "Enter a number of at most 11 digits before the point."),
        ("1.00001", "Enter at most 4 digits after the point."),
        ("", "Enter the value."),
    ],
)
def test_a_bad_value_stays_in_its_field_with_a_sentence_beside_it_and_nothing_is_stored(staff, gmv, typed, sentence):
    answer = send(staff, gmv, value=typed)
    assert answer.status_code == 400
    assert sentence in text(answer)
    if typed:
        assert f'value="{escape(typed)}"' in text(answer)
    assert len(stored(gmv)) == 1


def test_a_day_that_has_not_come_is_refused_and_unfolds_with_what_was_typed(staff, gmv):
    answer = send(staff, gmv, value="6000", day="2026-10-21", note="early")
    assert answer.status_code == 400
    for kept in ("This day has not come yet.", 'value="2026-10-21"', 'value="6000"', 'value="early"', " open>"):
        assert kept in text(answer)
    assert not CheckIn.objects.filter(day=date(2026, 10, 21)).exists()


def test_an_earlier_day_and_a_note_are_kept(staff, gmv):
    send(staff, gmv, value="4000", day="2026-10-18", note="  Sunday  ")
    made = CheckIn.objects.get(measure=gmv, day=date(2026, 10, 18))
    assert (made.value, made.note) == (4000, "Sunday")


def test_a_closed_objective_takes_no_check_in(staff, germany, gmv, cast):
    objectives.close(objective=germany.objective, by=cast.manager)
    assert send(staff, gmv, value="6000").status_code == 409
    assert len(stored(gmv)) == 1


# --- once -----------------------------------------------------------------------------------------------------------


def test_a_double_tap_is_stored_once_and_answered_twice(staff, gmv):
    first, second = send(staff, gmv, value="6000"), send(staff, gmv, value="6000")
    assert (first.status_code, second.status_code) == (200, 200)
    assert "Saved EUR 6,000" in text(first)
    assert "Saved EUR 6,000" in text(second)
    assert stored(gmv) == [5000, 6000]


def test_the_same_form_with_another_value_is_another_wish(staff, gmv):
    send(staff, gmv, value="6000")
    send(staff, gmv, value="6100")
    assert stored(gmv) == [5000, 6000, 6100]


def test_a_refused_form_can_be_sent_again(staff, gmv):
    assert send(staff, gmv, value="six").status_code == 400
    assert send(staff, gmv, value="6000").status_code == 200
    assert stored(gmv) == [5000, 6000]


def test_a_correction_sent_twice_is_one_correction(staff, gmv):
    wrong = CheckIn.objects.get(measure=gmv, day=TODAY)
    address = reverse("objectives:correct_check_in", args=[wrong.pk])
    answers = [staff.post(address, {"key": "one", "value": "5200"}, headers=HTMX) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert stored(gmv) == [5000, 5200]


# --- corrected and taken back ---------------------------------------------------------------------------------------


def test_a_correction_stands_and_both_stay_readable(staff, gmv):
    wrong = CheckIn.objects.get(measure=gmv, day=TODAY)
    form = staff.get(reverse("objectives:correct_check_in", args=[wrong.pk]), headers=HTMX)
    assert "EUR 5,000 was recorded" in text(form)
    answer = staff.post(
        reverse("objectives:correct_check_in", args=[wrong.pk]), {"value": "5200", "note": "typo"}, headers=HTMX
    )
    assert "<del>EUR 5,000</del>" in text(answer)
    assert "EUR 5,200" in text(answer)
    assert "corrected" in text(answer)
    assert answer["HX-Trigger-After-Settle"] == '{"okr:ask": {}}'


def test_a_bad_correction_stays_in_its_row(staff, gmv):
    wrong = CheckIn.objects.get(measure=gmv, day=TODAY)
    answer = staff.post(reverse("objectives:correct_check_in", args=[wrong.pk]), {"value": "x"}, headers=HTMX)
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "closest tr"
    assert 'value="x"' in text(answer)


def test_undo_brings_the_card_back_with_the_value_before(staff, gmv):
    answer = send(staff, gmv, value="60000")
    made = CheckIn.objects.latest("pk")
    undo = reverse("objectives:retract_check_in", args=[made.pk])
    assert undo in text(answer)
    card = staff.post(undo, {"place": "work"}, headers=HTMX)
    assert "Taken back." in text(card)
    assert 'value="5,000"' in text(card)
    assert staff.post(undo, {"place": "work"}, headers=HTMX).status_code == 409
    assert Activity.objects.filter(noun="check_in", verb="retracted").count() == 1


# --- who may --------------------------------------------------------------------------------------------------------


def test_signed_out_one_is_sent_to_the_sign_in_page(client, gmv):
    answer = client.post(reverse("objectives:check_in", args=[gmv.pk]), {"value": "1"})
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


@pytest.mark.parametrize(
    "who", ["colleague", "boss", "outsider", "american_manager", "french_manager", "administrator"]
)
def test_who_only_reads_a_measure_does_not_check_it_in(client, cast, gmv, who):
    client.force_login(getattr(cast, who))
    assert send(client, gmv, value="6000").status_code == 403
    page = client.get(reverse("objectives:check_ins", args=[gmv.pk]))
    assert page.status_code == 200
    assert reverse("objectives:check_in", args=[gmv.pk]) not in text(page)
    assert len(stored(gmv)) == 1


def test_a_measure_kept_to_its_department_does_not_exist_elsewhere(client, cast, germany, gmv):
    objectives.change(
        objective=germany.objective, by=cast.manager, version=None, values={"visibility": Visibility.DEPARTMENT.value}
    )
    client.force_login(cast.outsider)
    made = CheckIn.objects.filter(measure=gmv).first()
    assert send(client, gmv, value="6000").status_code == 404
    for name, key in (("check_ins", gmv.pk), ("measure_now", gmv.pk), ("correct_check_in", made.pk)):
        assert client.get(reverse(f"objectives:{name}", args=[key])).status_code == 404
    assert client.post(reverse("objectives:retract_check_in", args=[made.pk])).status_code == 404


def test_a_manager_of_a_sharing_department_records_its_own_part_of_the_total(client, cast, germany, gmv):
    shared_with_france(germany, cast)
    client.force_login(User.objects.get(pk=cast.french_manager.pk))
    answer = send(client, gmv, value="1000")
    assert answer.status_code == 200
    assert "<strong data-progress>12%</strong>" in text(answer)  # 5,000 of Germany and 1,000 of France
    assert CheckIn.objects.latest("pk").department == cast.france
    send(client, gmv, value="", same="1", key="two")
    assert stored(gmv) == [5000, 1000, 1000]  # the same is their own part, not the total


def test_only_the_author_and_the_managers_correct_or_take_back(client, cast, gmv):
    made = CheckIn.objects.filter(measure=gmv).first()
    client.force_login(cast.colleague)
    assert client.get(reverse("objectives:correct_check_in", args=[made.pk])).status_code == 403
    assert client.post(reverse("objectives:retract_check_in", args=[made.pk])).status_code == 403
    client.force_login(cast.manager)
    assert client.post(reverse("objectives:retract_check_in", args=[made.pk])).status_code == 302


# --- milestones -----------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(germany, cast):
    return measures.make(
        by=cast.manager,
        key_result=germany.key_results[0],
        values={"name": "Shop opened", "language": "en", "direction": Direction.MILESTONE.value, "due_on": TODAY},
    )


def test_a_milestone_without_steps_is_reported_done_by_one_button(staff, opened):
    answer = send(staff, opened, value="1", day="")
    assert "Reported done for today." in text(answer)
    assert "100%" in text(answer)


def test_a_step_is_accepted_and_opened_again(staff, cast, opened):
    measures.set_steps(measure=opened, by=cast.manager, steps=[{"title": "Papers"}, {"title": "First order"}])
    step = MilestoneStep.objects.first()
    address = reverse("objectives:accept_step", args=[opened.pk, step.pk])
    assert "accepted 20 Oct" in text(staff.post(address, {"place": "work", "accepted": "yes"}, headers=HTMX))
    step.refresh_from_db()
    assert step.accepted_on == TODAY
    staff.post(address, {"place": "work", "accepted": "no"}, headers=HTMX)
    step.refresh_from_db()
    assert step.accepted_on is None


def test_a_step_of_another_measure_is_not_there(staff, cast, opened, gmv):
    measures.set_steps(measure=opened, by=cast.manager, steps=[{"title": "Papers"}])
    step = MilestoneStep.objects.get()
    address = reverse("objectives:accept_step", args=[gmv.pk, step.pk])
    assert staff.post(address, {"accepted": "yes"}, headers=HTMX).status_code == 404


# --- pages ----------------------------------------------------------------------------------------------------------


def test_the_list_tells_value_day_author_and_note_of_each_check_in(staff, gmv, cast):
    check_ins.record(
        measure=Measure.objects.get(pk=gmv.pk), by=cast.staff, day=TODAY, value=D(5100), today=TODAY, note="late orders"
    )
    page = text(staff.get(reverse("objectives:check_ins", args=[gmv.pk])))
    for said in ("EUR 5,100", "EUR 2,570", "Wang Min", "late orders", "13 Oct"):
        assert said in page
    assert page.index("EUR 5,100") < page.index("EUR 2,570")


def test_without_scripts_a_check_in_leads_back_to_my_work_and_a_wrong_one_shows_its_form(staff, gmv):
    address = reverse("objectives:check_in", args=[gmv.pk])
    answer = staff.post(address, {"value": "6000", "place": "work"}, follow=True)
    assert answer.redirect_chain == [(reverse("objectives:my_work"), 302)]
    assert "Saved EUR 6,000" in text(answer)
    wrong = staff.post(address, {"value": "six", "place": "work"})
    assert wrong.status_code == 400
    assert 'value="six"' in text(wrong)
    assert "<!doctype html>" in text(wrong)


def test_a_check_in_costs_a_fixed_number_of_queries(staff, gmv, django_assert_num_queries):
    send(staff, gmv, value="6000")
    # Session, person, standing (2), the measure, an earlier answer to the same form, the check-in, its audit, the lock
    # and the mark of the objective, the answer to keep, the readings, who shares it; four begin or end transactions.
    with django_assert_num_queries(17):
        send(staff, gmv, value="7000", key="two")
