"""The company's words of scope: they grow with the objectives, read in both languages, and are renamed everywhere."""

import pytest
from django.core.exceptions import ValidationError

from objectives.actions import objectives, scope
from objectives.core.vocabulary import TagKind
from objectives.models import Objective, ScopeTag
from objectives.queries import terms
from okrplan.models import Activity
from okrplan.refusals import Refusal, Stale, WrongState
from tests.builders import make_cycle, make_objective


@pytest.fixture
def cycle(cast):
    return make_cycle(cast)


def tag(name, kind="market"):
    return ScopeTag.objects.alive().get(name=name, kind=kind)


def tags_of(kind="market"):
    return {one.name: one.name_other for one in ScopeTag.objects.alive().filter(kind=kind)}


def change(objective, cast, **values):
    return objectives.change(objective=objective, by=cast.manager, version=None, values=values)


def test_words_that_nobody_used_before_become_tags_of_their_kind(cast, cycle):
    make_objective(cast, cycle, sites="Germany, France", channels="Amazon", segment="new customers")
    assert tags_of() == {"Germany": "", "France": ""}
    assert (tags_of("channel"), tags_of("product"), tags_of("segment")) == ({"Amazon": ""}, {}, {"new customers": ""})
    assert Activity.objects.filter(noun="scope_tag", verb="made").count() == 4


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("germany", "Germany"),
        ("\uff27\uff25\uff32\uff2d\uff21\uff2e\uff39\uff0c  FRANCE", "Germany, France"),
        ("France;Germany;france", "France, Germany"),
        ("Germany\u3001\u200eFrance\u202e", "Germany, France"),
        (",\uff0c\u3001 ; ,", ""),
        ("\U0001f600, <b>Germany</b>", "\U0001f600, <b>Germany</b>"),
    ],
)
def test_a_word_is_stored_as_its_tag_is_written(cast, cycle, typed, stored):
    make_objective(cast, cycle, sites="Germany, France")
    assert make_objective(cast, cycle, sites=typed).sites == stored


def test_both_languages_side_by_side_teach_the_tag_its_translation(cast, cycle):
    make_objective(cast, cycle, language="zh-hans", sites="德国、TikTok", sites_other="Germany, TikTok")
    assert tags_of() == {"德国": "Germany", "TikTok": ""}
    make_objective(cast, cycle, sites="Germany, France", sites_other="德国、法国")
    assert tags_of() == {"德国": "Germany", "TikTok": "", "France": "法国"}


def test_a_word_known_in_the_other_language_makes_no_second_tag(cast, cycle):
    scope.make(by=cast.manager, values={"kind": "market", "name": "德国", "name_other": "Germany"})
    assert make_objective(cast, cycle, sites="GERMANY").sites == "Germany"
    assert tags_of() == {"德国": "Germany"}


def test_a_scope_reads_in_the_readers_language_where_the_tag_knows_it(cast, cycle):
    objective = make_objective(cast, cycle, language="zh-hans", title="增长", sites="德国、法国", segment="新客")
    for name, other in (("德国", "Germany"), ("法国", "France")):
        scope.change(tag=tag(name), by=cast.manager, version=None, values={"name_other": other})
    known = terms.of_objective(objective)
    assert terms.scope_lines(objective, known, "en") == ["Germany", "France", "新客"]
    assert terms.scope_lines(objective, known, "zh-hans") == ["德国", "法国", "新客"]


def test_a_scope_costs_one_question_however_many_words_it_has(cast, cycle, django_assert_num_queries):
    objective = make_objective(cast, cycle, sites=", ".join(f"M{one}" for one in range(40)), products="lamp")
    with django_assert_num_queries(1):
        assert len(terms.scope_lines(objective, terms.of_objective(objective), "en")) == 41


def test_another_scope_drops_the_translation_of_the_old_one(cast, cycle):
    objective = make_objective(
        cast, cycle, sites="Germany", sites_other="德国", channels="Amazon", channels_other="亚马逊"
    )
    changed = change(objective, cast, sites="France", channels="Amazon,")
    assert (changed.sites, changed.sites_other) == ("France", "")
    assert (changed.channels, changed.channels_other) == ("Amazon", "亚马逊")


def test_other_commas_alone_change_nothing(cast, cycle):
    objective = make_objective(cast, cycle, sites="Germany, France")
    assert change(objective, cast, sites="Germany\u3001France").version == objective.version


def test_a_renamed_tag_is_renamed_in_every_objective_and_leaves_a_trace(cast, cycle):
    first = make_objective(cast, cycle, sites="Germany, France")
    second = make_objective(cast, cycle, language="zh-hans", sites="德国", sites_other="Germany")
    other = make_objective(cast, cycle, channels="Germany")
    scope.change(tag=tag("Germany"), by=cast.manager, version=None, values={"name": "DE site"})
    for one in (first, second, other):
        one.refresh_from_db()
    assert (first.sites, second.sites, second.sites_other) == ("DE site, France", "德国", "DE site")
    assert (other.channels, other.version) == ("Germany", 1)
    noted = Activity.objects.get(noun="objective", objective_id=first.pk, verb="changed")
    assert (noted.before["sites"], noted.after["sites"]) == ("Germany, France", "DE site, France")


