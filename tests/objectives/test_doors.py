"""Who sees what, and who may do what: the doors of `objectives.access`."""

from datetime import date

import pytest

from objectives import access
from objectives.access import Need
from objectives.actions import asks, key_results, objectives, tasks
from objectives.core.vocabulary import AskKind, Visibility
from objectives.models import Measure
from okrplan.people.models import Membership, User
from okrplan.people.roles import Role
from okrplan.refusals import Forbidden, Invisible, Refusal
from tests.builders import make_germany, make_objective
from tests.cast import person


def fresh(user: User) -> User:
    """The person as a new request sees them."""
    return User.objects.get(pk=user.pk)


def test_everyone_signed_in_reads_an_active_objective(cast, germany):
    for user in (cast.staff, cast.colleague, cast.outsider, cast.american_manager, cast.boss, cast.administrator):
        assert access.objective_for(fresh(user), germany.objective.pk) == germany.objective


def test_a_draft_exists_for_its_managers_and_owner_only(cast, on_day):
    on_day(date(2026, 10, 1))
    draft = make_germany(cast, active=False).objective
    assert access.objective_for(cast.manager, draft.pk) == draft
    for user in (cast.staff, cast.colleague, cast.boss, cast.french_manager, cast.outsider, cast.administrator):
        with pytest.raises(Invisible):
            access.objective_for(fresh(user), draft.pk)


def test_a_manager_of_a_department_above_plans_below(cast, germany):
    above = person("Upper Manager", department=cast.europe, role=Role.MANAGER)
    assert access.objective_for(above, germany.objective.pk, Need.REVISE)


@pytest.mark.parametrize("who", ["staff", "colleague", "boss", "french_manager", "outsider", "administrator"])
def test_nobody_else_changes_the_plan(cast, germany, who):
    with pytest.raises(Forbidden):
        access.objective_for(fresh(getattr(cast, who)), germany.objective.pk, Need.REVISE)


def test_a_department_only_objective_does_not_exist_elsewhere(cast, germany):
    objectives.change(
        objective=germany.objective,
        by=cast.manager,
        version=None,
        values={"visibility": Visibility.DEPARTMENT.value},
    )
    for user in (cast.staff, cast.colleague, cast.boss):
        assert access.objective_for(fresh(user), germany.objective.pk)
    for user in (cast.outsider, cast.french_manager):
        with pytest.raises(Invisible):
            access.objective_for(fresh(user), germany.objective.pk)


def test_a_department_that_shares_a_key_result_sees_a_department_only_objective(cast, germany):
    objectives.change(
        objective=germany.objective, by=cast.manager, version=None, values={"visibility": Visibility.DEPARTMENT.value}
    )
    share = key_results.offer_share(key_result=germany.key_results[0], by=cast.manager, department=cast.france)
    with pytest.raises(Invisible):
        access.objective_for(fresh(cast.french_manager), germany.objective.pk)
    key_results.accept_share(share=share, by=cast.french_manager)
    assert access.objective_for(fresh(cast.french_manager), germany.objective.pk)


def test_money_is_seen_by_managers_and_bosses_above(cast, germany):
    for user in (cast.manager, cast.boss):
        assert access.objective_for(fresh(user), germany.objective.pk, Need.MONEY)
    for user in (cast.staff, cast.outsider, cast.american_boss, cast.administrator):
        with pytest.raises(Invisible):
            access.objective_for(fresh(user), germany.objective.pk, Need.MONEY)


def test_owners_and_managers_check_in_and_others_do_not(cast, germany):
    measure = germany.measures[0]
    for user in (cast.staff, cast.manager):
        assert access.measure_for(fresh(user), measure.pk, Need.CHECK_IN)
    for user in (cast.colleague, cast.outsider, cast.boss, cast.french_manager, cast.administrator):
        with pytest.raises(Forbidden):
            access.measure_for(fresh(user), measure.pk, Need.CHECK_IN)


def test_a_sharing_manager_records_for_their_own_department(cast, germany):
    share = key_results.offer_share(key_result=germany.key_results[0], by=cast.manager, department=cast.france)
    key_results.accept_share(share=share, by=cast.french_manager)
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    assert access.contributing_department(fresh(cast.french_manager), measure) == cast.france.pk
    assert access.contributing_department(fresh(cast.staff), measure) == cast.germany.pk


