"""The plan of the weeks: drawn, taken from last year, held to 100, followed by the progress page, kept by the audit."""

from decimal import Decimal as D

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from objectives.actions import confirming, measures
from objectives.core.expected import expected
from objectives.models import Measure, Objective, PlanVersion
from objectives.queries.figures import facts_of, known_measure
from okrplan.models import Activity
from okrplan.people.models import User
from okrplan.refusals import Refusal, Stale, from_integrity
from tests.builders import TODAY, make_germany

LATE = ["0"] * 6 + ["20"] + ["10"] * 8 + ["0", "0"]  # 17 weeks from 6 Sep to 31 Dec
SHORT = "The period has 17 weeks; 2 were given."


@pytest.fixture
def gmv(germany) -> Measure:
    return germany.measures[0]


@pytest.fixture
def limit(germany) -> Measure:
    return germany.measures[3]


@pytest.fixture
def manager(cast) -> Client:
    client = Client()
    client.force_login(cast.manager)
    return client


def address_of(measure: Measure) -> str:
    return reverse("objectives:profile", args=[measure.pk])


def draw(measure: Measure, cast, shares, version=None) -> Measure:
    values = {"profile": [D(one) for one in shares]}
    return measures.change(measure=measure, by=cast.manager, version=version, values=values)


def stored(measure: Measure) -> list[str]:
    return Measure.objects.get(pk=measure.pk).profile


def opened(client: Client, measure: Measure) -> dict[str, str]:
    """The form as it is opened."""
    form = client.get(address_of(measure)).context["form"]
    return {name: "" if form[name].value() is None else str(form[name].value()) for name in form.fields}


def weeks(shares, **more) -> dict[str, str]:
    return {**{f"week{place}": one for place, one in enumerate(shares)}, **more}


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- what is kept -------------------------------------------------------------------------------------------


def test_a_weekly_plan_is_kept_audited_and_what_is_expected_follows_it(germany, gmv, cast):
    Objective.objects.update(dirty_since=None)
    linear = expected(known_measure(gmv, TODAY), TODAY)
    draw(gmv, cast, LATE)
    assert linear == D(45) / 117
    assert stored(gmv) == LATE
    facts = facts_of([germany.objective])[germany.objective.pk].key_results[0].measures[0]
    assert expected(facts, TODAY) == D("0.2") * 3 / 7  # 18, 19 and 20 October of the seventh week
    noted = Activity.objects.filter(noun="measure", object_id=gmv.pk).first()
    assert (noted.actor, noted.after["profile"]) == (cast.manager, LATE)
    assert Objective.objects.get(pk=germany.objective.pk).dirty_since is not None


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([*LATE[:-1], "1"], "The weeks sum to 101; they must sum to 100."),
        (["20", "80"], SHORT),
        (["1"] * 300, "A weekly plan runs over at most 160 weeks."),
        ([*LATE[:-2], "-1", "1"], "A week cannot have less than 0."),
        ([*LATE[:-2], "NaN", "0"], "Enter an ordinary number."),
        (["0.001", *LATE[1:-1], "-0.001"], "Give each week at most two digits after the point."),
        (["0"] * 17, "The weeks sum to 0; they must sum to 100."),
    ],
)
def test_what_is_no_weekly_plan_is_refused_with_a_sentence(gmv, cast, shares, sentence):
    with pytest.raises(Refusal) as refused:
        draw(gmv, cast, shares)
    assert (str(refused.value.message), refused.value.field) == (sentence, "profile")
    assert stored(gmv) == []


def test_a_limit_has_no_weekly_plan_and_a_measure_that_becomes_one_loses_its_own(gmv, limit, cast):
    with pytest.raises(Refusal, match="Only a figure that is to rise or fall"):
        draw(limit, cast, ["100"])
    draw(gmv, cast, LATE)
    values = {"direction": "at_least", "accumulation": "level"}
    measures.change(measure=gmv, by=cast.manager, version=None, values=values)
    assert stored(gmv) == []


