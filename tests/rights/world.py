"""The rows that the permission table speaks of: `{objective.draft}` in a path is `world.rows["objective.draft"]`.

Built through the actions, so that what the table says is about what could really happen. Names say what matters of a
row: the plan it stands on (active, draft, closed, kept to its department, lent to others) or its own state.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Model

from objectives.actions import (
    acknowledging,
    asks,
    check_ins,
    confirming,
    key_results,
    lead_times,
    means,
    measures,
    objectives,
    path_weights,
    paths,
    quadrant,
    scope,
    tasks,
)
from objectives.actions import frame as frame_actions
from objectives.core.vocabulary import (
    Answer,
    AskKind,
    CauseKind,
    Consequence,
    CycleKind,
    Direction,
    RiskKind,
    SmartCode,
    Visibility,
)
from objectives.models import Acknowledgement, Ask, Cycle, Means, Measure, Objective
from okrplan.people import tokens
from okrplan.people.models import Membership, User
from okrplan.people.roles import Role
from reports.actions import answers, drafts, parts, submission
from reports.models import Report
from tests.cast import Cast, department, make_cast, person

TODAY = date(2026, 10, 20)
UNKNOWN = 999_999_999
START, END = date(2026, 10, 1), date(2026, 12, 31)

# Words of the rows below that stand nowhere else, and who may read them.
OWN_MANAGER = frozenset(["MGRo"])
LEADERS = OWN_MANAGER | {"BOSSa", "BOSSu"}
DEPARTMENT = LEADERS | {"STFc", "STFd"}
SECRETS: dict[str, frozenset[str]] = {
    "quartz-draft": OWN_MANAGER,
    "quartz-deleted": OWN_MANAGER,
    "quartz-kept": DEPARTMENT,
    "quartz-lent": DEPARTMENT | {"STFx", "MGRs"},
    "quartz-paris": frozenset(["MGRs"]),
    "quartz-task": DEPARTMENT | {"ADM"},
    "quartz-joint-task": DEPARTMENT | {"ADM", "MGRs"},
    "quartz-consulted-task": DEPARTMENT | {"ADM", "STFx"},
    "quartz-ask-draft": OWN_MANAGER,
    "quartz-ask-sent": LEADERS,
    "quartz-report-draft": OWN_MANAGER,
    "quartz-report-sent": LEADERS,
    "quartz-budget": LEADERS,
    "733119": LEADERS,  # money given to a path
    "744227": LEADERS,  # money there for the objective
    "left.long.ago@example.com": frozenset(["ADM"]),
}


@dataclass
class World:
    """People by role, rows by name."""

    cast: Cast
    people: dict[str, User | None]
    rows: dict[str, Any] = field(default_factory=dict)

    def add(self, name: str, row: Model) -> Any:
        assert name not in self.rows, name
        self.rows[name] = row
        return row

    def __getitem__(self, name: str) -> int:
        """The id of a row. An objective's name alone is that of its active plan."""
        return int(self.rows[name].pk)


def build() -> World:
    """Everything, in one go: call it inside a transaction that is rolled back."""
    cast = make_cast()
    top = person("Top Boss", department=cast.company, role=Role.BOSS)
    world = World(
        cast,
        {
            "ANON": None,
            "STFc": cast.staff,
            "STFd": cast.colleague,
            "STFx": cast.outsider,
            "MGRo": cast.manager,
            "MGRs": cast.french_manager,
            "MGRx": cast.american_manager,
            "BOSSa": cast.boss,
            "BOSSu": top,
            "BOSSx": cast.american_boss,
            "ADM": cast.administrator,
        },
    )
    _people(world)
    _frame(world)
    _plan(world, "active", "Open plan")
    _more_on_the_active_plan(world)
    _words_of_scope(world)
    _work(world)
    _money(world)
    _reports(world)
    _other_plans(world)
    for row in world.rows.values():
        row.refresh_from_db()
    return world


# --- people and frame -------------------------------------------------------------------------------------


def _people(world: World) -> None:
    cast = world.cast
    world.add("department.germany", cast.germany)
    world.add("department.france", cast.france)
    world.add("department.empty", department("Spain site", cast.europe))
    world.add("person.staff", cast.staff)
    world.add("person.manager", cast.manager)
    world.add("person.outsider", cast.outsider)
    world.add("person.boss", cast.boss)
    world.add("person.other_boss", cast.american_boss)
    gone = person("Left Long Ago", is_active=False)
    world.add("person.gone", gone)
    world.add("membership.staff", Membership.objects.get(user=cast.staff))
    world.add("membership.outsider", Membership.objects.get(user=cast.outsider))
    world.add("token.staff", tokens.make(user=cast.staff, name="shop figures")[0])


