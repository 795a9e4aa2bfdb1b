"""Pages of the words that plans share: scope typed as tags, a metric taken from the glossary or defined on the spot."""

import pytest
from django.test import Client
from django.urls import reverse

from objectives.actions import frame, scope
from objectives.models import Measure, Metric, ScopeTag
from tests.builders import make_cycle, make_objective
from tests.objectives.test_plan_forms import standing, text_of


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def manager(cast):
    return signed_in(cast.manager)


@pytest.fixture
def gmv(cast):
    values = {"name": "new-customer GMV", "name_other": "新客GMV", "language": "en", "unit": "EUR", "owner": cast.boss}
    told = {"definition": "paid first orders, net of returns", "formula": "orders - returns", "source": "ERP"}
    return frame.make_metric(by=cast.manager, values={**values, **told})


def own_form(germany) -> str:
    return reverse("objectives:own_metric", args=[germany.objective.pk])


def chinese(person) -> Client:
    person.language = "zh-hans"
    person.save()
    return signed_in(person)


# --- scope --------------------------------------------------------------------------------------------------


def test_a_scope_field_offers_the_words_of_its_kind_in_both_languages(manager, cast, germany):
    scope.make(by=cast.manager, values={"kind": "market", "name": "德国", "name_other": "Germany"})
    scope.make(by=cast.manager, values={"kind": "channel", "name": "Amazon"})
    text = text_of(manager.get(reverse("objectives:edit", args=[germany.objective.pk])))
    markets = text.partition('<datalist id="id_sites_options">')[2].partition("</datalist>")[0]
    assert '<option value="Germany" label="德国">' in markets
    assert "Amazon" not in markets


def test_the_form_of_an_objective_asks_once_for_all_words(manager, cast, germany, django_assert_max_num_queries):
    address = reverse("objectives:edit", args=[germany.objective.pk])
    manager.get(address)
    with django_assert_max_num_queries(14) as few:
        manager.get(address)
    ScopeTag.objects.bulk_create(ScopeTag(kind="market", name=f"m{one}", key=f"m{one}") for one in range(60))
    with django_assert_max_num_queries(len(few.captured_queries)):
        manager.get(address)


def test_words_typed_with_chinese_commas_are_saved_as_tags(manager, germany):
    address = reverse("objectives:edit", args=[germany.objective.pk])
    assert manager.post(address, {**standing(manager, address), "sites": "德国\u3001法国\uff0c"}).status_code == 302
    germany.objective.refresh_from_db()
    assert germany.objective.sites == "德国, 法国"
    assert set(ScopeTag.objects.values_list("name", flat=True)) == {"德国", "法国"}


@pytest.mark.parametrize("typed", ["x" * 20_000, "y" * 61, ",".join(f"m{one}" for one in range(500))])
def test_a_scope_that_does_not_fit_is_refused_beside_its_field_and_kept(manager, germany, typed):
    address = reverse("objectives:edit", args=[germany.objective.pk])
    answer = manager.post(address, {**standing(manager, address), "sites": typed, "segment": "kept as typed"})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["sites"]
    assert f'value="{typed}"' in text_of(answer)
    assert "kept as typed" in text_of(answer)
    assert not ScopeTag.objects.exists()


def test_html_in_a_word_is_only_text(manager, cast):
    make_objective(cast, make_cycle(cast), sites='<script>alert("x")</script>')
    text = text_of(manager.get("/settings/scope/"))
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_the_card_of_the_plan_reads_in_the_readers_language(cast, germany):
    scope.make(by=cast.manager, values={"kind": "market", "name": "Germany", "name_other": "德国"})
    address = reverse("objectives:edit", args=[germany.objective.pk])
    manager = signed_in(cast.manager)
    manager.post(address, {**standing(manager, address), "sites": "germany", "segment": "new customers"})
    plan = reverse("objectives:plan", args=[germany.objective.pk])
    assert "Germany, new customers" in text_of(manager.get(plan))
    assert "德国\u3001new customers" in text_of(chinese(cast.colleague).get(plan))


