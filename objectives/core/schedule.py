"""Schedules: when each task starts and finishes, how much room it has, and whether the plan keeps its deadline.

`plan_backwards` plans every task as late as the deadline allows, `plan_forwards` as early as possible. Days are shown
inclusive: a task's first day and its last. A milestone is shown on one day, the last worked day before its instant and
never before the plan's start.

- Latest days come from the deadline, the buffers kept. A buffer is working days at the end of a task: the work is
  planned to finish that much before the latest finish. It is inside the chain and is not slack.
- Early days run forward from the plan's start or today, whichever is later, with the buffers; forecast days are the
  same without any buffer, so that what they overrun the planned finish by is the buffer used.
- Slack is the working days between early and latest days, negative when late. Critical is the least slack of the plan.
- A plan that is late keeps its deadline by spending buffer if the forecast finishes in time; otherwise it cannot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from objectives.core.network import Network, TaskFacts
from objectives.core.passes import Times, backward, bound_of, forward, own_limit, rules_of
from objectives.core.shown import Showing
from objectives.core.vocabulary import BufferState, DurationUnit, PlanVerdict
from objectives.core.wbs import Key

KEY_BUFFER_WORKING_DAYS = 10
KEY_BUFFER_CALENDAR_DAYS = 14


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """A row's days, first and last, both inclusive. `slack` in working days of its calendar, None when done.

    `latest_finish` and `early_finish` include the buffer, planned and forecast finish do not.
    """

    key: Key
    early_start: date
    early_finish: date
    latest_start: date
    latest_finish: date
    planned_start: date
    planned_finish: date
    forecast_start: date
    forecast_finish: date
    slack: int | None
    critical: bool = False
    clamped: bool = False  # the latest start lies before the plan's start
    buffer_thin: bool = False  # a key task with less than two weeks of buffer
    buffer_used: int = 0  # working days
    buffer_state: BufferState | None = None  # None without a buffer


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rows by key; a summary without leaves has no days and is left out.

    `late_by` counts working days that the chain, buffers kept, ends after its last day, `chain` lists the tasks that
    cause it, first to last. `earliest_finish` is the last day of the plan if all buffers were spent.
    """

    tasks: Mapping[Key, ScheduledTask]
    deadline: date
    verdict: PlanVerdict
    late_by: int
    chain: tuple[Key, ...]
    earliest_finish: date
    least_slack: int | None
    clamped: tuple[Key, ...]
    thin_buffers: tuple[Key, ...]
    provisional: bool

    @property
    def buffer_spent(self) -> int:
        """Working days of buffer that keeping the deadline costs; 0 when it is kept anyway or cannot be."""
        return self.late_by if self.verdict is PlanVerdict.SPENDS_BUFFER else 0


def plan_backwards(network: Network, deadline: date, plan_start: date, today: date) -> Schedule:
    """As late as possible before a deadline (that day included). Raises ValueError without leaves, OutsideCalendar."""
    draft = _Draft(network, plan_start, today)
    return draft.schedule(deadline.toordinal() + 1, planned_late=True)


def plan_forwards(network: Network, plan_start: date, today: date, deadline: date | None = None) -> Schedule:
    """As early as possible; without a deadline the latest days come from the earliest finish of the plan."""
    draft = _Draft(network, plan_start, today)
    limit = max(draft.early.ends) if deadline is None else deadline.toordinal() + 1
    return draft.schedule(limit, planned_late=False)


def buffer_state(used: int, buffer: int) -> BufferState | None:
    """Green under a third used, amber under two thirds, red from there; None without a buffer."""
    if buffer <= 0:
        return None
    if used * 3 < buffer:
        return BufferState.GREEN
    return BufferState.AMBER if used * 3 < buffer * 2 else BufferState.RED


@dataclass(frozen=True, slots=True)
class _Shown:
    """The passes of a plan, ready to be shown; `planned` is the late or the early one."""

    late: Showing
    early: Showing
    bare: Showing
    planned: Showing