def test_two_people_cannot_rename_the_same_word_over_each_other(cast, cycle):
    make_objective(cast, cycle, sites="Germany")
    scope.change(tag=tag("Germany"), by=cast.manager, version=1, values={"name": "DE"})
    with pytest.raises(Stale):
        scope.change(tag=tag("DE"), by=cast.manager, version=1, values={"name": "Deutschland"})


def test_two_words_merge_into_one_and_objectives_follow(cast, cycle):
    objective = make_objective(cast, cycle, sites="Germany, Deutschland, France")
    scope.merge(tag=tag("Deutschland"), into=tag("Germany"), by=cast.manager)
    objective.refresh_from_db()
    assert objective.sites == "Germany, France"
    assert tags_of() == {"Germany": "", "France": ""}


def test_merging_a_word_with_its_translation_makes_a_tag_that_knows_both(cast, cycle):
    chinese = make_objective(cast, cycle, language="zh-hans", sites="德国")
    make_objective(cast, cycle, sites="Germany")
    scope.merge(tag=tag("德国"), into=tag("Germany"), by=cast.manager)
    chinese.refresh_from_db()
    assert tags_of() == {"Germany": "德国"}
    assert chinese.sites == "德国"
    assert terms.scope_lines(chinese, terms.of_objective(chinese), "en") == ["Germany"]


def test_words_of_two_kinds_do_not_merge(cast, cycle):
    make_objective(cast, cycle, sites="Germany", channels="Amazon")
    with pytest.raises(Refusal):
        scope.merge(tag=tag("Germany"), into=tag("Amazon", "channel"), by=cast.manager)


def test_a_word_that_is_used_is_not_deleted_and_an_unused_one_comes_back(cast, cycle):
    objective = make_objective(cast, cycle, sites="Germany")
    with pytest.raises(WrongState):
        scope.delete(tag=tag("Germany"), by=cast.manager)
    change(objective, cast, sites="")
    gone = scope.delete(tag=tag("Germany"), by=cast.manager)
    assert tags_of() == {}
    scope.restore(tag=gone, by=cast.manager)
    assert tags_of() == {"Germany": ""}


def test_a_deleted_word_whose_place_is_taken_does_not_come_back(cast, cycle):
    values = {"kind": "market", "name": "Germany"}
    gone = scope.delete(tag=scope.make(by=cast.manager, values=values), by=cast.manager)
    scope.make(by=cast.manager, values={"kind": "market", "name": "德国", "name_other": "germany"})
    with pytest.raises(Refusal, match="there already"):
        scope.restore(tag=gone, by=cast.manager)


@pytest.mark.parametrize(
    ("name", "other", "field"),
    [
        ("", "", "name"),
        ("\u202e \u200e", "", "name"),
        ("Germany, France", "", "name"),
        ("x" * 61, "", "name"),
        ("x" * 20_000, "", "name"),
        ("FRANCE", "", "name"),
        ("Spain", "france", "name_other"),
        ("Spain", "法国、西班牙", "name_other"),
    ],
)
def test_a_bad_word_is_refused_beside_its_field(cast, name, other, field):
    scope.make(by=cast.manager, values={"kind": "market", "name": "法国", "name_other": "France"})
    with pytest.raises(Refusal) as refused:
        scope.make(by=cast.manager, values={"kind": "market", "name": name, "name_other": other})
    assert refused.value.field == field
    assert tags_of() == {"法国": "France"}


@pytest.mark.parametrize("line", [", ".join(f"m{one}" for one in range(500)), "x" * 20_000, "a" * 61])
def test_a_scope_that_is_too_long_is_refused_and_leaves_no_tags(cast, cycle, line):
    with pytest.raises((Refusal, ValidationError)) as refused:
        make_objective(cast, cycle, sites=line)
    assert refused.value.field == "sites"
    assert not Objective.objects.exists()
    assert not ScopeTag.objects.exists()


def test_tags_are_counted_by_objective_whichever_name_it_uses(cast, cycle, django_assert_num_queries):
    make_objective(cast, cycle, sites="Germany, France", sites_other="德国、法国")
    make_objective(cast, cycle, language="zh-hans", sites="德国")
    with django_assert_num_queries(2):
        market = next(group for group in terms.groups("en") if group.kind is TagKind.MARKET)
    assert {(line.name, line.other): line.uses for line in market.lines} == {
        ("France", "法国"): 1,
        ("Germany", "德国"): 2,
    }