def test_other_fields_can_be_changed_while_the_period_has_outgrown_the_weekly_plan(germany, gmv, cast):
    draw(gmv, cast, LATE)
    key_result = germany.key_results[0]
    type(key_result).objects.filter(pk=key_result.pk).update(due_on="2026-11-30")
    measures.change(measure=gmv, by=cast.manager, version=None, values={"name": "Channel GMV"})
    assert stored(gmv) == LATE


def test_a_confirmed_plan_is_frozen_with_its_weeks(cast, on_day):
    on_day(TODAY)
    draft = make_germany(cast, active=False)
    draw(draft.measures[0], cast, LATE)
    confirming.confirm(objective=draft.objective, by=cast.manager, today=TODAY)
    frozen = PlanVersion.objects.get(objective=draft.objective).plan["measures"]
    assert [one["profile"] for one in frozen if one["id"] == draft.measures[0].pk] == [LATE]


def test_the_second_of_two_who_draw_it_is_told(gmv, cast):
    seen = Measure.objects.get(pk=gmv.pk).version
    draw(gmv, cast, LATE, version=seen)
    with pytest.raises(Stale):
        draw(gmv, cast, list(reversed(LATE)), version=seen)
    assert stored(gmv) == LATE


@pytest.mark.parametrize(
    "profile", [["99"], ["99.99"], ["110", "-10"], ["many"], {"a": "100"}, {}, "100", [None], [[]], 7]
)
def test_the_database_itself_refuses_a_plan_that_does_not_sum(gmv, profile):
    with pytest.raises(DatabaseError), transaction.atomic():
        Measure.objects.filter(pk=gmv.pk).update(profile=profile)
    assert stored(gmv) == []


def test_the_database_takes_what_sums_and_says_why_it_refuses_the_rest(gmv, limit):
    Measure.objects.filter(pk=gmv.pk).update(profile=["33.33", "33.33", "33.34"])
    for wrong, row in ((["50"], gmv), (["100"], limit)):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Measure.objects.filter(pk=row.pk).update(profile=wrong)
        assert "sum to 100" in str(from_integrity(error.value).message)


def test_a_new_row_that_does_not_sum_is_refused_by_the_database(gmv):
    row = Measure.objects.get(pk=gmv.pk)
    row.pk, row.profile = None, ["1"]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


# --- the page -----------------------------------------------------------------------------------------------


def test_the_page_shows_each_week_with_its_days_and_begins_evenly(manager, gmv):
    answer = manager.get(address_of(gmv))
    form = answer.context["form"]
    assert len(form.columns) == 17
    assert "6 Sep – 12 Sep" in text_of(answer)
    assert (form["week0"].value(), form.total) == ("5.99", "100")


def test_saving_what_is_even_or_empty_keeps_the_plan_linear(manager, gmv, cast):
    draw(gmv, cast, LATE)
    even = opened(manager, gmv)
    even |= {f"week{place}": "" for place in range(17)}
    assert manager.post(address_of(gmv), even).status_code == 302
    assert stored(gmv) == []
    assert manager.post(address_of(gmv), opened(manager, gmv)).status_code == 302
    assert stored(gmv) == []


def test_typed_shares_are_saved_as_people_type_them(manager, gmv):
    typed = weeks(LATE, week6="20%", week0="", week7="\uff11\uff10")
    assert manager.post(address_of(gmv), {**opened(manager, gmv), **typed}).status_code == 302
    assert stored(gmv) == LATE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("19", "The weeks sum to 99; they must sum to 100."),
        ("many", "Enter an ordinary number."),
        ("NaN", "Enter an ordinary number."),
        ("1e309", "Enter an ordinary number."),
        ("-20", "A week cannot have less than 0."),
        ("20.001", "Give each week at most two digits after the point."),
        ("9" * 16, "Enter a number of at most 15 digits."),
        ("\U0001f4c8\u202e", "Enter an ordinary number."),
    ],
)
def test_what_cannot_be_saved_says_why_keeps_what_was_typed_and_stores_nothing(manager, gmv, typed, sentence):
    answer = manager.post(address_of(gmv), {**opened(manager, gmv), **weeks(LATE, week6=typed)})
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert f'value="{typed}"' in text_of(answer)
    assert stored(gmv) == []