def _frame(world: World) -> None:
    administrator = world.cast.administrator
    quarter = {"kind": CycleKind.QUARTER.value, "starts_on": START, "ends_on": END}
    world.add("cycle.current", frame_actions.make_cycle(by=administrator, values={"name": "2026 Q4", **quarter}))
    values = {"title": "Build a brand", "language": "en", "year": 2026}
    world.add("strategy.brand", frame_actions.make_strategy(by=administrator, values=values))
    steps = [{"title": "Truck", "language": "en", "days": 14, "unit": "elapsed"}]
    for name in ("road", "deleted"):
        values = {"name": f"By {name}", "language": "en", "transport": "other"}
        template = lead_times.make_template(by=administrator, values=values, steps=steps)
        world.add(f"lead_time_template.{name}", template)
    lead_times.delete_template(template=world.rows["lead_time_template.deleted"], by=administrator)
    metric = {"name": "ACOS", "definition": "Ad cost / ad sales", "unit": "%", "language": "en"}
    world.add(
        "metric.acos",
        frame_actions.make_metric(by=world.cast.manager, values={**metric, "owner": world.cast.manager}),
    )


def _words_of_scope(world: World) -> None:
    """One that the open plan uses, one that nobody uses, one of another kind, and a deleted one."""

    def tag(name: str, word: str, kind: str = "market") -> Any:
        return world.add(f"scope_tag.{name}", scope.make(by=world.cast.manager, values={"kind": kind, "name": word}))

    tag("used", "Germany")
    tag("unused", "Sweden")
    tag("channel", "Amazon", "channel")
    scope.delete(tag=tag("deleted", "Atlantis"), by=world.cast.manager)
    objective = world.rows["objective.active"]
    objectives.change(objective=objective, by=world.cast.manager, version=None, values={"sites": "Germany"})


# --- plans ------------------------------------------------------------------------------------------------


def _plan(
    world: World, name: str, title: str, *, by: User | None = None, active: bool = True, **values: Any
) -> Objective:
    """A plan with one of everything; each row is called by its noun and the plan: "path.draft"."""
    by = by or world.cast.manager
    objective = world.add(f"objective.{name}", _objective(world, by, title=title, **values))
    world.add(f"own.{name}", _measure(by, objective=objective, target=Decimal(500000), name=f"GMV of {title}"))
    way = world.add(f"path.{name}", _path(objective, by, f"Way of {title}"))
    weights = path_weights.set_own(objective=objective, by=by, version=None, weights={"roi": 60, "long_term": 40})
    world.add(f"weights.{name}", weights)
    result = world.add(f"key_result.{name}", _key_result(world, objective, by, f"Result of {title}", path=way))
    world.add(f"measure.{name}", _measure(by, key_result=result, name=f"Orders of {title}"))
    world.add(f"risk.{name}", _risk(result, by, f"Risk of {title}"))
    ways = {
        "title": f"Late, {title}",
        "plan_b": f"Way round of {title}",
        "kind": RiskKind.OTHER.value,
        "language": "en",
    }
    world.add(f"decision.{name}", _decision(result, by, Consequence.PLAN_B, ways))
    steps = [{"title": "Sea freight", "language": "en", "days": 30, "unit": "elapsed"}]
    chain = lead_times.set_chain(objective=objective, by=by, steps=steps, today=TODAY)
    world.add(f"lead_time.{name}", chain)
    world.add(f"lead_time_step.{name}", objective.lead_time_steps.get())
    values = {"title": f"Step of {title}", "language": "en", "key_result": result}
    world.add(f"task.{name}", tasks.make(objective=objective, by=by, values=values))
    if active:
        confirming.confirm(objective=objective, by=by, today=START)
        objective.refresh_from_db()
        of_staff = Acknowledgement.objects.filter(plan_version__objective=objective, user=world.cast.staff)
        world.add(f"acknowledgement.{name}", of_staff.get())
    return objective


def _decision(result: Any, by: User, kind: Consequence, values: dict[str, Any]) -> Any:
    return quadrant.decide(key_result=result, by=by, kind=kind, values=values)


