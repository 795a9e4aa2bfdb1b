"""The board of paths: brainstorm, estimates in place, ranks by hand, weights."""

import json
from decimal import Decimal
from pathlib import Path as FilePath

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from objectives.actions import path_weights, paths
from objectives.models import CompanyWeights, ObjectiveWeights, Path
from objectives.queries.rankings import board_of
from okrplan.models import Activity
from okrplan.refusals import Refusal, Stale
from tests.objectives.test_plan_pages import page, signed_in

D = Decimal
CASE = json.loads((FilePath(__file__).parents[1] / "data" / "europe_q4_paths.json").read_text(), parse_float=D)
BOARD = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def europe(germany, cast):
    """The four European paths, in the place of the German ones; their cost is 1,000 each."""
    for one in germany.key_results:
        one.path = None
        one.save(update_fields=["path"])
    Path.objects.filter(objective=germany.objective).delete()
    return [
        paths.make(
            objective=germany.objective,
            by=cast.manager,
            values={
                "title": row["title_en"],
                "title_other": row["title_zh"],
                "language": "en",
                "estimated_cost": D(1000),
                "estimated_return": D(1000) * (1 + D(row["roi"])),
                **{name: int(row[name]) for name in ("resource_need", "difficulty", "long_term")},
            },
        )
        for row in CASE["paths"]
    ]


def address(germany) -> str:
    return reverse("objectives:paths", args=[germany.objective.pk])


def change(path, cast, **values):
    return paths.change(path=Path.objects.get(pk=path.pk), by=cast.manager, version=None, values=values)


def post(user, where: str, **fields):
    return signed_in(user).post(where, {"from": "board", **fields}, **BOARD)


def of(name: str, path: Path) -> str:
    return reverse(f"objectives:{name}", args=[path.pk])


# --- ranked --------------------------------------------------------------------------------------------------------


def test_the_four_european_paths_stand_with_their_scores_in_the_published_order(europe, germany, cast):
    text = page(cast.manager, address(germany))
    places = [text.index(CASE["paths"][int(code) - 1]["title_en"]) for code in CASE["expected_order"]]
    assert places == sorted(places)
    for shown in ("73.9", "69.3", "63.8", "43.0"):
        assert f'<b class="score">{shown}</b>' in text
    assert "Firm: it takes 13.3 points more on “few resources needed” to put “Restructure Amazon ads" in text


def test_in_chinese_the_titles_and_the_sentence_are_chinese(europe, germany, cast):
    client = signed_in(cast.manager)
    client.cookies["django_language"] = "zh-hans"
    cast.manager.language = "zh-hans"
    cast.manager.save(update_fields=["language"])
    text = client.get(address(germany)).content.decode()
    assert CASE["paths"][2]["title_zh"] in text
    assert "人天" in text
    assert "Resources follow the rank" not in text


def test_a_fifth_path_comes_and_goes_without_reordering_the_others(europe, germany, cast):
    before = [row.path.pk for row in board_of(germany.objective).rows]
    fifth = paths.make(objective=germany.objective, by=cast.manager, values={"title": "Affiliates", "language": "en"})
    change(fifth, cast, estimated_cost=D(10), estimated_return=D(25), resource_need=10, difficulty=35, long_term=55)
    during = [row.path.pk for row in board_of(germany.objective).rows]
    assert fifth.pk in during
    assert [key for key in during if key != fifth.pk] == before
    paths.delete(path=fifth, by=cast.manager)
    assert [row.path.pk for row in board_of(germany.objective).rows] == before


def test_a_narrow_lead_is_called_a_close_call_at_both_paths(europe, germany, cast):
    change(europe[1], cast, resource_need=5)
    text = page(cast.manager, address(germany))
    assert "Close call:" in text
    assert text.count('<span class="chip warn">close call</span>') == 3  # two rows, and the sentence


def test_what_cannot_be_done_stands_last_with_its_reason_and_a_need_stands_before(europe, germany, cast):
    change(europe[2], cast, infeasible_reason="No slot in the port")
    change(europe[1], cast, needs_first=europe[3])
    text = page(cast.manager, address(germany))
    titles = [CASE["paths"][index]["title_en"] for index in (3, 1, 0, 2)]
    places = [text.index(f'data-title="{title}"') for title in titles]
    assert places == sorted(places)
    assert "No slot in the port" in text
    assert "after “Dynamic pricing and member reactivation”" in text


# --- brainstorm -----------------------------------------------------------------------------------------------------


def test_a_line_is_an_idea_and_the_board_comes_back_with_it(germany, cast):
    answer = post(cast.manager, address(germany), title="  直播带货 ")
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith('<div id="board"')
    made = Path.objects.get(title="直播带货")
    assert (made.language, made.objective_id) == ("zh-hans", germany.objective.pk)
    assert "not estimated yet" in answer.content.decode()


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "a\x00b"])
def test_an_empty_or_endless_idea_is_refused_beside_the_line(germany, cast, title):
    count = Path.objects.count()
    answer = post(cast.manager, address(germany), title=title)
    assert answer.status_code == 400
    assert 'class="error" data-field="title"' in answer.content.decode()
    plain = signed_in(cast.manager).post(address(germany), {"title": title})
    assert plain.status_code == 400
    assert 'id="idea-title"' in plain.content.decode()
    assert Path.objects.count() == count