def test_the_settings_list_words_by_kind_with_their_uses(manager, cast):
    cycle = make_cycle(cast)
    for _time in range(2):
        make_objective(cast, cycle, sites="Germany", channels="Amazon")
    groups = manager.get("/settings/scope/").context["groups"]
    shown = {group.kind.value: [(line.tag.name, line.uses) for line in group.lines] for group in groups}
    assert shown == {"market": [("Germany", 2)], "channel": [("Amazon", 2)], "product": [], "segment": []}


def test_the_settings_of_scope_ask_a_fixed_number_of_questions(manager, cast, django_assert_num_queries):
    cycle = make_cycle(cast)
    make_objective(cast, cycle, sites="Germany")
    manager.get("/settings/scope/")
    with django_assert_num_queries(6):  # session, person, two for roles, objectives, tags
        manager.get("/settings/scope/")
    make_objective(cast, cycle, sites=", ".join(f"m{one}" for one in range(30)))
    with django_assert_num_queries(6):
        manager.get("/settings/scope/")


def test_a_word_is_renamed_and_translated_on_its_page(manager, cast):
    objective = make_objective(cast, make_cycle(cast), sites="Germny")
    tag = ScopeTag.objects.get()
    address = reverse("objectives:edit_scope_tag", args=[tag.pk])
    form = {**standing(manager, address), "name": "Germany", "name_other": "德国"}
    assert manager.post(address, form).status_code == 302
    objective.refresh_from_db()
    assert objective.sites == "Germany"
    assert manager.post(address, {**form, "name": "Deutschland"}).status_code == 412


def test_two_words_become_one_and_an_unused_one_can_be_brought_back(manager, cast):
    objective = make_objective(cast, make_cycle(cast), sites="Germany, DE")
    kept, gone = ScopeTag.objects.get(name="Germany"), ScopeTag.objects.get(name="DE")
    assert manager.post(reverse("objectives:merge_scope_tag", args=[gone.pk]), {"into": kept.pk}).status_code == 302
    objective.refresh_from_db()
    assert objective.sites == "Germany"
    assert manager.post(reverse("objectives:delete_scope_tag", args=[kept.pk])).status_code == 409
    spare = scope.make(by=cast.manager, values={"kind": "market", "name": "Spain"})
    manager.post(reverse("objectives:delete_scope_tag", args=[spare.pk]))
    assert not ScopeTag.objects.alive().filter(name="Spain").exists()
    manager.post(reverse("objectives:restore_scope_tag", args=[spare.pk]))
    assert ScopeTag.objects.alive().filter(name="Spain").exists()


def test_merging_a_word_into_one_of_another_kind_is_refused(manager, cast):
    make_objective(cast, make_cycle(cast), sites="Germany", channels="Amazon")
    market, channel = ScopeTag.objects.get(kind="market"), ScopeTag.objects.get(kind="channel")
    address = reverse("objectives:merge_scope_tag", args=[market.pk])
    assert manager.post(address, {"into": channel.pk}).status_code == 400
    assert manager.post(address, {"into": ""}).status_code == 400


# --- the glossary in the form of a measure ------------------------------------------------------------------


def test_typing_finds_metrics_in_both_languages(manager, gmv):
    for typed in ("gmv", "新客", "GMV new"):
        text = text_of(manager.get("/glossary/look/", {"name": typed}))
        assert f'value="metric:{gmv.pk}"' in text
        assert "paid first orders" in text
    assert "“delivery time” is not in the glossary yet" in text_of(
        manager.get("/glossary/look/", {"name": "delivery time"})
    )


def test_nearly_the_same_name_is_asked_about(manager, gmv):
    assert "Did you mean" in text_of(manager.get("/glossary/look/", {"name": "New costumer GMV"}))


