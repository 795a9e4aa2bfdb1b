"""Roles hang on departments and count in everything below them."""

import pytest

from okrplan.audit import Activity
from okrplan.people import standing
from okrplan.people.actions import departments, people
from okrplan.people.models import Department, User
from okrplan.people.roles import Role
from okrplan.refusals import Forbidden, Refusal, WrongState
from tests.cast import department


def fresh(user: User) -> User:
    """The person as the next request meets them."""
    return User.objects.get(pk=user.pk)


def test_a_boss_of_europe_is_a_boss_of_the_german_site_and_of_nothing_beside_it(cast):
    stands = standing.of(fresh(cast.boss))
    assert stands.led == {cast.europe.pk, cast.germany.pk, cast.france.pk}
    assert not stands.managed


def test_a_department_made_later_inherits_the_boss_above_it(cast):
    munich = department("Munich", cast.germany)
    assert munich.pk in standing.of(fresh(cast.boss)).led
    assert munich.pk in standing.of(fresh(cast.manager)).managed


def test_a_department_moved_elsewhere_leaves_its_old_boss(cast):
    kept = {"name": "France", "name_other": "", "language": "en", "time_zone": "Europe/Paris"}
    departments.change(by=cast.administrator, department=cast.france, parent=cast.america, **kept)
    assert cast.france.pk not in standing.of(fresh(cast.boss)).led
    assert cast.france.pk in standing.of(fresh(cast.american_boss)).led


def test_roles_are_read_with_two_queries_however_deep_the_tree_is(cast, django_assert_num_queries):
    parent = cast.germany
    for depth in range(12):
        parent = department(f"Level {depth}", parent)
    user = fresh(cast.boss)
    with django_assert_num_queries(2):
        assert parent.pk in standing.of(user).led
        assert parent.pk in standing.of(user).all


def test_the_nearest_boss_comes_first(cast):
    people.set_role(by=cast.administrator, person=cast.colleague, department=cast.germany, role=Role.BOSS)
    assert standing.bosses_above(cast.germany.pk) == [cast.colleague, cast.boss]


def test_a_department_cannot_be_moved_below_its_own(cast):
    kept = {"name": "Europe", "name_other": "", "language": "en", "time_zone": "Europe/Berlin"}
    with pytest.raises(Refusal) as refused:
        departments.change(by=cast.administrator, department=cast.europe, parent=cast.germany, **kept)
    assert refused.value.field == "parent"


def test_two_departments_of_one_name_need_different_parents(cast):
    new = {"language": "en", "time_zone": "Europe/Berlin"}
    with pytest.raises(Refusal):
        departments.create(by=cast.administrator, name=cast.germany.name, parent=cast.europe, **new)
    assert departments.create(by=cast.administrator, name=cast.germany.name, parent=cast.america, **new)


def test_a_department_with_people_stays(cast):
    with pytest.raises(WrongState):
        departments.remove(by=cast.administrator, department=cast.germany)
    empty = department("Empty", cast.europe)
    departments.remove(by=cast.administrator, department=empty)
    assert not Department.objects.filter(name="Empty").exists()


def test_only_administrators_keep_people_and_departments(cast):
    with pytest.raises(Forbidden):
        people.set_role(by=cast.manager, person=cast.staff, department=cast.germany, role=Role.BOSS)
    with pytest.raises(Forbidden):
        departments.create(by=cast.boss, name="Mine", language="en", parent=None, time_zone="Europe/Berlin")


def test_taking_the_primary_role_away_makes_another_one_primary(cast):
    people.set_role(by=cast.administrator, person=cast.staff, department=cast.france, role=Role.STAFF)
    primary = cast.staff.memberships.get(is_primary=True)
    people.remove_role(by=cast.administrator, membership=primary)
    assert cast.staff.memberships.get().department == cast.france
    assert cast.staff.memberships.get().is_primary


def test_every_write_says_who_did_what_before_and_after(cast):
    people.set_role(by=cast.administrator, person=cast.staff, department=cast.germany, role=Role.MANAGER)
    noted = Activity.objects.get(noun="role")
    assert noted.actor == cast.administrator
    assert (noted.before["role"], noted.after["role"]) == ("staff", "manager")
