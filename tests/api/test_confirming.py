"""Confirming through the API: all that is missing at once, answers, who has seen the plan, and their questions."""

from decimal import Decimal

from objectives.actions import measures
from objectives.core.vocabulary import Letter
from objectives.models import Acknowledgement, FindingAnswer
from tests.api.conftest import errors
from tests.builders import make_objective

SENTENCE = {"text": "The whole site", "text_other": "整个站点", "language": "en"}


def findings(smart, letter):
    found = next(one for one in smart["letters"] if one["letter"] == letter)
    return {one["code"]: one for one in found["findings"]}


def test_everything_that_is_missing_comes_in_one_answer_with_codes(api, cast, germany):
    draft = make_objective(cast, germany.cycle)
    refused = api(cast.manager).post(f"objectives/{draft.pk}/confirm/")
    assert refused.status_code == 400
    codes = [one["code"] for one in refused.json()["errors"]]
    assert codes == ["no_measure", "no_key_result"]
    smart = api(cast.manager).read(f"objectives/{draft.pk}/smart/")
    assert (smart["may_be_confirmed"], smart["missing_for_confirmation"]) == (False, codes)


def test_an_answer_stands_beside_its_finding_and_leaves_the_verdict(api, cast, germany):
    manager, path = api(cast.manager), f"objectives/{germany.objective.pk}"
    made = manager.put(f"{path}/answers/no_scope/", SENTENCE)
    assert (made.status_code, made["ETag"]) == (200, '"1"')
    found = findings(api(cast.outsider).read(f"{path}/smart/"), Letter.SPECIFIC)["no_scope"]
    assert found["verdict"] == "fail"
    assert found["answer"] == {**SENTENCE, "by": cast.manager.pk, "day": "2026-10-20"}
    changed = manager.put(f"{path}/answers/no_scope/", {"text": "Germany", "language": "en"}, version=1)
    assert changed.json()["version"] == 2
    assert manager.put(f"{path}/answers/no_scope/", {"text": "France"}, version=1).status_code == 412
    assert manager.delete(f"{path}/answers/no_scope/").status_code == 204
    assert findings(manager.read(f"{path}/smart/"), Letter.SPECIFIC)["no_scope"]["answer"] is None


def test_an_answer_about_money_is_left_out_for_who_does_not_see_money(api, cast, germany):
    path = f"objectives/{germany.objective.pk}"
    code = next(iter(findings(api(cast.manager).read(f"{path}/smart/"), Letter.ACHIEVABLE)))
    assert api(cast.manager).put(f"{path}/answers/{code}/", SENTENCE).status_code == 200
    seen = findings(api(cast.boss).read(f"{path}/smart/"), Letter.ACHIEVABLE)[code]["answer"]
    assert seen["text"] == "The whole site"
    assert findings(api(cast.staff).read(f"{path}/smart/"), Letter.ACHIEVABLE)[code]["answer"] is None


def test_bad_answers_are_refused_with_their_field(api, cast, germany):
    path = f"objectives/{germany.objective.pk}/answers"
    assert errors(api(cast.manager).put(f"{path}/no_scope/", {"text": " "}))[0][0] == "text"
    assert errors(api(cast.manager).put(f"{path}/no_scope/", {**SENTENCE, "code": "scoped"}))[0][0] == "code"
    assert api(cast.manager).put(f"{path}/no_measure/", SENTENCE).status_code == 409
    assert api(cast.manager).put(f"{path}/weather/", SENTENCE).status_code == 404


def test_confirming_keeps_the_answers_it_comes_with(api, cast, germany):
    draft = led_by_its_own_figure(cast, germany)
    answers = [{"code": "no_scope", **SENTENCE}]
    manager = api(cast.manager)
    done = manager.post(f"objectives/{draft.pk}/confirm/", {"answers": answers})
    assert (done.status_code, done.json()["plan_version"]) == (200, 1)
    assert FindingAnswer.objects.get(objective=draft).text_other == "整个站点"
    assert manager.post(f"objectives/{draft.pk}/confirm/").status_code == 409
    bad = manager.post(f"objectives/{draft.pk}/confirm/", {"answers": [{"code": "no_scope"}]})
    assert errors(bad)[0][0] == "answers.0.text"


def led_by_its_own_figure(cast, germany):
    """A plan that its own figure leads."""
    draft = make_objective(cast, germany.cycle, progress_basis="own_metric", title="Second")
    figure = {"name": "orders", "language": "en", "direction": "increase", "accumulation": "sum"}
    measures.make(by=cast.manager, objective=draft, values={**figure, "target": Decimal(9)})
    return draft


def test_seen_asked_and_answered(api, cast, germany):
    staff, manager = api(cast.staff), api(cast.manager)
    (mine,) = staff.read(f"acknowledgements/?user={cast.staff.pk}")["results"]
    assert (mine["plan_version"], mine["part"]["key_results"], mine["seen_at"]) == (1, [1, 2], None)
    path = f"acknowledgements/{mine['id']}"
    asked = staff.post(f"{path}/ask/", {"text": "Who hires?"})
    assert asked.json()["question"] == "Who hires?"
    assert manager.post(f"{path}/answer/", {"text": "Liu Fang"}).json()["answered_by"] == cast.manager.pk
    assert manager.post(f"{path}/acknowledge/").status_code == 403
    first = staff.post(f"{path}/acknowledge/").json()
    assert staff.post(f"{path}/acknowledge/").json() == first
    assert first["seen_at"] is not None


def test_the_list_of_an_objective_has_everyone_for_its_department_and_oneself_for_others(api, cast, germany):
    path = f"acknowledgements/?objective={germany.objective.pk}"
    everyone = {one["user"] for one in api(cast.manager).read(path)["results"]}
    assert everyone == set(Acknowledgement.objects.values_list("user", flat=True)) == {cast.manager.pk, cast.staff.pk}
    assert api(cast.outsider).read(path)["results"] == []


def test_what_another_objective_measures_is_told_by_id_to_who_sees_it(api, cast, germany):
    other = make_objective(cast, germany.cycle, title="Second")
    figure = {"name": "new-customer GMV", "language": "en", "direction": "increase", "accumulation": "sum"}
    measures.make(by=cast.manager, objective=other, values={**figure, "target": Decimal(9)})
    path = f"objectives/{germany.objective.pk}/smart/"
    found = findings(api(cast.manager).read(path), Letter.RELEVANT)["same_metric"]
    assert found["inputs"] == {"objectives": [other.pk]}
    assert "same_metric" not in findings(api(cast.staff).read(path), Letter.RELEVANT)
