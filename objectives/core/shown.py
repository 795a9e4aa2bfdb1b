"""The days on which instants are shown, first and last, both inclusive.

Work covering [start, end) is shown from `start` to the day before `end`. A milestone has an instant only and is shown
on one day: the last day before it that is worked, by the milestone's own calendar or by whatever fixes the instant (a
ship that arrives on a Sunday, a deadline on a holiday), and never before a floor (the plan's start).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from objectives.core.network import Edge, Graph
from objectives.core.passes import Times, bound_of, late_bound_of, own_limit
from objectives.core.vocabulary import DurationUnit
from objectives.core.workdays import WorkCalendar

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Showing:
    """Shows the instants of one pass: the late one if it has a limit, else an early one."""

    graph: Graph
    calendars: Mapping[str, WorkCalendar]
    times: Times
    floor: int
    limit: int | None = None

    def of(self, node: int) -> Days:
        """First and last day of a leaf, its buffer included; the actual days of a done one in an early pass."""
        task = self.graph.leaves[node]
        start, end = self.times.starts[node], self.times.ends[node]
        if self.limit is None and task.actual_finish is not None:
            return min(date.fromordinal(start), task.actual_finish), task.actual_finish
        return self.days(node, start, end)

    def days(self, node: int, start: int, end: int) -> Days:
        """First and last day of a leaf between two instants, be they those of the pass or not."""
        if self.graph.leaves[node].duration:
            return date.fromordinal(start), date.fromordinal(end - 1)
        first = self._milestone(node, start)
        return first, first if start == end else self._milestone(node, end)

    def _milestone(self, node: int, instant: int) -> date:
        if instant - 1 <= self.floor:
            return date.fromordinal(self.floor)
        worked = {self.graph.leaves[node].calendar} | self._calendars_fixing(node, instant)
        last = max(self.calendars[name].end_at_or_before(instant) for name in worked if name is not None)
        return date.fromordinal(max(instant if None in worked else last, self.floor + 1) - 1)

    def _calendars_fixing(self, node: int, instant: int) -> set[str | None]:
        """Calendars of what fixes the instant of a milestone, through other milestones; None is every day."""
        fixed = self.times.starts[node] if self.limit is None else self.times.ends[node]
        if instant != fixed:
            return set()
        names: set[str | None] = set()
        waiting, seen = [node], {node}
        while waiting:
            current = waiting.pop()
            if self._ends_on_its_last_day(current, instant):
                names.add(None)
            for edge, other in self._fixing(current, instant):
                if edge.lag:
                    names.add(None if edge.elapsed else edge.lag_calendar)
                elif other >= len(self.graph.leaves) or not self.graph.leaves[other].duration:
                    waiting += {other} - seen
                    seen.add(other)
                else:
                    names.add(self._calendar(other))
        return names

    def _fixing(self, node: int, instant: int) -> Iterable[tuple[Edge, int]]:
        """Edges, with the node at their other end, that alone would put a node at an instant."""
        if self.limit is None:
            for edge in self.graph.into[node]:
                if bound_of(edge, self.times, self.calendars) == instant:
                    yield edge, edge.source
        else:
            for edge in self.graph.out_of[node]:
                if late_bound_of(edge, self.times, self.calendars) == instant:
                    yield edge, edge.target

    def _ends_on_its_last_day(self, node: int, instant: int) -> bool:
        if self.limit is None or node >= len(self.graph.leaves):
            return False
        return own_limit(self.graph.leaves[node], self.limit) == instant

    def _calendar(self, node: int) -> str | None:
        task = self.graph.leaves[node]
        return None if task.unit is DurationUnit.ELAPSED or task.is_done else task.calendar
