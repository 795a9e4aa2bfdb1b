"""Who plays in the tests: a small company with people who own, contribute, only read, or are strangers."""

from dataclasses import dataclass

from okrplan.people.models import Department, Installation, Membership, User
from okrplan.people.roles import Role

PASSWORD = "correct-horse-battery"


@dataclass
class Cast:
    """Europe with the German and the French site; North America beside it."""

    company: Department
    europe: Department
    germany: Department
    france: Department
    america: Department
    boss: User  # boss of Europe: decides for Germany and France
    manager: User  # manager of Germany
    staff: User  # staff of Germany, owns measures
    colleague: User  # staff of Germany without any role on the plan
    french_manager: User  # manager of a department beside it
    american_manager: User  # manager elsewhere
    american_boss: User  # boss elsewhere
    outsider: User  # staff elsewhere
    administrator: User  # no department


def person(name: str, *, department: Department | None = None, role: Role = Role.STAFF, **fields) -> User:
    """An active person, in a department when one is given."""
    address = f"{name.lower().replace(' ', '.')}@example.com"
    user = User.objects.create_user(address, PASSWORD, name=name, **{"language": "en", **fields})
    if department is not None:
        Membership.objects.create(user=user, department=department, role=role.value)
    return user


def department(name: str, parent: Department | None = None, other: str = "") -> Department:
    return Department.objects.create(name=name, name_other=other, language="en", parent=parent)


def make_cast() -> Cast:
    """The whole company; call it once a test (or once a class)."""
    Installation.objects.get_or_create(pk=1)
    company = department("Company", other="公司")
    europe = department("Europe", company, "欧洲")
    germany = department("Germany site", europe, "德国站")
    france = department("France site", europe, "法国站")
    america = department("North America", company, "北美")
    return Cast(
        company=company,
        europe=europe,
        germany=germany,
        france=france,
        america=america,
        boss=person("Zhou Wei", department=europe, role=Role.BOSS),
        manager=person("Chen Li", department=germany, role=Role.MANAGER),
        staff=person("Wang Min", department=germany),
        colleague=person("Liu Fang", department=germany),
        french_manager=person("Marie Blanc", department=france, role=Role.MANAGER),
        american_manager=person("Ann Smith", department=america, role=Role.MANAGER),
        american_boss=person("Bob Stone", department=america, role=Role.BOSS),
        outsider=person("Zoe Gray", department=america),
        administrator=person("Ada Admin", is_administrator=True),
    )