def test_last_years_curve_fills_the_weeks_and_saves_nothing(manager, gmv):
    figures = "\n".join(["1,000"] * 16 + ["4000"])
    answer = manager.post(address_of(gmv), {**opened(manager, gmv), "last_year": figures, "take": "curve"})
    form = answer.context["form"]
    assert (answer.status_code, form["week0"].value(), form["week16"].value(), form.total) == (200, "5", "20", "100")
    assert stored(gmv) == []
    sent = {name: str(form[name].value() or "") for name in form.fields}
    assert manager.post(address_of(gmv), sent).status_code == 302
    assert stored(gmv) == ["5"] * 16 + ["20"]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ("", "The period has 17 weeks; 0 were given."),
        ("100 200", SHORT),
        ("1\n" * 300, "The period has 17 weeks; 300 were given."),
        ("0 " * 17, "All weeks are 0, so there is no curve to follow."),
        ("5 " * 16 + "-5", "A week cannot have less than 0."),
        ("5 " * 16 + "NaN", "“NaN” is no number."),
        ("<script>", "“&lt;script&gt;” is no number."),
    ],
)
def test_a_curve_that_cannot_be_followed_says_why_beside_it(manager, gmv, figures, sentence):
    answer = manager.post(address_of(gmv), {**opened(manager, gmv), "last_year": figures, "take": "curve"})
    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert stored(gmv) == []


def test_spreading_evenly_fills_the_weeks_by_their_days(manager, gmv, cast):
    draw(gmv, cast, LATE)
    answer = manager.post(address_of(gmv), {**opened(manager, gmv), "take": "even"})
    assert answer.context["form"]["week0"].value() == "5.99"
    assert stored(gmv) == LATE


def test_two_tabs_the_second_sees_what_the_first_saved_and_loses_nothing(manager, gmv, cast):
    mine = {**opened(manager, gmv), **weeks(list(reversed(LATE)))}
    draw(gmv, cast, LATE)
    answer = manager.post(address_of(gmv), mine)
    assert answer.status_code == 412
    assert "Somebody else has saved this" in text_of(answer)
    assert stored(gmv) == LATE
    again = {name: str(answer.context["form"][name].value() or "") for name in answer.context["form"].fields}
    assert manager.post(address_of(gmv), again).status_code == 302
    assert stored(gmv) == list(reversed(LATE))


def test_a_period_that_changed_is_said_on_the_page(manager, germany, gmv, cast):
    draw(gmv, cast, LATE)
    key_result = germany.key_results[0]
    type(key_result).objects.filter(pk=key_result.pk).update(due_on="2026-11-30")
    answer = manager.get(address_of(gmv))
    assert "drawn for 17 weeks; the period now has 13" in text_of(answer)


def test_a_limit_has_no_page_of_weeks_and_staff_draw_none(manager, gmv, limit, cast):
    assert manager.get(address_of(limit)).status_code == 400
    staff = Client()
    staff.force_login(cast.staff)
    assert staff.post(address_of(gmv), weeks(LATE)).status_code == 403


def test_the_key_results_lead_to_the_weeks_of_what_moves(manager, germany, gmv, limit):
    plan = text_of(manager.get(reverse("objectives:plan", args=[germany.objective.pk])))
    assert f'href="{address_of(gmv)}"' in plan
    assert f'href="{address_of(limit)}"' not in plan


def test_the_page_is_chinese_for_who_reads_chinese(manager, gmv, cast):
    User.objects.filter(pk=cast.manager.pk).update(language="zh-hans")
    answer = manager.post(address_of(gmv), {**opened(manager, gmv), **weeks(LATE, week6="19")})
    page = text_of(answer)
    assert "9月6日 – 9月12日" in page
    assert "各周合计为 99" in page


# --- what follows it ----------------------------------------------------------------------------------------


def test_the_progress_page_draws_the_plan_along_the_weeks_and_explains_it(manager, germany, gmv, cast):
    address = reverse("objectives:progress", args=[germany.objective.pk])
    before = text_of(manager.get(address))
    draw(gmv, cast, LATE)
    after = text_of(manager.get(address))
    assert "from the weekly plan of" not in before
    assert "from the weekly plan of" in after
    assert '"2026-10-17"' in after  # the last day before the first week that brings anything
