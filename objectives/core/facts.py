"""What the rules read and what they answer: frozen dataclasses, no behaviour.

The shell (`objectives.queries`) fills `ObjectiveFacts` from rows; `objectives.core.assess.assess` turns them
into an `ObjectiveResult`; the shell stores the few figures that lists sort by, and pages print the rest.
Shares (progress, expected, forecast, completion) are Decimals where 1 is 100 %. Days are `date`s.
`None` always means "not known", never 0.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from objectives.core.vocabulary import Accumulation, Basis, Direction, ForecastMethod, Rhythm, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """One check-in that counts: value of a measure on a day. Of two on one day the shell passes the last recorded."""

    day: date
    value: Decimal
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a milestone: its weight and the day it was accepted, if it was."""

    weight: int
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure as declared, with its readings in ascending order of day."""

    key: int
    direction: Direction
    accumulation: Accumulation = Accumulation.LEVEL
    baseline: Decimal | None = None
    target: Decimal | None = None
    weight: int = 1
    guardrail: bool = False
    rhythm: Rhythm = Rhythm.WEEKLY
    planned_start: date = date.min
    due_on: date = date.max
    effective_start: date | None = None  # stored; None: the first reading above 0
    profile: tuple[Decimal, ...] = ()  # weekly shares of the plan, summing to 1; empty: linear in calendar days
    readings: tuple[Reading, ...] = ()
    steps: tuple[Step, ...] = ()  # milestones only
    forecast_finish: date | None = None  # milestones: the task's forecast finish, else the owner's stated day


@dataclass(frozen=True, slots=True)
class KeyResultFacts:
    key: int
    weight: int
    planned_start: date
    due_on: date
    measures: tuple[MeasureFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveFacts:
    starts_on: date
    due_on: date
    key_results: tuple[KeyResultFacts, ...] = ()
    own: MeasureFacts | None = None  # the objective's own metric: unit, origin and target of the gap
    basis: Basis = Basis.KEY_RESULTS
    lowered_to: Status | None = None  # a person's own status; it may only lower unless a reason came with it
    raised_to: Status | None = None  # set by the shell only when a written reason is stored


@dataclass(frozen=True, slots=True)
class Bands:
    """Forecast shares from which an objective is on track or behind; an administrator may change them."""

    on_track: Decimal = Decimal("0.95")
    behind: Decimal = Decimal("0.85")


@dataclass(frozen=True, slots=True)
class Forecast:
    """A forecast of one measure at its due day."""

    share: Decimal  # of the target reached at the due day, not capped
    method: ForecastMethod
    value: Decimal | None = None  # in the measure's unit; None for limits and milestones
    points: int = 0  # readings used
    slope: Decimal | None = None  # unit per share of the plan profile (sum), per check-in (level)
    low: Decimal | None = None  # range in the measure's unit, when known
    high: Decimal | None = None
    one_large_entry: Decimal | None = None  # the increment that is over three times the median of those before
    without_large_entry: Decimal | None = None  # the share without it


@dataclass(frozen=True, slots=True)
class MeasureResult:
    key: int
    progress: Decimal | None  # unclamped
    expected: Decimal | None
    forecast: Forecast | None  # None also while it is too early for one
    last: Reading | None
    weight_share: Decimal  # of its key result's mean, 0 for guardrails and weight 0
    effective_start: date | None
    days_late: int  # effective (or, not started, today's) distance to the planned start; 0 when in time
    started: bool
    broken: bool  # guardrail or limit whose last value is on the wrong side
    missed: int  # rhythm periods due without a check-in, counted back from today
    stale: bool  # last check-in older than two rhythms
    too_early: bool  # under 20 % of its period elapsed, or no check-in
    periods_due: int = 0  # limits
    periods_met: int = 0
    periods_missing: int = 0  # due, without a check-in
    pace_needed: Decimal | None = None  # needed pace / present pace; None: no pace yet, or not a sum
    needed_per_day: Decimal | None = None  # sums: unit per calendar day, from the last check-in to the due day


@dataclass(frozen=True, slots=True)
class KeyResultResult:
    key: int
    progress: Decimal | None  # weighted mean of clamped measures
    expected: Decimal | None
    forecast: Decimal | None  # each measure capped at 1; None while it is too early or a third has none
    status: Status
    weight_share: Decimal  # exact share of the objective's mean
    weight_percent: int  # whole percent by largest remainder, as printed
    too_early: bool
    stale: bool
    days_late: int
    started: bool
    guardrail_broken: bool
    missed: int
    loss: Decimal  # (1 - forecast) × weight share; 0 without a forecast
    left_out: tuple[int, ...] = ()  # measures without data
    measures: tuple[MeasureResult, ...] = ()
    not_enough_data: bool = False  # over a third of the weight has no data: no progress is given
    last_day: date | None = None  # newest check-in of the measures that count


@dataclass(frozen=True, slots=True)
class ObjectiveResult:
    as_of: date
    completion: Decimal | None
    expected: Decimal | None
    forecast: Decimal | None
    gap: Decimal | None  # in the objective's unit, from the unrounded forecast
    status: Status
    lowered_by: int | None  # the key result that lowered the status
    basis: Basis  # the figure that leads: own metric only when chosen and checked in
    direct_completion: Decimal | None  # of the objective's own metric, when it has check-ins
    direct_forecast: Decimal | None
    mean_completion: Decimal | None  # of the key results
    mean_forecast: Decimal | None
    left_out: tuple[int, ...] = ()  # key results without data
    not_enough_data: bool = False  # over a third of the weight has no data
    too_early: bool = False
    stale: bool = False
    days_left: int = 0
    worst: int | None = None  # key of the key result with the largest loss × weight, None when nothing is lost
    key_results: tuple[KeyResultResult, ...] = field(default=())
    own: MeasureResult | None = None
    computed_status: Status = Status.NO_DATA  # before a person raised or lowered it
    by_person: bool = False  # the status is a person's
    last_day: date | None = None  # newest check-in behind the leading figure
