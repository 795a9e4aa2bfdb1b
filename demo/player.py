"""Plays the demo company's months through the product's own actions, each on its day.

The demo's clock is moved along, so that every check-in, confirmation and audit row carries the day it belongs to.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import F

from demo import company, plans, reports
from demo.company import T
from objectives.actions import (
    acknowledging,
    asks,
    check_ins,
    confirming,
    frame,
    key_results,
    lead_times,
    means,
    measures,
    objectives,
    paths,
    schedules,
    tasks,
)
from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Answer, Direction, ObjectiveState, TaskKind, TaskState
from objectives.models import (
    Acknowledgement,
    Ask,
    Cycle,
    KeyResult,
    LeadTimeTemplate,
    Measure,
    Metric,
    Objective,
    Path,
    Strategy,
    Task,
)
from okrplan.messages.models import Notice, NoticeKind
from okrplan.people.models import Calendar, Department, Installation, Membership, User
from reports.actions import answers, drafts, parts, submission

DEMO_DAY = date(2026, 10, 20)
PREPARED = date(2026, 6, 1)
Event = tuple[date, int, Callable[[], object]]


class Player:
    """Builds the company, then replays its events in the order of their days."""

    def __init__(self, password: str) -> None:
        self.password = password
        self.people: dict[str, User] = {}
        self.departments: dict[str, Department] = {}
        self.calendars: dict[tuple[str, str], Calendar] = {}
        self.cycles: dict[str, Cycle] = {}
        self.strategies: dict[str, Strategy] = {}
        self.metrics: dict[str, Metric] = {}
        self.objectives: list[Objective] = []
        self.events: list[Event] = []

    def play(self) -> list[Objective]:
        """Everything until the demo's day; the objectives in the order of the story."""
        self._frame()
        for story in plans.OBJECTIVES:
            self.objectives.append(self._plan(story))
        for told in reports.REPORTS:
            self.at(told["day"], partial(self._report_on, told))
            for who, answer, day, text in told["answers"]:
                self.at(day, partial(self._answer, told, who, Answer(answer), day, text))
        for day, _order, event in sorted(self.events, key=lambda one: one[:2]):
            set_day(day)
            event()
        set_day(DEMO_DAY)
        self._settle()
        return self.objectives

    def _settle(self) -> None:
        """The morning of the demo's day: days planned anew, figures computed, old news read."""
        for objective in self.objectives:
            if objective.state != ObjectiveState.CLOSED and objective.tasks.exists():
                schedules.plan_backwards(objective=objective, by=objective.owner, today=DEMO_DAY)
            recompute(objective_id=objective.pk, today=DEMO_DAY)
        news = [NoticeKind.REPORT_SUBMITTED, NoticeKind.PLAN_QUESTION]
        Notice.objects.exclude(kind__in=news).update(read_at=F("made_at"))
        Notice.objects.update(sent_at=F("made_at"))  # nobody is to be written to about the past

    def at(self, day: date, event: Callable[[], object]) -> None:
        self.events.append((day, len(self.events), event))

    def _frame(self) -> None:
        Installation.objects.update_or_create(
            pk=1, defaults={"name": str(company.COMPANY.zh), "currency": "EUR", "demo_day": PREPARED}
        )
        self._departments()
        for one in company.PEOPLE:
            self._person(one)
        self._cycles()
        self._glossary()

    def _departments(self) -> None:
        for place, name in company.CALENDARS.items():
            self.calendars[place], _made = Calendar.objects.get_or_create(
                country=place[0], region=place[1], defaults={"name": name}
            )
        for key, (title, above, place) in company.DEPARTMENTS.items():
            self.departments[key] = Department.objects.create(
                **both("name", title), parent=self.departments.get(above or ""), calendar=self.calendars[place]
            )

    def _cycles(self) -> None:
        for name, (kind, first, last, parent) in company.CYCLES.items():
            values: dict[str, Any] = {"name": name, "kind": kind, "starts_on": first, "ends_on": last}
            if parent:
                values["parent"] = self.cycles[parent]
            self.cycles[name] = frame.make_cycle(by=self.people["admin"], values=values)

    def _glossary(self) -> None:
        for key, title in company.STRATEGIES.items():
            told = {**both("title", title), "year": 2026}
            self.strategies[key] = frame.make_strategy(by=self.people["admin"], values=told)
        for key, (name, definition, formula, unit, source) in company.METRICS.items():
            values = {
                **both("name", name),
                **both("definition", definition),
                **both("unit", unit),
                "formula": formula,
                "source": source,
            }
            self.metrics[key] = frame.make_metric(by=self.people["manager"], values=values)

    def _person(self, one: company.PersonStory) -> None:
        user = User.objects.create_user(one.email, self.password, name=one.name, is_administrator=one.is_administrator)
        self.people[one.key] = user
        if one.department and one.role:
            Membership.objects.create(user=user, department=self.departments[one.department], role=one.role.value)

    def _plan(self, story: dict[str, Any]) -> Objective:
        by = self.people[story["owner"]]
        cycle = self.cycles[story["cycle"]]
        scope = {name: value for field, text in story["scope"].items() for name, value in both(field, text).items()}
        objective = objectives.make(
            by=by,
            values={
                **scope,
                **both("title", story["title"]),
                **both("strategy_note", story["note"]),
                "department": self.departments[story["department"]],
                "cycle": cycle,
                "strategy": self.strategies.get(story["strategy"] or ""),
                "progress_basis": story.get("basis", "key_results"),
                "starts_on": cycle.starts_on,
                "due_on": cycle.ends_on,
            },
        )
        if story["own"]:
            self._measure(story["own"], by, objective=objective)
        self._evidence(story, objective, by)
        made_paths = {key: self._path(one, objective, by) for key, one in story["paths"].items()}
        made = [self._key_result(one, objective, by, made_paths) for one in story["key_results"]]
        self._tasks(story["tasks"], objective, by, made)
        if not story.get("draft"):
            first = min([cycle.starts_on, *(one["start"] for one in story["key_results"])])
            self.events.insert(0, (first, -1, lambda: confirming.confirm(objective=objective, by=by, today=first)))
            asking = story.get("question")
            self.at(first + timedelta(days=2), partial(self._see, objective, asking and self.people[asking[0]]))
            if asking:
                self.at(asking[1], partial(self._ask_about, objective, self.people[asking[0]], asking[2].zh))
        if "closed_on" in story:
            self.at(story["closed_on"], lambda: objectives.close(objective=objective, by=by))
        return objective

    @staticmethod
    def _see(objective: Objective, but: User | None) -> None:
        """Everybody with a part in a plan has seen it, but for who asks about it."""
        for row in Acknowledgement.objects.filter(plan_version__objective=objective).exclude(user=but):
            acknowledging.acknowledge(acknowledgement=row, by=row.user)

    @staticmethod
    def _ask_about(objective: Objective, by: User, text: str) -> None:
        row = Acknowledgement.objects.get(plan_version__objective=objective, user=by)
        acknowledging.ask(acknowledgement=row, by=by, text=text)

    def _evidence(self, story: dict[str, Any], objective: Objective, by: User) -> None:
        if "feasibility" in story:
            means.set_means(objective=objective, by=by, values=self._means(story["feasibility"]))
        if "lead_time" in story:
            steps = [
                {
                    **both("title", title),
                    "days": days,
                    "unit": unit,
                    "calendar": self.calendars[place],
                    "is_buffer": buffer,
                    "started_on": started,
                }
                for title, days, unit, place, buffer, started in story["lead_time"]
            ]
            lead_times.set_chain(objective=objective, by=by, steps=steps, today=DEMO_DAY)
        if "delivery" in story:
            self._delivery(story["delivery"], objective, by)

    def _delivery(self, story: dict[str, Any], objective: Objective, by: User) -> None:
        """A chain filled from the company's template of one kind of transport, with the starts of its first steps."""
        template = LeadTimeTemplate.objects.get(transport=story["by"])
        goal = {**both("goal", story["goal"]), "needed_by": story["needed_by"]}
        lead_times.set_chain(objective=objective, by=by, steps=[], values=goal, today=DEMO_DAY)
        lead_times.use_template(objective=objective, by=by, template=template)
        steps = [lead_times.standing(one) for one in objective.lead_time_steps.all()]
        for step, started in zip(steps, story["started"], strict=False):
            step["started_on"] = started
        lead_times.set_chain(objective=objective, by=by, steps=steps, today=DEMO_DAY)

    def _means(self, story: dict[str, Any]) -> dict[str, Any]:
        """What the target needs and what there is: money, people with their share of time, stock of a product."""
        stock = ("orders", "units_per_order", "safety", "on_hand", "arriving")
        return {
            "currency": "EUR",
            "budget_available": Decimal(story["budget_available"]),
            "drivers": [{name: Decimal(value) for name, value in one.items()} for one in story["drivers"]],
            "effort": [{**both("title", title), "person_days": Decimal(days)} for title, days in story["effort"]],
            "people": [{"person": self.people[key], "allocation": Decimal(share)} for key, share in story["people"]],
            "stock": [
                {**both("title", title), **dict(zip(stock, map(Decimal, figures), strict=True))}
                for title, *figures in story["stock"]
            ],
        }

    def _path(self, story: dict[str, Any], objective: Objective, by: User) -> Path:
        returns, cost, need, difficulty, long_term, given = story["estimates"]
        values = {
            **both("title", story["title"]),
            "estimated_return": Decimal(returns),
            "estimated_cost": Decimal(cost),
            "resource_need": need,
            "difficulty": difficulty,
            "long_term": long_term,
            "budget_given": Decimal(given) if given else None,
            "parked": story.get("parked", False),
            **{f"{name}_source": source for name, source in story.get("sources", {}).items()},
        }
        if "person_days" in story:
            values["person_days_needed"], values["person_days_given"] = map(Decimal, story["person_days"])
        return paths.make(objective=objective, by=by, values=values)

    def _key_result(
        self, story: dict[str, Any], objective: Objective, by: User, made_paths: dict[str, Path]
    ) -> KeyResult:
        values = {
            **both("title", story["title"]),
            **both("short_title", story["short"]),
            "path": made_paths.get(story["path"] or ""),
            "owner": self.people[story["owner"]],
            "weight": story["weight"],
            "planned_start": story["start"],
            "effective_start": story.get("effective"),
            "due_on": story.get("due", objective.due_on),
            "control": story["control"],
            "impact": story["impact"],
        }
        made = key_results.make(objective=objective, by=by, values=values)
        for one in story["measures"]:
            self._measure(one, by, key_result=made)
        if "shared" in story:
            department, manager, day = story["shared"]
            self.at(day, partial(self._share, made, by, department, self.people[manager]))
        if "cause" in story:
            kind, text = story["cause"]
            key_results.set_cause(key_result=made, by=by, values={"kind": kind, **both("text", text)})
        if "risk" in story:
            kind, title, plan_b = story["risk"]
            key_results.add_risk(
                key_result=made, by=by, values={"kind": kind, **both("title", title), **both("plan_b", plan_b)}
            )
        return made

    def _share(self, key_result: KeyResult, by: User, department: str, manager: User) -> None:
        """Offered to a department, whose manager accepts on the same day."""
        share = key_results.offer_share(key_result=key_result, by=by, department=self.departments[department])
        key_results.accept_share(share=share, by=manager)

    def _measure(self, story: dict[str, Any], by: User, **place: Any) -> None:
        given: dict[str, Any] = {name: Decimal(story[name]) for name in ("baseline", "target") if name in story}
        guardrail = story.get("guardrail", False)
        made = measures.make(
            by=by,
            values={
                **both("name", story["name"]),
                **both("unit", story["unit"]),
                **given,
                "direction": story["direction"],
                "accumulation": story.get("accumulation", "level"),
                "weight": story.get("weight", 0 if guardrail else 1),
                "is_guardrail": guardrail,
                "metric": self.metrics.get(story.get("metric", "")),
                "baseline_source": story.get("source", ""),
                "due_on": story.get("due"),
                "stated_finish": story.get("stated_finish"),
            },
            **place,
        )
        if story["direction"] == Direction.MILESTONE and "steps" in story:
            steps = [
                {**both("title", title), "weight": weight, "accepted_on": day} for title, weight, day in story["steps"]
            ]
            measures.set_steps(measure=made, by=by, steps=steps)
        if "as_of" in story:
            read = {"baseline_on": story["as_of"]}
            self.at(story["as_of"], partial(measures.change, measure=made, by=by, version=None, values=read))
        for day, value in story["check_ins"]:
            self.at(day, self._check_in(made.pk, day, Decimal(value), fallback=by))
        contributor, parts = story.get("shared", ("", []))
        for day, value in parts:
            self.at(day, self._check_in(made.pk, day, Decimal(value), contributor=self.people[contributor]))

    def _check_in(
        self, measure: int, day: date, value: Decimal, *, fallback: User | None = None, contributor: User | None = None
    ) -> Callable[[], object]:
        """By the contributing department's manager for their part; else by the owner of the key result."""

        def record() -> object:
            row = Measure.objects.select_related("objective", "key_result__objective", "key_result__owner").get(
                pk=measure
            )
            by = contributor or (row.key_result.owner if row.key_result else fallback)
            assert by is not None
            return check_ins.record(measure=row, by=by, day=day, value=value, today=day)

        return record

    def _tasks(self, story: list[Any], objective: Objective, by: User, made: list[KeyResult]) -> None:
        rows: dict[str, Task] = {}
        for code, title, result, responsible, days, key, buffer, waits_for, started, done in story:
            parent = rows.get(code.rpartition(".")[0])
            is_summary = responsible is None
            rows[code] = tasks.make(
                objective=objective,
                by=by,
                values={
                    **both("title", title),
                    "kind": TaskKind.SUMMARY.value if is_summary else TaskKind.TASK.value,
                    "key_result": made[result],
                    "parent": parent,
                    "responsible": None if is_summary else self.people[responsible],
                    "accountable": None if is_summary else by,
                    "duration": days or 1,
                    "is_key": key,
                    "buffer": buffer,
                },
            )
            if waits_for:
                tasks.link(predecessor=rows[waits_for], successor=rows[code], by=by, values={})
            self._progress(rows[code], started, done)
        if rows:
            self.at(
                date(2026, 10, 7),
                lambda: schedules.plan_backwards(objective=objective, by=by, today=date(2026, 10, 7)),
            )

    def _progress(self, task: Task, started: date | None, done: date | None) -> None:
        person = task.responsible
        if started and person:
            self.at(started, self._report(task, person, TaskState.DOING, 40, started))
        if done and person:
            self.at(done, self._report(task, person, TaskState.DONE, 100, done))

    @staticmethod
    def _report(task: Task, by: User, state: TaskState, percent: int, day: date) -> Callable[[], object]:
        return lambda: tasks.report_progress(task=task, by=by, state=state, percent=percent, today=day)

    def _reported(self, story: dict[str, Any]) -> Objective:
        """The objective of a report: the first one of its department."""
        of_department = Objective.objects.filter(department=self.departments[story["objective"]])
        return of_department.order_by("pk")[0]

    def _report_on(self, story: dict[str, Any]) -> None:
        """Draft with its asks and next steps, and submit, as the manager did on that day."""
        objective, by, day = self._reported(story), self.people[story["by"]], story["day"]
        for one in story["asks"]:
            asks.make(objective=objective, by=by, values=_ask(one, objective))
        report = drafts.draft(objective=objective, by=by, today=day)
        for text, who, due in story["steps"]:
            values = {**both("text", text), "responsible": self.people[who], "due_on": due}
            parts.add_next_step(report=report, by=by, values=values)
        submission.submit(report=report, by=by, version=None, today=day)

    def _answer(self, story: dict[str, Any], who: str, answer: Answer, day: date, text: str) -> None:
        """The boss opens the report and decides every ask that waits on it."""
        boss = self.people[who]
        for ask in Ask.objects.filter(objective=self._reported(story), decider=boss).select_related("objective"):
            for place in ask.report_places.select_related("report"):
                submission.mark_read(report=place.report, by=boss)
            answers.decide(ask=ask, by=boss, answer=answer, today=day, version=None, text=text)


def _ask(story: dict[str, Any], objective: Objective) -> dict[str, Any]:
    moved = Measure.objects.filter(key_result__objective=objective, name=story.get("moves", "")).first()
    kept = ("kind", "amount", "currency", "headcount", "weeks", "needed_by")
    return {
        **{name: story[name] for name in kept if name in story},
        **both("title", story["title"]),
        **both("risk", story["risk"]),
        **both("fallback", story["fallback"]),
        "effect_measure": moved,
        "effect_unit_cost": story.get("unit_cost"),
    }


def both(field: str, text: T) -> dict[str, str]:
    """A text's columns: written in Chinese, with the English beside it."""
    return {field: text.zh, f"{field}_other": text.en, "language": "zh-hans"}


def set_day(day: date) -> None:
    """Move the demo's clock."""
    Installation.objects.filter(pk=1).update(demo_day=day)