def test_without_script_an_idea_leads_back_to_the_board(germany, cast):
    answer = signed_in(cast.manager).post(address(germany), {"from": "board", "title": "Affiliates"})
    assert (answer.status_code, answer["Location"]) == (302, address(germany))


def test_a_title_of_markup_is_shown_as_text(germany, cast):
    answer = post(cast.manager, address(germany), title='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.content.decode()


# --- estimates ------------------------------------------------------------------------------------------------------


def test_an_estimate_is_saved_alone_with_its_source(germany, cast):
    path = germany.paths[0]
    answer = post(
        cast.manager,
        of("estimates", path),
        version=path.version,
        estimated_cost="12,000",
        estimated_cost_source="Quote of 3 Sep",
    )
    assert answer.status_code == 200
    saved = Path.objects.get(pk=path.pk)
    assert (saved.estimated_cost, saved.estimated_cost_source) == (D(12000), "Quote of 3 Sep")
    assert saved.difficulty == path.difficulty
    assert Activity.objects.filter(noun="path", object_id=path.pk).first().after == {
        "estimated_cost": "12000",
        "estimated_cost_source": "Quote of 3 Sep",
    }


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("risk", "101", "Enter a whole number from 0 to 100."),
        ("time_to_effect", "-1", "Enter a whole number from 0 to 100."),
        ("long_term", "much", "Enter an ordinary number."),
        ("estimated_cost", "-5", "Costs and budgets cannot be negative."),
        ("person_days_given", "-5", "Person-days cannot be negative."),
        ("person_days_needed", "NaN", "Enter an ordinary number."),
        ("estimated_return", "9" * 40, "Enter a number of at most 15 digits."),
    ],
)
def test_a_wrong_estimate_is_refused_with_a_sentence_and_nothing_is_stored(germany, cast, field, typed, sentence):
    path = germany.paths[0]
    answer = post(cast.manager, of("estimates", path), version=path.version, **{field: typed})
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert Path.objects.get(pk=path.pk).version == path.version


@pytest.mark.parametrize("version", ["x", "9" * 30, "-1", ""])
def test_a_version_that_no_page_of_ours_sends_is_no_way_to_break_the_page(germany, cast, version):
    path = germany.paths[0]
    answer = post(cast.manager, of("estimates", path), version=version, risk="7")
    assert answer.status_code in (200, 400, 412)
    where = reverse("objectives:reset_criterion_weights", args=[germany.objective.pk])
    assert post(cast.manager, where, version=version).status_code in (200, 400, 412)


def test_of_two_tabs_the_second_is_shown_what_the_first_has_saved(germany, cast):
    path = germany.paths[0]
    post(cast.manager, of("estimates", path), version=path.version, estimated_cost="5,000")
    answer = post(cast.manager, of("estimates", path), version=path.version, estimated_cost="6,000")
    assert answer.status_code == 412
    assert "Cost: saved meanwhile 5,000, you typed 6,000" in answer.content.decode()
    assert Path.objects.get(pk=path.pk).estimated_cost == D(5000)


def test_without_script_the_whole_form_is_sent_and_refused_on_a_page(germany, cast):
    path = germany.paths[0]
    client = signed_in(cast.manager)
    answer = client.post(of("estimates", path), {"version": path.version, "risk": "200", "difficulty": "20"})
    assert answer.status_code == 400
    assert "Enter a whole number from 0 to 100." in answer.content.decode()
    assert client.get(of("estimates", path)).status_code == 200