def _objective(world: World, by: User, **values: Any) -> Objective:
    cycle: Cycle = world.rows["cycle.current"]
    frame = {"department": world.cast.germany, "cycle": cycle, "due_on": END, "language": "en"}
    return objectives.make(by=by, values={**frame, **values})


def _path(objective: Objective, by: User, title: str, **values: Any) -> Any:
    return paths.make(objective=objective, by=by, values={"title": title, "language": "en", **values})


def _key_result(world: World, objective: Objective, by: User, title: str, **values: Any) -> Any:
    frame = {"owner": world.cast.staff, "weight": 1, "planned_start": START, "due_on": END}
    return key_results.make(objective=objective, by=by, values={"title": title, "language": "en", **frame, **values})


def _measure(by: User, *, objective: Any = None, key_result: Any = None, **values: Any) -> Measure:
    usual = {
        "name": "Orders",
        "language": "en",
        "unit": "EUR",
        "direction": Direction.INCREASE.value,
        "accumulation": "sum",
        "baseline": Decimal(0),
        "target": Decimal(500),
    }
    return measures.make(by=by, objective=objective, key_result=key_result, values={**usual, **values})


def _risk(key_result: Any, by: User, title: str) -> Any:
    values = {"kind": RiskKind.PLATFORM.value, "title": title, "language": "en"}
    return key_results.add_risk(key_result=key_result, by=by, values=values)


def _record(measure: Any, by: User, value: int) -> Any:
    fresh = Measure.objects.select_related("objective", "key_result__objective").get(pk=measure.pk)
    return check_ins.record(measure=fresh, by=by, day=date(2026, 10, 13), value=Decimal(value), today=TODAY)


def _more_on_the_active_plan(world: World) -> None:
    """A key result shared with France, one offered to it, a milestone, and one deleted row of each kind."""
    cast, by, objective = world.cast, world.cast.manager, world.rows["objective.active"]
    world.add("path.spare", _path(objective, by, "Spare way", budget_given=Decimal(733119), currency="EUR"))
    world.add("path.parked", _path(objective, by, "Parked way", parked=True))
    world.add("path.deleted", paths.delete(path=_path(objective, by, "Gone way"), by=by))

    shared = world.add("key_result.shared", _key_result(world, objective, by, "Joint result"))
    world.add("measure.shared", _measure(by, key_result=shared))
    accepted = world.add("share.accepted", key_results.offer_share(key_result=shared, by=by, department=cast.france))
    key_results.accept_share(share=accepted, by=cast.french_manager)
    result = world.rows["key_result.active"]
    world.add("share.offered", key_results.offer_share(key_result=result, by=by, department=cast.france))
    ended = key_results.offer_share(key_result=result, by=by, department=world.rows["department.empty"])
    world.add("share.ended", key_results.end_share(share=ended, by=by))
    cause = {"kind": CauseKind.TEAM.value, "text": "The team came late", "language": "en"}
    world.add("cause.active", key_results.set_cause(key_result=result, by=by, values=cause))

    milestone = {"direction": Direction.MILESTONE.value, "accumulation": "level", "baseline": None, "target": None}
    world.add("measure.milestone", _measure(by, key_result=result, name="Shop open", **milestone))
    steps = [{"title": "Contract signed", "language": "en", "weight": 1}]
    made = measures.set_steps(measure=world.rows["measure.milestone"], by=by, steps=steps)
    world.add("step.open", made[0])

    gone = _key_result(world, objective, by, "Gone result")
    world.add("key_result.deleted", key_results.delete(key_result=gone, by=by))
    world.add("measure.deleted", measures.delete(measure=_measure(by, key_result=shared, name="Gone"), by=by))
    world.add("risk.deleted", key_results.delete_risk(risk=_risk(result, by, "Gone risk"), by=by))

    world.add("check_in.staff", _record(world.rows["measure.shared"], cast.staff, 100))
    world.add("check_in.manager", _record(world.rows["measure.active"], by, 80))
    world.add("check_in.french", _record(world.rows["measure.shared"], cast.french_manager, 40))
    taken_back = _record(world.rows["measure.active"], cast.staff, 999)
    world.add("check_in.retracted", check_ins.retract(check_in=taken_back, by=cast.staff))
    world.add("means.active", _arithmetic(objective, by))


def _arithmetic(objective: Objective, by: User) -> Means:
    """Customers cost more than there is."""
    driver = {"value_per_customer": Decimal(400), "acquisition_cost": Decimal(2000)}
    values = {"currency": "EUR", "budget_available": Decimal(744227), "drivers": [driver]}
    return means.set_means(objective=objective, by=by, values=values)


