"""Invariants that no constraint can express, kept by triggers on SQLite and PostgreSQL alike.

All triggers stand in the one list below. They are dropped before a migration runs and installed again after it:
SQLite forgets the triggers of a table it rebuilds, and PostgreSQL refuses to alter a column that a trigger watches.
A refused write raises IntegrityError; `okrplan.refusals` finds the trigger's sentence by its name.

SQL is shared by both engines where they agree; `OLD` and `NEW` are the row before and after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SETTLED = _("What is recorded here stays as it was; write a correction instead.")
SUBMITTED = _("A submitted report does not change any more; write the next one.")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuse `event` ("UPDATE OF name", "DELETE") on a row of `table` when `refuse_if` holds.

    `columns` are those the condition reads: without them in the table (a migration back) it is not installed.
    """

    name: str
    table: str
    event: str
    refuse_if: str
    sentence: str | Promise
    columns: tuple[str, ...] = ()
    one_at_a_time: bool = False

    def create(self, vendor: str) -> list[str]:
        """The statements that install it."""
        return _on_postgresql(self) if vendor == "postgresql" else _on_sqlite(self)

    def drop(self, vendor: str) -> list[str]:
        """The statements that remove it, whether it is there or not."""
        if vendor == "postgresql":
            return [f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"]
        return [f"DROP TRIGGER IF EXISTS {self.name}"]


def _on_sqlite(trigger: Trigger) -> list[str]:
    return [
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
        f"BEGIN SELECT RAISE(ABORT, '{trigger.name}') WHERE {trigger.refuse_if}; END"
    ]


def _on_postgresql(trigger: Trigger) -> list[str]:
    # Two moves at once could close a circle that neither sees: they take turns (SQLite writes one at a time anyway).
    turn = f"PERFORM pg_advisory_xact_lock(hashtext('{trigger.name}'));" if trigger.one_at_a_time else ""
    return [
        f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {turn} "
        f"IF {trigger.refuse_if} THEN RAISE EXCEPTION '{trigger.name}' "
        f"USING ERRCODE = 'check_violation', CONSTRAINT = '{trigger.name}', TABLE = '{trigger.table}'; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
    ]


def immutable(
    table: str, columns: Sequence[str], *, when: str = "", sentence: str | Promise = SETTLED
) -> list[Trigger]:
    """Refuse to change `columns` of a row, always or only where the condition `when` holds ("OLD.state <> 'draft'").

    `when` is SQL that both engines understand.
    """
    changed = " OR ".join(f"OLD.{column} {{differs}} NEW.{column}" for column in columns)
    condition = f"({when}) AND ({changed})" if when else changed
    return [
        Trigger(f"{table}_immutable", table, f"UPDATE OF {', '.join(columns)}", condition, sentence, tuple(columns))
    ]


def append_only(table: str, *, sentence: str | Promise = SETTLED) -> list[Trigger]:
    """Refuse every change and removal of a row."""
    return [
        Trigger(f"{table}_no_update", table, "UPDATE", "true", sentence),
        Trigger(f"{table}_no_delete", table, "DELETE", "true", sentence),
    ]


def no_cycle(table: str, parent_column: str, *, sentence: str | Promise) -> list[Trigger]:
    """Refuse a parent that lies below the row itself, at any depth."""
    above = (
        f"WITH RECURSIVE above(id) AS (SELECT NEW.{parent_column} UNION "
        f"SELECT {table}.{parent_column} FROM {table} JOIN above ON {table}.id = above.id) SELECT id FROM above"
    )
    condition = f"NEW.{parent_column} IS NOT NULL AND NEW.id IN ({above})"
    event = f"UPDATE OF {parent_column}"
    return [Trigger(f"{table}_no_cycle", table, event, condition, sentence, (parent_column,), one_at_a_time=True)]


def elsewhere() -> list[Trigger]:
    """Refuse to share a key result with its objective's own department, by the share or by moving the objective."""
    theirs = (
        "NEW.ended_at IS NULL AND NEW.department_id = (SELECT objectives_objective.department_id "
        "FROM objectives_objective JOIN objectives_keyresult "
        "ON objectives_keyresult.objective_id = objectives_objective.id "
        "WHERE objectives_keyresult.id = NEW.key_result_id)"
    )
    moved = (
        "NEW.id IN (SELECT objectives_keyresult.objective_id FROM objectives_keyresult "
        "JOIN objectives_keyresultshare ON objectives_keyresultshare.key_result_id = objectives_keyresult.id "
        "WHERE objectives_keyresultshare.ended_at IS NULL "
        "AND objectives_keyresultshare.department_id = NEW.department_id)"
    )
    columns = ("key_result_id", "department_id", "ended_at")
    table, own = "objectives_keyresultshare", _("The key result already belongs to this department.")
    shared = _("A key result of this objective is shared with that department; end the share first.")
    return [
        Trigger(f"{table}_elsewhere", table, "INSERT", theirs, own, columns),
        Trigger(f"{table}_stays_elsewhere", table, f"UPDATE OF {', '.join(columns)}", theirs, own, columns),
        Trigger(
            "objectives_objective_shared_elsewhere",
            "objectives_objective",
            "UPDATE OF department_id",
            f"NEW.department_id <> OLD.department_id AND {moved}",
            shared,
            ("department_id",),
        ),
    ]


def sums_to_100(table: str, column: str, *, sentence: str | Promise, only_if: str = "true") -> list[Trigger]:
    """Refuse a list of shares in a JSON column that do not sum to 100, one below 0, or any where not `only_if`."""
    condition = (
        f"NEW.{column} <> '[]' AND (NOT ({only_if}) OR substr(CAST(NEW.{column} AS text), 1, 1) <> '[' OR COALESCE("
        f"(SELECT MIN(CAST(value AS numeric)) < 0 OR ROUND(SUM(CAST(value AS numeric)), 6) <> 100 "
        f"FROM {{elements}}(NEW.{column})), true))"
    )
    return [
        Trigger(f"{table}_{column}_made", table, "INSERT", condition, sentence, (column,)),
        Trigger(f"{table}_{column}_sums", table, "UPDATE", condition, sentence, (column,)),
    ]


def part_of_report(table: str, columns: Sequence[str]) -> list[Trigger]:
    """Refuse to add, change or remove a part of a report once it is submitted."""
    state = "(SELECT state FROM reports_report WHERE reports_report.id = {row}.report_id) <> 'draft'"
    return [
        *immutable(table, columns, when=state.format(row="OLD"), sentence=SUBMITTED),
        Trigger(f"{table}_no_more", table, "INSERT", state.format(row="NEW"), SUBMITTED, ("report_id",)),
        Trigger(f"{table}_stays", table, "DELETE", state.format(row="OLD"), SUBMITTED, ("report_id",)),
    ]


TRIGGERS: list[Trigger] = [
    *append_only("okrplan_activity"),
    *no_cycle(
        "people_department", "parent_id", sentence=_("A department cannot be moved below one of its own departments.")
    ),
    *no_cycle("objectives_objective", "parent_id", sentence=_("This would make the objective its own ancestor.")),
    *no_cycle("objectives_task", "parent_id", sentence=_("This would make the task its own ancestor.")),
    *no_cycle("objectives_path", "needs_first_id", sentence=_("These paths would wait for each other.")),
    *immutable(
        "objectives_checkin",
        ["measure_id", "department_id", "day", "value", "note", "author_id", "recorded_at", "supersedes_id"],
        sentence=_("A check-in stays as recorded; enter a correction instead."),
    ),
    *elsewhere(),
    *sums_to_100(
        "objectives_measure",
        "profile",
        only_if="NEW.direction IN ('increase', 'decrease')",
        sentence=_("The weeks of a weekly plan sum to 100, and only a figure that is to rise or fall has one."),
    ),
    *append_only("objectives_askturn"),
    *append_only("objectives_planversion"),
    *append_only("objectives_budgetentry"),
    *immutable(
        "reports_report",
        ["objective_id", "number", "author_id", "addressee_id", "as_of", "language", "lede", "lede_other", "facts"],
        when="OLD.state <> 'draft'",
        sentence=SUBMITTED,
    ),
    Trigger(
        "reports_report_stays_submitted",
        "reports_report",
        "UPDATE OF state",
        "OLD.state <> 'draft' AND NEW.state = 'draft'",
        SUBMITTED,
        ("state",),
    ),
    Trigger("reports_report_stays", "reports_report", "DELETE", "OLD.state <> 'draft'", SUBMITTED, ("state",)),
    *part_of_report("reports_finding", ["report_id", "key_result_id", "kind", "text", "text_other", "language"]),
    *part_of_report(
        "reports_nextstep",
        ["report_id", "position", "text", "text_other", "language", "responsible_id", "due_on"],
    ),
    *part_of_report("reports_reportask", ["report_id", "ask_id", "position"]),
    *append_only("reports_reportdocument"),
]


def sentence(name: str) -> str | Promise | None:
    """What a person reads when the trigger `name` refuses a write."""
    return next((trigger.sentence for trigger in TRIGGERS if trigger.name == name), None)


def install(using: str = "default") -> None:
    """(Re)install every trigger whose table and columns exist."""
    connection = connections[using]
    remove(using)
    with connection.cursor() as cursor:
        for trigger in _possible(connection, cursor):
            _run(cursor, trigger.create(connection.vendor), connection.vendor)


def remove(using: str = "default") -> None:
    """Drop every trigger of the list: before tables change, or are emptied by a test."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in TRIGGERS:
            _run(cursor, trigger.drop(connection.vendor), connection.vendor)


def installed(using: str = "default") -> set[str]:
    """Names of the triggers the database holds now."""
    connection = connections[using]
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def _possible(connection: BaseDatabaseWrapper, cursor: Any) -> Iterable[Trigger]:
    tables = set(connection.introspection.table_names(cursor))
    for trigger in TRIGGERS:
        if trigger.table not in tables:
            continue
        held = {column.name for column in connection.introspection.get_table_description(cursor, trigger.table)}
        if held.issuperset(trigger.columns):
            yield trigger


def _run(cursor: Any, statements: list[str], vendor: str) -> None:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    elements = "jsonb_array_elements_text" if vendor == "postgresql" else "json_each"
    for statement in statements:
        cursor.execute(statement.replace("{differs}", differs).replace("{elements}", elements))


def before_migration(using: str, **_kwargs: Any) -> None:
    remove(using)


def after_migration(using: str, **_kwargs: Any) -> None:
    install(using)