def test_a_chosen_metric_shows_what_it_means_and_who_answers_for_it(manager, gmv, cast):
    text = text_of(manager.get("/glossary/look/", {"name": "x", "metric": gmv.pk}))
    for shown in ("paid first orders, net of returns", "orders - returns", "ERP", "EUR", cast.boss.name):
        assert shown in text


@pytest.mark.parametrize(
    "typed", ["", "\U0001f600", "<b>x</b>", "\u202e\u200f", "x" * 5_000, ",,,", "' OR 1=1 --", "\x00"]
)
def test_looking_up_anything_answers(manager, gmv, typed):
    answer = manager.get("/glossary/look/", {"name": typed, "metric": "9" * 30})
    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.content.decode()


def test_looking_up_costs_one_question(manager, gmv, django_assert_num_queries):
    manager.get("/glossary/look/", {"name": "gmv"})
    with django_assert_num_queries(3):  # session, person, metrics
        manager.get("/glossary/look/", {"name": "gmv"})


def test_a_measure_takes_its_unit_from_the_metric_it_takes(manager, germany, gmv):
    address = own_form(germany)
    form = {**standing(manager, address), "metric": gmv.pk, "unit": ""}
    assert manager.post(address, form).status_code == 302
    germany.own.refresh_from_db()
    assert (germany.own.metric, germany.own.unit) == (gmv, "EUR")


def test_one_click_takes_the_metric_without_scripts_too(manager, germany, gmv):
    address = own_form(germany)
    form = {**standing(manager, address), "definition": "whatever", "take": f"metric:{gmv.pk}"}
    assert manager.post(address, form).status_code == 302
    germany.own.refresh_from_db()
    assert germany.own.metric == gmv
    assert Metric.objects.count() == 1


def test_another_unit_than_that_of_the_glossary_is_refused_with_a_sentence(manager, germany, gmv):
    address = own_form(germany)
    answer = manager.post(address, {**standing(manager, address), "metric": gmv.pk, "unit": "orders"})
    assert answer.status_code == 400
    assert "in EUR" in answer.context["form"].errors["unit"][0]
    germany.own.refresh_from_db()
    assert germany.own.metric is None


def test_a_new_metric_is_defined_in_the_form_of_the_measure(manager, germany, cast):
    address = reverse("objectives:new_measure", args=[germany.key_results[0].pk])
    figures = {"direction": "at_most", "accumulation": "level", "target": "72", "weight": "0", "rhythm": "weekly"}
    told = {"definition": "From order to door", "formula": "door - order", "metric_source": "carrier", "unit": "hours"}
    assert manager.post(address, {"name": "delivery time", **figures, **told}).status_code == 302
    metric, measure = Metric.objects.get(), Measure.objects.latest("pk")
    assert measure.metric == metric
    assert (metric.name, metric.definition, metric.unit) == ("delivery time", "From order to door", "hours")
    assert (metric.formula, metric.source, metric.owner) == ("door - order", "carrier", cast.manager)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"formula": "a / b"}, "definition"),
        ({"definition": "From order to door", "unit": ""}, "unit"),
        ({"definition": "x" * 20_000}, "definition"),
    ],
)
def test_half_a_definition_is_refused_beside_its_field_and_kept(manager, germany, told, field):
    address = own_form(germany)
    answer = manager.post(address, {**standing(manager, address), "name": "delivery time", **told})
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert answer.context["form"].shows_definition
    assert not Metric.objects.exists()


def test_a_refused_measure_leaves_no_definition_behind(manager, germany):
    address = own_form(germany)
    wrong = {"name": "delivery time", "definition": "From order to door", "target": "-5"}
    answer = manager.post(address, {**standing(manager, address), **wrong})
    assert answer.status_code == 400
    assert not Metric.objects.exists()


