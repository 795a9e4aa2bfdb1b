"""Reading a sentence over the API: what is asked back, in whose language, and that nothing is stored."""

import pytest

from objectives.models import Objective
from okrplan.models import Activity
from tests.api.conftest import errors
from tests.builders import TODAY, make_cycle, make_objective

PREVIEW = "smart/preview/"
VAGUE = "Significantly improve sales in Germany as soon as possible"


@pytest.fixture
def manager(api, cast, on_day):
    on_day(TODAY)
    return api(cast.manager)


def read(caller, **body):
    answer = caller.post(PREVIEW, body)
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_each_finding_has_code_letter_sentence_places_and_a_suggestion(manager):
    said = read(manager, text=VAGUE)
    found = {one["code"]: one for one in said["findings"]}
    assert {"no_number", "vague_time"} <= set(found)
    soon = found["vague_time"]
    assert (soon["letter"], soon["verdict"]) == ("T", "question")
    place = soon["spans"][0]
    assert VAGUE[place["start"] : place["end"]] == "as soon as possible"
    assert "as soon as possible" in soon["sentence"]
    assert soon["suggestion"]["text"] == "Significantly improve sales in Germany by __"
    letters = {one["letter"]: one["verdict"] for one in said["letters"]}
    assert (letters["M"], letters["T"], letters["A"], letters["R"]) == ("fail", "fail", None, None)


def test_what_the_sentence_says_is_proposed_with_exact_numbers(manager):
    said = read(manager, text="Win EUR 500,000 of new-customer GMV on Amazon Germany by 30 Nov")["proposal"]
    assert (said["target"], said["unit"], said["due_on"]) == ("500000", "EUR", "2026-11-30")
    assert "Amazon" in said["channels"]


def test_fields_settle_what_the_sentence_leaves_open(manager):
    filled = {"sites": "Germany", "name": "sales", "target": "5", "unit": "EUR", "due_on": "2026-12-31"}
    codes = {one["code"] for one in read(manager, text=VAGUE, owner="Wang Min", baseline="3", **filled)["findings"]}
    assert codes == set()


def test_sentences_come_in_the_callers_language_and_suggestions_in_that_of_the_text(manager, cast):
    cast.manager.language = "zh-hans"
    cast.manager.save()
    found = next(one for one in read(manager, text=VAGUE)["findings"] if one["code"] == "vague_time")
    assert "哪一天" in found["sentence"]
    assert found["suggestion"]["label"] == "by __"


def test_a_key_result_is_read_as_one(manager):
    codes = {one["code"] for one in read(manager, text="Hold trainings", kind="key_result")["findings"]}
    assert "activity" in codes


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "x", "kind": "poem"}, "kind"),
        ({"text": "x", "target": "1e309"}, "target"),
        ({"text": "x", "due_on": "31 Dec"}, "due_on"),
        ({"text": "x", "colour": "red"}, "colour"),
    ],
)
def test_bad_input_is_refused_by_its_field(manager, body, field):
    answer = manager.post(PREVIEW, body)
    assert answer.status_code == 400
    assert field in {one for one, _code in errors(answer)}


@pytest.mark.parametrize("text", ["🚀" * 200, "9" * 20_000, "<b>10 %</b>", "\u202e1e309\u202c", "尽快" * 9_000, " "])
def test_no_text_breaks_it(manager, text):
    assert manager.post(PREVIEW, {"text": text}).status_code in (200, 400)


def test_only_planners_read_and_nothing_is_stored(manager, api, cast):
    before = Activity.objects.count()
    read(manager, text=VAGUE)
    assert (Objective.objects.count(), Activity.objects.count()) == (0, before)
    for user in (cast.staff, cast.boss, cast.administrator):
        assert api(user).post(PREVIEW, {"text": VAGUE}).status_code == 403
    assert api().post(PREVIEW, {"text": VAGUE}).status_code == 401


def test_the_smart_check_of_an_objective_reads_its_title_too(manager, cast):
    made = make_objective(cast, make_cycle(cast), title="Significantly improve sales in Germany and cut returns by 5 %")
    said = manager.read(f"objectives/{made.pk}/smart/")
    codes = {one["code"] for one in said["text"]}
    assert "no_date" not in codes  # the due day settles it
    assert codes & {"two_goals", "vague_degree", "vague_verb", "no_baseline"}
    specific = next(one for one in said["letters"] if one["letter"] == "S")
    assert specific["findings"][0]["sentence"]