def test_tasks_are_seen_by_the_department_and_people_with_a_role(cast, germany):
    task = tasks.make(
        objective=germany.objective,
        by=cast.manager,
        values={"title": "Film", "language": "en", "responsible": cast.outsider},
    )
    for user in (cast.colleague, cast.boss, cast.outsider, cast.administrator):
        assert access.task_for(fresh(user), task.pk) == task
    for user in (cast.french_manager, cast.american_manager):
        with pytest.raises(Invisible):
            access.task_for(fresh(user), task.pk)


def test_the_responsible_person_reports_progress_and_a_colleague_does_not(cast, germany):
    task = tasks.make(objective=germany.objective, by=cast.manager, values={"title": "Film", "responsible": cast.staff})
    assert access.task_for(fresh(cast.staff), task.pk, Need.PROGRESS)
    with pytest.raises(Forbidden):
        access.task_for(fresh(cast.colleague), task.pk, Need.PROGRESS)


def test_a_draft_ask_is_invisible_to_the_boss_until_it_is_submitted(cast, germany):
    values = {"kind": AskKind.MONEY.value, "title": "Traffic", "amount": 5000, "currency": "EUR"}
    ask = asks.make(objective=germany.objective, by=cast.manager, values=values)
    with pytest.raises(Invisible):
        access.ask_for(fresh(cast.boss), ask.pk)
    asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=date(2026, 10, 20))
    assert access.ask_for(fresh(cast.boss), ask.pk, Need.DECIDE) == ask
    for user in (cast.staff, cast.american_boss, cast.administrator):
        with pytest.raises(Invisible):
            access.ask_for(fresh(user), ask.pk)


def test_nobody_but_a_boss_above_is_asked(cast, germany):
    values = {"kind": AskKind.MONEY.value, "title": "Traffic", "amount": 5000, "currency": "EUR"}
    for user in (cast.staff, cast.american_boss, cast.french_manager, cast.administrator):
        with pytest.raises(Refusal, match="boss above"):
            asks.make(objective=germany.objective, by=cast.manager, values={**values, "decider": user})
    ask = asks.make(objective=germany.objective, by=cast.manager, values=values)
    with pytest.raises(Refusal, match="boss above"):
        asks.submit(ask=ask, by=cast.manager, decider=cast.staff, today=date(2026, 10, 20))


def test_who_is_no_longer_boss_above_does_not_decide(cast, germany):
    values = {"kind": AskKind.MONEY.value, "title": "Traffic", "amount": 5000, "currency": "EUR"}
    ask = asks.make(objective=germany.objective, by=cast.manager, values=values)
    asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=date(2026, 10, 20))
    Membership.objects.filter(user=cast.boss).delete()
    with pytest.raises(Forbidden):
        access.ask_for(fresh(cast.boss), ask.pk, Need.DECIDE)


def test_who_wrote_an_ask_and_manages_no_more_sees_it_no_more(cast, germany):
    values = {"kind": AskKind.MONEY.value, "title": "Traffic", "amount": 5000, "currency": "EUR"}
    ask = asks.make(objective=germany.objective, by=cast.manager, values=values)
    Membership.objects.filter(user=cast.manager).delete()
    with pytest.raises(Invisible):
        access.ask_for(fresh(cast.manager), ask.pk)


def test_who_may_not_record_any_more_does_not_correct_what_they_recorded(cast, germany):
    check_in = germany.measures[0].check_ins.first()
    assert access.check_in_for(fresh(cast.staff), check_in.pk, Need.OWN)
    key_results.change(
        key_result=germany.key_results[0], by=cast.manager, version=None, values={"owner": cast.colleague}
    )
    with pytest.raises(Forbidden):
        access.check_in_for(fresh(cast.staff), check_in.pk, Need.OWN)


def test_an_unknown_id_and_an_invisible_one_answer_alike(cast, germany):
    draft = make_objective(cast, germany.cycle)
    with pytest.raises(Invisible) as unknown:
        access.objective_for(fresh(cast.outsider), 10**9)
    with pytest.raises(Invisible) as hidden:
        access.objective_for(fresh(cast.outsider), draft.pk)
    assert str(unknown.value) == str(hidden.value)


def test_a_role_ends_with_its_membership(cast, germany):
    Membership.objects.filter(user=cast.manager).delete()
    with pytest.raises(Forbidden):
        access.objective_for(fresh(cast.manager), germany.objective.pk, Need.REVISE)
