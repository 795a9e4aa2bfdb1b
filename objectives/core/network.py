"""Tasks and their links: which links are refused, and what a link on a summary stands for.

A link on a summary stands for all leaves inside it. Where a summary is the predecessor, its leaves are first gathered
in one node that takes no time (the latest of their starts or of their ends), so that a link costs as many edges as it
has leaves on both sides together and not their product.

Refused: a task that is not there, a link to oneself, a link between a summary and a task inside it, a second link for
one pair, a negative lag on a start-to-finish link, and a cycle, whose tasks are listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from objectives.core.vocabulary import DurationUnit, LinkRefusal, LinkType, TaskKind
from objectives.core.wbs import Key
from objectives.core.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A row of the work breakdown. A summary has no duration, buffer or days of its own; a milestone takes 0 days.

    `duration` counts `unit` days, `buffer` and `remaining` working days (`remaining` in `unit`) of `calendar`, the name
    of one of the network's calendars. `not_before` is the first day on which it may start, `finish_by` the last day on
    which it, buffer included, may end. A task with an actual start runs, with an actual finish it is done.
    """

    key: Key
    kind: TaskKind = TaskKind.TASK
    parent: Key | None = None
    duration: int = 0
    unit: DurationUnit = DurationUnit.WORKING
    calendar: str = ""
    buffer: int = 0
    is_key: bool = False
    not_before: date | None = None
    finish_by: date | None = None
    actual_start: date | None = None
    actual_finish: date | None = None
    remaining: int | None = None

    @property
    def is_done(self) -> bool:
        return self.actual_finish is not None

    @property
    def has_started(self) -> bool:
        return self.actual_start is not None or self.is_done


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """Successor depends on predecessor. `lag` counts days of `lag_calendar` (default: the successor's) or elapsed ones.

    A negative lag is a lead.
    """

    predecessor: Key
    successor: Key
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar: str | None = None
    lag_unit: DurationUnit = DurationUnit.WORKING


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A refused link; `cycle` lists the tasks of a cycle in order, each once."""

    link: LinkFacts
    refusal: LinkRefusal
    cycle: tuple[Key, ...] = ()


class NetworkRefused(ValueError):
    """A network that cannot be scheduled, with its problems."""

    def __init__(self, problems: Sequence[LinkProblem]) -> None:
        super().__init__("; ".join(_sentence(problem) for problem in problems))
        self.problems = tuple(problems)


def _sentence(problem: LinkProblem) -> str:
    keys = problem.cycle or (problem.link.predecessor, problem.link.successor)
    return f"{problem.refusal}: {' → '.join(str(key) for key in keys)}"


@dataclass(frozen=True, slots=True)
class Network:
    """Tasks, links and the calendars that they name. Checked when it is made: raises NetworkRefused or ValueError."""

    tasks: tuple[TaskFacts, ...]
    links: tuple[LinkFacts, ...]
    calendars: Mapping[str, WorkCalendar]
    graph: "Graph" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for task in self.tasks:
            _check_task(task, self.calendars)
        for link in self.links:
            if link.lag_calendar is not None:
                _check_calendar(link.lag_calendar, self.calendars)
        rows = {task.key: task for task in self.tasks}
        problems = _refused(rows, self.links)
        if problems:
            raise NetworkRefused(problems)
        builder = _Builder(rows, self.links)
        order = _topological(builder.size, builder.edges)
        if len(order) < builder.size:
            raise NetworkRefused([_cycle_problem(builder, order)])
        object.__setattr__(self, "graph", builder.graph(order))


def _check_task(task: TaskFacts, calendars: Mapping[str, WorkCalendar]) -> None:
    if task.kind is TaskKind.SUMMARY:
        return
    _check_calendar(task.calendar, calendars)
    if task.buffer < 0 or task.duration < 0 or (task.kind is TaskKind.MILESTONE and task.duration):
        raise ValueError(f"task {task.key} has a duration or buffer that its kind cannot have")


def _check_calendar(name: str, calendars: Mapping[str, WorkCalendar]) -> None:
    if name not in calendars:
        raise ValueError(f"the calendar {name!r} is not among those given")


class Edge(NamedTuple):
    """A link between two nodes, by their indices. A tuple, because a large plan makes very many."""

    source: int
    target: int
    from_end: bool  # counts from the end of the source, else from its start
    to_end: bool  # holds back the end of the target, else its start
    lag: int = 0
    lag_calendar: str = ""
    elapsed: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes are the leaves, by index in `leaves`, followed by the gathering nodes of summaries.

    `order` is topological; `into` and `out_of` list each node's edges.
    """

    leaves: tuple[TaskFacts, ...]
    order: tuple[int, ...]
    into: tuple[tuple[Edge, ...], ...]
    out_of: tuple[tuple[Edge, ...], ...]
    inside: Mapping[Key, tuple[int, ...]]  # a summary's leaves