def test_nearly_the_same_metric_is_defined_only_when_somebody_says_it_is_another(manager, germany, gmv):
    address = own_form(germany)
    said = {"name": "new customer GMVs", "name_other": "", "definition": "first orders, gross"}
    form = {**standing(manager, address), **said}
    answer = manager.post(address, form)
    assert answer.status_code == 400
    offers = {offer.take: offer.label for offer in answer.context["form"].offers}
    assert offers == {
        f"metric:{gmv.pk}": "Take “new-customer GMV”",
        "define": "It is something else: define it",
    }
    assert Metric.objects.count() == 1
    assert manager.post(address, {**form, "take": "define"}).status_code == 302
    assert Metric.objects.count() == 2


def test_the_glossary_itself_asks_before_it_takes_nearly_the_same_word(manager, gmv):
    form = {"name": "GMV of new customers", "unit": "EUR", "definition": "first orders, gross"}
    answer = manager.post("/glossary/new/", form)
    assert answer.status_code == 400
    assert "paid first orders" in text_of(answer)
    assert manager.post("/glossary/new/", {**form, "take": "define"}).status_code == 302
    assert Metric.objects.count() == 2


def test_a_taken_metric_that_is_no_metric_is_refused(manager, germany):
    address = own_form(germany)
    for taken in ("metric:999999", "metric:x", "metric:", "nonsense"):
        answer = manager.post(address, {**standing(manager, address), "take": taken, "unit": ""})
        assert answer.status_code in (302, 400)
    assert Measure.objects.get(pk=germany.own.pk).metric is None


def test_the_glossary_shows_who_uses_a_metric_as_far_as_one_sees_it(manager, germany, gmv, cast):
    address = own_form(germany)
    manager.post(address, {**standing(manager, address), "metric": gmv.pk})
    draft = make_objective(cast, germany.cycle, title="quiet draft")
    draft_form = reverse("objectives:own_metric", args=[draft.pk])
    figures = {"name": "GMV", "direction": "increase", "accumulation": "sum", "baseline": "0", "target": "9"}
    manager.post(draft_form, {**figures, "metric": gmv.pk, "rhythm": "weekly"})
    assert "Win EUR 500,000" in text_of(manager.get("/glossary/"))
    assert "quiet draft" in text_of(manager.get("/glossary/"))
    elsewhere = text_of(signed_in(cast.outsider).get("/glossary/"))
    assert "Win EUR 500,000" in elsewhere
    assert "quiet draft" not in elsewhere


def test_the_glossary_asks_a_fixed_number_of_questions(manager, germany, gmv, cast, django_assert_num_queries):
    manager.get("/glossary/")
    with django_assert_num_queries(6):  # session, person, two for roles, metrics, measures
        manager.get("/glossary/")
    values = {"definition": "d", "unit": "EUR", "language": "en"}
    for name in ("turnover", "parcels", "complaints", "stars"):
        metric = frame.make_metric(by=cast.manager, values={"name": name, **values})
        Measure.objects.filter(key_result__isnull=False).update(metric=metric)
    with django_assert_num_queries(6):
        manager.get("/glossary/")


# --- the baseline -------------------------------------------------------------------------------------------


def test_the_card_says_where_and_when_the_baseline_was_taken(manager, germany, cast):
    address = own_form(germany)
    said = {"baseline_source": "ERP, September", "baseline_on": "2026-09-30"}
    assert manager.post(address, {**standing(manager, address), **said}).status_code == 302
    plan = reverse("objectives:plan", args=[germany.objective.pk])
    assert "baseline: ERP, September, 30 Sep 2026" in text_of(manager.get(plan))
    assert "基线\uff1aERP, September\u30012026年9月30日" in text_of(chinese(cast.colleague).get(plan))


def test_a_baseline_of_tomorrow_is_refused_beside_its_field(manager, germany):
    address = own_form(germany)
    answer = manager.post(address, {**standing(manager, address), "baseline_on": "2026-10-21"})
    assert answer.status_code == 400
    assert "baseline_on" in answer.context["form"].errors