def _work(world: World) -> None:
    cast, by, objective = world.cast, world.cast.manager, world.rows["objective.active"]

    def task(name: str, title: str, **values: Any) -> Any:
        people = {"responsible": cast.staff, "accountable": by}
        values = {"title": title, "language": "en", **people, **values}
        return world.add(f"task.{name}", tasks.make(objective=objective, by=by, values=values))

    open_one = task("open", "quartz-task")
    task("shared", "quartz-joint-task", key_result=world.rows["key_result.shared"])
    asked = task("consulted", "quartz-consulted-task")
    tasks.set_roles(task=asked, by=by, consulted=[cast.outsider], informed=[])
    second = task("second", "quartz-task, the second")
    world.add("link.open", tasks.link(predecessor=open_one, successor=second, by=by, values={}))
    tasks.delete(task=task("deleted", "quartz-task, gone"), by=by)


# --- money and reports ------------------------------------------------------------------------------------


def _ask(world: World, title: str, objective: Objective | None = None, **values: Any) -> Ask:
    wanted = {"kind": AskKind.MONEY.value, "amount": Decimal(5000), "currency": "EUR"}
    objective = objective or world.rows["objective.active"]
    return asks.make(
        objective=objective, by=world.cast.manager, values={"title": title, "language": "en", **wanted, **values}
    )


def _put(world: World, ask: Ask) -> Ask:
    return asks.submit(ask=ask, by=world.cast.manager, decider=world.cast.boss, today=TODAY)


def _money(world: World) -> None:
    cast, objective = world.cast, world.rows["objective.active"]
    entry = {"kind": "planned", "day": START, "amount": Decimal(1234), "currency": "EUR", "note": "quartz-budget"}
    world.add("budget_entry.active", asks.enter_budget(objective=objective, by=cast.manager, values=entry))
    world.add("ask.open", _put(world, _ask(world, "quartz-ask-sent, open")))
    question = _put(world, _ask(world, "quartz-ask-sent, with a question"))
    answered = {"ask": question, "by": cast.boss, "today": TODAY, "version": None}
    world.add("ask.asked_back", asks.decide(**answered, answer=Answer.ASK_BACK, text="Why now?"))
    decided = {"ask": _put(world, _ask(world, "quartz-ask-sent, decided")), "by": cast.boss, "today": TODAY}
    world.add("ask.decided", asks.decide(**decided, version=None, answer=Answer.APPROVE))


def _reports(world: World) -> None:
    """One of each state, with an ask each; then a draft with every part, and two draft asks that are on none."""
    cast, by, objective = world.cast, world.cast.manager, world.rows["objective.active"]

    def draft(ask: str, lede: str) -> Report:
        world.add(f"ask.{ask}", _ask(world, f"quartz-ask-{'draft' if ask == 'placed' else 'sent'}, {ask}"))
        report = drafts.draft(objective=objective, by=by, today=TODAY)
        report = drafts.change(report=report, by=by, version=None, values={"lede": lede}, today=TODAY)
        step = {
            "text": "Hire" if ask != "placed" else "quartz-report-draft: hire",
            "language": "en",
            "responsible": cast.staff,
            "due_on": date(2026, 10, 24),
        }
        return _with_step(report, by, step)

    def sent(name: str, ask: str) -> Report:
        report = draft(ask, "quartz-report-sent")
        return world.add(f"report.{name}", submission.submit(report=report, by=by, version=None, today=TODAY))

    world.add("next_step.sent", sent("sent", "on_sent").next_steps.get())
    back = sent("asked_back", "on_asked_back")
    decision = {"by": cast.boss, "today": TODAY, "version": None}
    ask = Ask.objects.get(pk=world["ask.on_asked_back"])
    answers.decide(ask=ask, answer=Answer.ASK_BACK, text="Why now?", **decision)
    assert back.ask_places.get().ask_id == ask.pk
    sent("decided", "on_decided")
    answers.decide(ask=Ask.objects.get(pk=world["ask.on_decided"]), answer=Answer.APPROVE, **decision)
    withdrawn = sent("withdrawn", "on_withdrawn")
    submission.withdraw(report=withdrawn, by=by, version=None, today=TODAY)

    made = world.add("report.draft", draft("placed", "quartz-report-draft"))
    world.add("next_step.draft", made.next_steps.get())
    cause = {"kind": CauseKind.TEAM.value, "text": "quartz-report-draft, its cause", "language": "en"}
    shown = world.rows["key_result.active"]
    world.add("finding.draft", parts.set_finding(report=made, key_result=shown, by=by, values=cause))
    drafted = {"kind": AskKind.OTHER.value, "title": "quartz-ask-draft, from the quadrant", "language": "en"}
    world.add("decision.ask", _decision(shown, world.cast.manager, Consequence.ASK, drafted))
    world.add("ask.spare", _ask(world, "quartz-ask-draft, on no report"))