def test_the_database_refuses_estimates_out_of_bounds(germany):
    path = Path.objects.filter(pk=germany.paths[0].pk)
    for wrong in ({"risk": 101}, {"time_to_effect": 101}, {"person_days_needed": -1}, {"person_days_given": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            path.update(**wrong)


# --- ranks by hand --------------------------------------------------------------------------------------------------


def test_a_rank_by_hand_names_reason_person_and_day_and_keeps_the_computed_one(europe, germany, cast):
    path = europe[0]
    fields = {"version": path.version, "pinned_rank": "1", "pin_reason": "The season begins"}
    answer = post(cast.manager, of("pin_path", path), **fields)
    assert answer.status_code == 200
    text = " ".join(answer.content.decode().split())
    assert text.index(CASE["paths"][0]["title_en"]) < text.index(CASE["paths"][2]["title_en"])
    assert "computed: 4" in text
    assert "computed rank 4: The season begins" in text
    saved = Path.objects.get(pk=path.pk)
    assert (saved.pinned_by, saved.pinned_at is None) == (cast.manager, False)
    back = post(cast.manager, of("pin_path", path), version=saved.version, pinned_rank="")
    assert back.status_code == 200
    saved.refresh_from_db()
    assert (saved.pinned_rank, saved.pinned_by, saved.pinned_at) == (None, None, None)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_rank_by_hand_without_a_reason_is_refused_and_nothing_is_stored(europe, cast, reason):
    path = europe[0]
    answer = post(cast.manager, of("pin_path", path), version=path.version, pinned_rank="1", pin_reason=reason)
    assert answer.status_code == 400
    assert 'data-field="pin_reason">Say why the rank is set by hand.' in answer.content.decode()
    with pytest.raises(Refusal):
        change(path, cast, pinned_rank=1, pin_reason=reason)
    with pytest.raises(IntegrityError), transaction.atomic():
        Path.objects.filter(pk=path.pk).update(pinned_rank=1)
    assert Path.objects.get(pk=path.pk).pinned_rank is None


def test_a_parked_idea_is_kept_and_comes_back_with_one_tap(europe, cast):
    path = europe[3]
    answer = post(cast.manager, of("park_path", path), version=path.version)
    assert "Rank it again" in answer.content.decode()
    assert Path.objects.get(pk=path.pk).parked
    answer = post(cast.manager, of("unpark_path", path))
    assert "Rank it again" not in answer.content.decode()


# --- weights --------------------------------------------------------------------------------------------------------


def send_weights(user, germany, version=1, **weights):
    where = reverse("objectives:criterion_weights", args=[germany.objective.pk])
    usual = {"roi": 0, "resources": 0, "difficulty": 0, "long_term": 0, "time_to_effect": 0}
    return post(user, where, version=version, **{**usual, **weights})


def test_an_objective_may_have_its_own_weights_and_go_back_to_the_companys(europe, germany, cast):
    answer = send_weights(cast.manager, germany, long_term=100)
    text = answer.content.decode()
    assert text.index(CASE["paths"][0]["title_en"]) < text.index(CASE["paths"][2]["title_en"])  # long-term value 90
    assert "for this objective" in text
    version = ObjectiveWeights.objects.get().version
    reset = reverse("objectives:reset_criterion_weights", args=[germany.objective.pk])
    text = post(cast.manager, reset, version=version).content.decode()
    assert text.index(CASE["paths"][2]["title_en"]) < text.index(CASE["paths"][0]["title_en"])
    assert not ObjectiveWeights.objects.get().is_own


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ({}, "At least one criterion needs a weight above 0."),
        ({"roi": -1, "resources": 5}, "Enter a whole number from 0 to 1,000."),
        ({"roi": "heavy"}, "Enter an ordinary number."),
        ({"roi": 1001}, "Enter a whole number from 0 to 1,000."),
    ],
)
def test_weights_that_cannot_rank_are_refused_with_a_sentence_and_nothing_is_stored(germany, cast, weights, sentence):
    answer = send_weights(cast.manager, germany, **weights)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not ObjectiveWeights.objects.filter(is_own=True).exists()


def test_the_database_refuses_negative_weights_and_all_0(germany, cast):
    path_weights.set_own(objective=germany.objective, by=cast.manager, version=None, weights={"roi": 1})
    path_weights.set_company(by=cast.administrator, version=None, weights={"roi": 1})
    for kind in (ObjectiveWeights, CompanyWeights):
        for wrong in ({"roi": -1, "resources": 5}, {"roi": 0}, {"roi": 1001}):
            with pytest.raises(IntegrityError), transaction.atomic():
                kind.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyWeights.objects.create(pk=2)


def test_two_people_do_not_overwrite_each_others_weights(germany, cast):
    assert send_weights(cast.manager, germany, roi=10).status_code == 200
    answer = send_weights(cast.manager, germany, roi=20)
    assert answer.status_code == 412
    assert "return on investment: saved meanwhile 10, you typed 20" in answer.content.decode()
    with pytest.raises(Stale):
        path_weights.follow_company(objective=germany.objective, by=cast.manager, version=1)


def test_the_companys_weights_rank_every_objective_without_its_own(europe, germany, cast):
    where = reverse("objectives:usual_weights")
    weights = {"roi": "", "resources": "", "difficulty": "", "long_term": "100", "time_to_effect": ""}
    answer = signed_in(cast.administrator).post(where, {"version": 1, **weights})
    assert answer.status_code == 302
    assert board_of(germany.objective).first == europe[0]
    assert "the company's weights" in page(cast.manager, address(germany)).replace("&#x27;", "'")
    assert "Save" not in page(cast.manager, where)


# --- speed --------------------------------------------------------------------------------------------------------


def test_the_board_of_forty_paths_asks_as_much_as_that_of_two(
    germany, cast, django_assert_num_queries, django_assert_max_num_queries
):
    client = signed_in(cast.manager)
    client.get(address(germany))
    with django_assert_max_num_queries(30) as few:
        assert client.get(address(germany)).status_code == 200
    for number in range(38):
        paths.make(
            objective=germany.objective,
            by=cast.manager,
            values={"title": f"Idea {number}", "language": "en", "parked": number % 4 == 0},
        )
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(address(germany))