def problems_of(tasks: Iterable[TaskFacts], links: Sequence[LinkFacts]) -> tuple[LinkProblem, ...]:
    """Every refused link; a cycle is looked for once the others are out of the way."""
    rows = {task.key: task for task in tasks}
    problems = _refused(rows, links)
    if problems:
        return problems
    builder = _Builder(rows, links)
    order = _topological(builder.size, builder.edges)
    return () if len(order) == builder.size else (_cycle_problem(builder, order),)


def _refused(rows: Mapping[Key, TaskFacts], links: Iterable[LinkFacts]) -> tuple[LinkProblem, ...]:
    """The links that are refused for themselves, cycles aside."""
    problems: list[LinkProblem] = []
    pairs: set[tuple[Key, Key]] = set()
    for link in links:
        refusal = _refusal(link, rows, pairs)
        if refusal:
            problems.append(LinkProblem(link, refusal))
        pairs.add((link.predecessor, link.successor))
    return tuple(problems)


def _refusal(link: LinkFacts, rows: Mapping[Key, TaskFacts], pairs: set[tuple[Key, Key]]) -> LinkRefusal | None:
    if link.predecessor not in rows or link.successor not in rows:
        return LinkRefusal.UNKNOWN_TASK
    if link.predecessor == link.successor:
        return LinkRefusal.ITSELF
    if _is_inside(link.predecessor, link.successor, rows) or _is_inside(link.successor, link.predecessor, rows):
        return LinkRefusal.ANCESTOR
    if (link.predecessor, link.successor) in pairs:
        return LinkRefusal.TWICE
    if link.type is LinkType.SF and link.lag < 0:
        return LinkRefusal.START_FINISH_LEAD
    return None


def _is_inside(key: Key, summary: Key, rows: Mapping[Key, TaskFacts]) -> bool:
    parent = rows[key].parent
    while parent is not None and parent in rows:
        if parent == summary:
            return True
        parent = rows[parent].parent
    return False


def _cycle_problem(builder: "_Builder", order: Iterable[int]) -> LinkProblem:
    nodes = _cycle(builder, set(order))
    keys = tuple(builder.leaves[node].key for node in nodes if node < len(builder.leaves))
    return LinkProblem(_closing_link(keys, builder), LinkRefusal.CYCLE, keys)


def _closing_link(keys: Sequence[Key], builder: "_Builder") -> LinkFacts:
    """The last of the links given that leads from one task of the cycle to the next."""
    rows = builder.rows

    def covers(link: LinkFacts, source: Key, target: Key) -> bool:
        return all(
            leaf == end or _is_inside(leaf, end, rows)
            for leaf, end in ((source, link.predecessor), (target, link.successor))
        )

    steps = list(zip(keys, (*keys[1:], keys[0]), strict=True))
    return next(link for link in reversed(builder.links) if any(covers(link, *step) for step in steps))