def _with_step(report: Report, by: User, values: dict[str, Any]) -> Report:
    parts.add_next_step(report=report, by=by, values=values)
    report.refresh_from_db()
    return report


# --- plans that not everybody reads, and foreign ones -------------------------------------------------------


def _other_plans(world: World) -> None:
    cast, manager = world.cast, world.cast.manager
    draft = _plan(world, "draft", "quartz-draft", active=False)
    _arithmetic(draft, manager)
    world.add("path.draft_parked", _path(draft, manager, "Parked way", parked=True))
    own = _objective(world, manager, title="Draft that a member of staff owns", owner=cast.staff)
    world.add("objective.draft_of_staff", own)
    gone = _plan(world, "gone", "quartz-deleted", active=False)
    world.add("ask.gone", _ask(world, "quartz-ask-draft, of a deleted plan", objective=gone))
    objectives.delete(objective=gone, by=manager)
    kept = _plan(world, "kept", "quartz-kept", visibility=Visibility.DEPARTMENT.value)
    answer = {"text": "The whole site", "language": "en"}
    confirming.answer(objective=kept, code=SmartCode.NO_STRATEGY, by=manager, today=TODAY, version=None, values=answer)
    _lent_plan(world)
    _closed_plan(world)
    _asked_plan(world)
    french = {"by": cast.french_manager, "department": cast.france}
    _plan(world, "french", "Plan of France", **french)
    _plan(world, "french_draft", "quartz-paris", active=False, **french)


def _lent_plan(world: World) -> None:
    """Kept to its department, but somebody elsewhere has a task on it, and France shares its key result."""
    cast = world.cast
    lent = _plan(world, "lent", "quartz-lent", visibility=Visibility.DEPARTMENT.value)
    values = {"title": "quartz-lent, abroad", "language": "en", "responsible": cast.outsider}
    world.add("task.lent_abroad", tasks.make(objective=lent, by=cast.manager, values=values))
    share = key_results.offer_share(key_result=world.rows["key_result.lent"], by=cast.manager, department=cast.france)
    key_results.accept_share(share=share, by=cast.french_manager)


def _asked_plan(world: World) -> None:
    """Kept to its department; its member of staff has asked about it."""
    _plan(world, "asked", "quartz-kept, with a question", visibility=Visibility.DEPARTMENT.value)
    row = world.rows["acknowledgement.asked"]
    acknowledging.ask(acknowledgement=row, by=world.cast.staff, text="Who hires?")


def _closed_plan(world: World) -> None:
    by = world.cast.manager
    closed = _plan(world, "closed", "Closed plan")
    asked = {"acknowledgement": world.rows["acknowledgement.closed"], "by": world.cast.staff}
    acknowledging.ask(**asked, text="Who hires?")
    world.add("check_in.closed", _record(world.rows["measure.closed"], world.cast.staff, 10))
    world.add("ask.closed", _ask(world, "quartz-ask-draft, of a closed plan", objective=closed))
    gone = _path(closed, by, "Gone way")
    world.add("path.closed_deleted", paths.delete(path=gone, by=by))
    gone = _key_result(world, closed, by, "Gone result")
    world.add("key_result.closed_deleted", key_results.delete(key_result=gone, by=by))
    gone = _measure(by, key_result=world.rows["key_result.closed"], name="Gone")
    world.add("measure.closed_deleted", measures.delete(measure=gone, by=by))
    gone = _risk(world.rows["key_result.closed"], by, "Gone risk")
    world.add("risk.closed_deleted", key_results.delete_risk(risk=gone, by=by))
    gone = tasks.make(objective=closed, by=by, values={"title": "Gone task", "language": "en"})
    world.add("task.closed_deleted", tasks.delete(task=gone, by=by))
    share = key_results.offer_share(key_result=world.rows["key_result.closed"], by=by, department=world.cast.france)
    world.add("share.closed", share)
    objectives.close(objective=closed, by=by)
