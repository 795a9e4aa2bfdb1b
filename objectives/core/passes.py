"""The two passes over a network, in instants: as early as possible, and as late as possible.

Forward, a task starts at the latest of what holds it back, and may be held back further by what its end waits for;
backward, it ends at the earliest of what it holds up. Both snap work in working days to worked days of the task's
calendar; elapsed work and milestones never snap. A task covers its work and then its buffer: [start, end), where
`work_ends` is the end of the work alone.

Lags count working days of their own calendar or elapsed days. A lag of k days forward is the earliest instant with k
days in between, backward the latest, so that a date that one pass allows is never too late for the other; a lead
allows up to k working days of overlap.

Done tasks keep their actual days and running ones their actual start, so links that would move a start that has
happened, or anything of a done task, say nothing more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from objectives.core.network import Edge, Graph, TaskFacts
from objectives.core.vocabulary import DurationUnit
from objectives.core.workdays import WorkCalendar, end_of, start_of

LOWEST, HIGHEST = date.min.toordinal(), date.max.toordinal()


@dataclass(slots=True)
class Times:
    """Instants of every node of a graph."""

    starts: list[int]
    work_ends: list[int]
    ends: list[int]

    @classmethod
    def of(cls, size: int) -> "Times":
        return cls([0] * size, [0] * size, [0] * size)

    def set(self, node: int, start: int, work_end: int, end: int) -> None:
        self.starts[node], self.work_ends[node], self.ends[node] = start, work_end, end


@dataclass(slots=True)
class Rules:
    """How one task is laid on its calendar. `snaps` is true of work in working days."""

    calendar: WorkCalendar
    days: int
    unit: DurationUnit
    buffer: int

    @property
    def snaps(self) -> bool:
        return self.days > 0 and self.unit is DurationUnit.WORKING

    def from_start(self, start: int) -> tuple[int, int, int]:
        """(start, end of work, end) from the earliest possible start."""
        if self.snaps:
            start = self.calendar.start_at_or_after(start)
        work_end = end_of(self.calendar, start, self.days, self.unit)
        return start, work_end, end_of(self.calendar, work_end, self.buffer, DurationUnit.WORKING)

    def until_end(self, end: int) -> tuple[int, int, int]:
        """(start, end of work, end) up to the latest possible end."""
        if self.snaps or (self.days and self.buffer):
            end = self.calendar.end_at_or_before(end)
        work_end = start_of(self.calendar, end, self.buffer, DurationUnit.WORKING)
        if self.snaps and self.buffer:
            work_end = self.calendar.end_at_or_before(work_end)
        return start_of(self.calendar, work_end, self.days, self.unit), work_end, end

    def earliest(self, start: int, end: int) -> tuple[int, int, int]:
        """As early as possible, starting at or after one instant and ending at or after another."""
        placed = self.from_start(start)
        if placed[2] >= end:
            return placed
        if self.snaps or (self.days and self.buffer):
            end = self.calendar.end_at_or_after(end)
        return self.until_end(end)

    def latest(self, start: int, end: int) -> tuple[int, int, int]:
        """As late as possible, starting at or before one instant and ending at or before another."""
        placed = self.until_end(end)
        if placed[0] <= start:
            return placed
        return self.from_start(self.calendar.start_at_or_before(start) if self.snaps else start)


def rules_of(task: TaskFacts, calendars: Mapping[str, WorkCalendar], *, buffered: bool = True) -> Rules:
    """A task's rules, with its buffer or as if it had none."""
    return Rules(calendars[task.calendar], task.duration, task.unit, task.buffer if buffered else 0)


def forward(
    graph: Graph, calendars: Mapping[str, WorkCalendar], origin: int, today: int, *, buffered: bool = True
) -> Times:
    """Earliest instants: nothing that has not started begins before `origin`, running work goes on from `today`."""
    times = Times.of(len(graph.order))
    leaves = graph.leaves
    for node in graph.order:
        if node >= len(leaves):
            instant = max(_bounds(graph.into[node], times, calendars))
            times.set(node, instant, instant, instant)
            continue
        task = leaves[node]
        rules = rules_of(task, calendars, buffered=buffered)
        if task.is_done:
            times.set(node, *_actual(task, rules))
            continue
        start, end = _bounds(graph.into[node], times, calendars)
        if task.has_started:
            times.set(node, *_running(task, rules, end, today))
        else:
            times.set(node, *rules.earliest(max(start, origin, _not_before(task)), end))
    return times


