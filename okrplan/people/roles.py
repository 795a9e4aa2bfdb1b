"""The roles a person can have in a department."""

from enum import StrEnum


class Role(StrEnum):
    """Inherited by the departments below: the boss of Europe is a boss of the German site."""

    BOSS = "boss"
    MANAGER = "manager"
    STAFF = "staff"