def _cycle(builder: "_Builder", in_order: set[int]) -> list[int]:
    """The nodes of one cycle, in order: walking backwards among nodes without an order must come round."""
    before = {edge.target: edge.source for edge in builder.edges if edge.source not in in_order}
    node = next(node for node in range(builder.size) if node not in in_order)
    trail: list[int] = []
    seen: set[int] = set()
    while node not in seen:
        seen.add(node)
        trail.append(node)
        node = before[node]
    return trail[trail.index(node) :][::-1]


class _Builder:
    """Turns links between rows into edges between leaves."""

    def __init__(self, rows: Mapping[Key, TaskFacts], links: Sequence[LinkFacts]) -> None:
        self.rows, self.links = rows, links
        self.leaves = [task for task in rows.values() if task.kind is not TaskKind.SUMMARY]
        self.index = {task.key: number for number, task in enumerate(self.leaves)}
        self.inside = _leaves_inside(rows, self.index)
        self.size = len(self.leaves)
        self.edges: list[Edge] = []
        self._gathering: dict[tuple[Key, bool], int] = {}
        for link in links:
            self._add(link)

    def graph(self, order: Iterable[int]) -> Graph:
        into: list[list[Edge]] = [[] for _ in range(self.size)]
        out_of: list[list[Edge]] = [[] for _ in range(self.size)]
        for edge in self.edges:
            into[edge.target].append(edge)
            out_of[edge.source].append(edge)
        leaves = tuple(self.leaves)
        return Graph(leaves, tuple(order), tuple(map(tuple, into)), tuple(map(tuple, out_of)), self.inside)

    def _add(self, link: LinkFacts) -> None:
        from_end = link.type in (LinkType.FS, LinkType.FF)
        to_end = link.type in (LinkType.FF, LinkType.SF)
        if link.predecessor in self.index:
            source = self.index[link.predecessor]
        elif self.inside[link.predecessor]:
            source = self._gathered(link.predecessor, from_end)
        else:
            return
        elapsed = link.lag_unit is DurationUnit.ELAPSED
        for target in self._leaves_of(link.successor):
            calendar = self.leaves[target].calendar if link.lag_calendar is None else link.lag_calendar
            self.edges.append(Edge(source, target, from_end, to_end, link.lag, calendar, elapsed))

    def _leaves_of(self, key: Key) -> tuple[int, ...]:
        return (self.index[key],) if key in self.index else self.inside[key]

    def _gathered(self, summary: Key, from_end: bool) -> int:
        """The node of no duration at the latest start or end of a summary's leaves."""
        if (summary, from_end) not in self._gathering:
            self._gathering[summary, from_end] = self.size
            self.edges += [Edge(leaf, self.size, from_end, to_end=False) for leaf in self.inside[summary]]
            self.size += 1
        return self._gathering[summary, from_end]


def _leaves_inside(rows: Mapping[Key, TaskFacts], index: Mapping[Key, int]) -> dict[Key, tuple[int, ...]]:
    inside: dict[Key, list[int]] = defaultdict(list)
    for key, number in index.items():
        parent = rows[key].parent
        while parent is not None and parent in rows:
            inside[parent].append(number)
            parent = rows[parent].parent
    return {task.key: tuple(inside[task.key]) for task in rows.values() if task.kind is TaskKind.SUMMARY}


def _topological(size: int, edges: Iterable[Edge]) -> list[int]:
    """Nodes in an order in which every edge leads forwards; those on or behind a cycle are left out."""
    followers: list[list[int]] = [[] for _ in range(size)]
    waiting = [0] * size
    for edge in edges:
        followers[edge.source].append(edge.target)
        waiting[edge.target] += 1
    order = [node for node in range(size) if not waiting[node]]
    for node in order:
        for follower in followers[node]:
            waiting[follower] -= 1
            if not waiting[follower]:
                order.append(follower)
    return order