def backward(graph: Graph, calendars: Mapping[str, WorkCalendar], limit: int) -> Times:
    """Latest instants that let everything, buffers included, end at `limit` or a task's own earlier day."""
    times = Times.of(len(graph.order))
    leaves = graph.leaves
    for node in reversed(graph.order):
        start, end = _late_bounds(graph.out_of[node], times, leaves, calendars)
        if node >= len(leaves):
            instant = min(start, end, limit)
            times.set(node, instant, instant, instant)
            continue
        task = leaves[node]
        times.set(node, *rules_of(task, calendars).latest(start, min(end, own_limit(task, limit))))
    return times


def own_limit(task: TaskFacts, limit: int) -> int:
    """Instant at which a task must have ended: the plan's, or that of its own last day."""
    return limit if task.finish_by is None else min(limit, task.finish_by.toordinal() + 1)


def bound_of(edge: Edge, times: Times, calendars: Mapping[str, WorkCalendar]) -> int:
    """The instant before which an edge's target may not start (or end, if it holds the end)."""
    instant = times.ends[edge.source] if edge.from_end else times.starts[edge.source]
    if not edge.lag or edge.elapsed:
        return instant + edge.lag
    calendar = calendars[edge.lag_calendar]
    if edge.lag > 0:
        return calendar.forth(instant, edge.lag)
    return calendar.end_at_or_before(calendar.back(instant, -edge.lag))


def _bounds(edges: Sequence[Edge], times: Times, calendars: Mapping[str, WorkCalendar]) -> tuple[int, int]:
    """(earliest start, earliest end) that a node's incoming edges allow."""
    start = end = LOWEST
    for edge in edges:
        bound = bound_of(edge, times, calendars)
        if edge.to_end:
            end = max(end, bound)
        else:
            start = max(start, bound)
    return start, end


def _late_bounds(
    edges: Sequence[Edge], times: Times, leaves: Sequence[TaskFacts], calendars: Mapping[str, WorkCalendar]
) -> tuple[int, int]:
    """(latest start, latest end) that a node's outgoing edges allow."""
    start = end = HIGHEST
    for edge in edges:
        if edge.target < len(leaves) and _is_settled(leaves[edge.target], edge):
            continue
        bound = late_bound_of(edge, times, calendars)
        if edge.from_end:
            end = min(end, bound)
        else:
            start = min(start, bound)
    return start, end


def late_bound_of(edge: Edge, times: Times, calendars: Mapping[str, WorkCalendar]) -> int:
    """The instant after which an edge's source may not end (or start, if it counts from the start)."""
    instant = times.ends[edge.target] if edge.to_end else times.starts[edge.target]
    if not edge.lag or edge.elapsed:
        return instant - edge.lag
    calendar = calendars[edge.lag_calendar]
    if edge.lag > 0:
        return calendar.back(instant, edge.lag)
    return calendar.start_at_or_after(calendar.forth(instant, -edge.lag))


def _is_settled(target: TaskFacts, edge: Edge) -> bool:
    """Whether what an edge would hold back has happened already."""
    return target.is_done or (target.has_started and not edge.to_end)


def _not_before(task: TaskFacts) -> int:
    """A milestone happens on its day, so its instant is the midnight after it."""
    if task.not_before is None:
        return LOWEST
    return task.not_before.toordinal() + (not task.duration)


def _actual(task: TaskFacts, rules: Rules) -> tuple[int, int, int]:
    """A done task has used or given back its buffer."""
    assert task.actual_finish is not None
    end = task.actual_finish.toordinal() + 1
    if task.actual_start is not None and rules.days:
        return task.actual_start.toordinal(), end, end
    return start_of(rules.calendar, end, rules.days, rules.unit), end, end


def _running(task: TaskFacts, rules: Rules, end: int, today: int) -> tuple[int, int, int]:
    assert task.actual_start is not None
    start = task.actual_start.toordinal()
    days = _remaining(task, rules, start, today)
    rest = Rules(rules.calendar, days, rules.unit, rules.buffer)
    _, work_end, end = rest.earliest(max(start, today), end)
    return start, work_end, end


def _remaining(task: TaskFacts, rules: Rules, start: int, today: int) -> int:
    """Days still to work: as stated, else the duration less the days since the start, at least one of them."""
    if task.remaining is not None:
        return task.remaining
    passed = today - start if rules.unit is DurationUnit.ELAPSED else rules.calendar.between(start, today)
    return min(rules.days, max(rules.days - max(passed, 0), 1))