class _Draft:
    """A network with its early passes done, waiting for the instant at which it must have ended."""

    def __init__(self, network: Network, plan_start: date, today: date) -> None:
        if not network.graph.leaves:
            raise ValueError("a plan needs at least one task")
        self.graph, self.calendars = network.graph, network.calendars
        self.network = network
        self.plan_start = plan_start.toordinal()
        self.origin = max(self.plan_start, today.toordinal())
        self.early = forward(self.graph, self.calendars, self.origin, today.toordinal())
        has_buffers = any(task.buffer for task in self.graph.leaves)
        self.bare = (
            forward(self.graph, self.calendars, self.origin, today.toordinal(), buffered=False)
            if has_buffers
            else self.early
        )

    def schedule(self, limit: int, *, planned_late: bool) -> Schedule:
        late = backward(self.graph, self.calendars, limit)
        slacks = [self._slack(node, late) for node in range(len(self.graph.leaves))]
        least = min((slack for slack in slacks if slack is not None), default=None)
        shown = self._shown(late, limit, planned_late)
        rows = [self._row(node, shown, slacks[node], least) for node in range(len(slacks))]
        worst, late_by = self._worst(self.early, limit)
        tasks = {row.key: row for row in rows}
        summaries = {key: _summary(key, [rows[leaf] for leaf in leaves]) for key, leaves in self._summaries()}
        return Schedule(
            tasks=tasks | summaries,
            deadline=date.fromordinal(limit - 1),
            verdict=self._verdict(late_by, limit),
            late_by=late_by,
            chain=self._chain(worst) if late_by else (),
            earliest_finish=max(row.forecast_finish for row in rows),
            least_slack=least,
            clamped=tuple(row.key for row in rows if row.clamped),
            thin_buffers=tuple(row.key for row in rows if row.buffer_thin),
            provisional=self._provisional(late),
        )

    def _shown(self, late: Times, limit: int, planned_late: bool) -> "_Shown":
        lately = Showing(self.graph, self.calendars, late, self.plan_start, limit)
        early = Showing(self.graph, self.calendars, self.early, self.origin)
        bare = Showing(self.graph, self.calendars, self.bare, self.origin)
        return _Shown(lately, early, bare, lately if planned_late else early)

    def _buffer_used(self, task: TaskFacts, node: int, work_end: int) -> int:
        """Working days by which the forecast overruns the planned finish."""
        if not task.buffer:
            return 0
        return max(self.calendars[task.calendar].between(work_end, self.bare.ends[node]), 0)

    def _summaries(self) -> Iterable[tuple[Key, tuple[int, ...]]]:
        return ((key, leaves) for key, leaves in self.graph.inside.items() if leaves)

    def _slack(self, node: int, late: Times) -> int | None:
        task = self.graph.leaves[node]
        if task.is_done:
            return None
        calendar = self.calendars[task.calendar]
        finish = calendar.between(self.early.ends[node], late.ends[node])
        if task.has_started:
            return finish
        return min(finish, calendar.between(self.early.starts[node], late.starts[node]))

    def _row(self, node: int, shown: "_Shown", slack: int | None, least: int | None) -> ScheduledTask:
        task = self.graph.leaves[node]
        latest_start, latest_finish = shown.late.of(node)
        early, forecast = shown.early.of(node), shown.bare.of(node)
        start, work_end, clamped = self._planned(task, node, shown.planned.times)
        planned_start, planned_finish = shown.planned.days(node, start, work_end)
        used = self._buffer_used(task, node, work_end)
        return ScheduledTask(
            key=task.key,
            early_start=early[0],
            early_finish=early[1],
            latest_start=latest_start,
            latest_finish=latest_finish,
            planned_start=planned_start,
            planned_finish=planned_finish,
            forecast_start=forecast[0],
            forecast_finish=forecast[1],
            slack=slack,
            critical=slack is not None and slack == least,
            clamped=clamped,
            buffer_thin=task.is_key and _is_thin(task.buffer, (latest_finish - planned_finish).days),
            buffer_used=used,
            buffer_state=buffer_state(used, task.buffer),
        )

    def _planned(self, task: TaskFacts, node: int, planned: Times) -> tuple[int, int, bool]:
        """(start, end of work, clamped): no work that has not started is planned before the plan's start."""
        start, work_end = planned.starts[node], planned.work_ends[node]
        if task.has_started or start >= self.plan_start:
            return start, work_end, False
        start, work_end, _ = rules_of(task, self.calendars).from_start(self.plan_start)
        return start, work_end, True

    def _worst(self, times: Times, limit: int) -> tuple[int, int]:
        """(leaf, working days) that ends furthest after its last day; done tasks count when nothing else is left."""
        leaves = self.graph.leaves
        backwards = [node for node in reversed(self.graph.order) if node < len(leaves)]  # of equals, the last one
        nodes = [node for node in backwards if not leaves[node].is_done] or backwards
        lateness = {node: self._lateness(leaves[node], times.ends[node], limit) for node in nodes}
        worst = max(nodes, key=lambda node: (lateness[node], times.ends[node]))
        return worst, lateness[worst]

    def _lateness(self, task: TaskFacts, end: int, limit: int) -> int:
        last = own_limit(task, limit)
        if end <= last:
            return 0
        days = self.calendars[task.calendar].between(last, end)
        return max(days, 1) if task.unit is DurationUnit.ELAPSED and task.duration else days

    def _verdict(self, late_by: int, limit: int) -> PlanVerdict:
        if not late_by:
            return PlanVerdict.FITS
        return PlanVerdict.IMPOSSIBLE if self._worst(self.bare, limit)[1] else PlanVerdict.SPENDS_BUFFER

    def _chain(self, node: int) -> tuple[Key, ...]:
        """The tasks that hold back a leaf, one behind the other, back to the one that nothing holds back."""
        leaves = self.graph.leaves
        chain: list[Key] = []
        following: int | None = node
        while following is not None:
            node = following
            if node < len(leaves):
                chain.append(leaves[node].key)
            following = self._driver(node)
        return tuple(reversed(chain))

    def _driver(self, node: int) -> int | None:
        """The node whose edge alone would hold this one where it is."""
        leaves = self.graph.leaves
        if node < len(leaves) and leaves[node].has_started:
            return None
        for edge in self.graph.into[node]:
            bound = bound_of(edge, self.early, self.calendars)
            if node >= len(leaves):
                held = bound == self.early.starts[node]
            elif edge.to_end:
                held = bound == self.early.ends[node]
            else:
                held = rules_of(leaves[node], self.calendars).from_start(bound)[0] == self.early.starts[node]
            if held:
                return edge.source
        return None

    def _provisional(self, late: Times) -> bool:
        return any(
            self.calendars[task.calendar].is_provisional(
                min(self.early.starts[node], late.starts[node]), max(self.early.ends[node], late.ends[node])
            )
            for node, task in enumerate(self.graph.leaves)
            if self.calendars[task.calendar].provisional_years
        )


def _is_thin(buffer: int, calendar_days: int) -> bool:
    return buffer < KEY_BUFFER_WORKING_DAYS or calendar_days < KEY_BUFFER_CALENDAR_DAYS


def _summary(key: Key, leaves: list[ScheduledTask]) -> ScheduledTask:
    """First and last days of the leaves; the least of their slacks."""
    return ScheduledTask(
        key=key,
        early_start=min(leaf.early_start for leaf in leaves),
        early_finish=max(leaf.early_finish for leaf in leaves),
        latest_start=min(leaf.latest_start for leaf in leaves),
        latest_finish=max(leaf.latest_finish for leaf in leaves),
        planned_start=min(leaf.planned_start for leaf in leaves),
        planned_finish=max(leaf.planned_finish for leaf in leaves),
        forecast_start=min(leaf.forecast_start for leaf in leaves),
        forecast_finish=max(leaf.forecast_finish for leaf in leaves),
        slack=min((leaf.slack for leaf in leaves if leaf.slack is not None), default=None),
        critical=any(leaf.critical for leaf in leaves),
        clamped=any(leaf.clamped for leaf in leaves),
    )
