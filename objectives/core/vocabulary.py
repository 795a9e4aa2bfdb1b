"""The words of the method as enums: models, forms, API and wording all derive their choices from here.

Every member's value is what is stored and what travels through the API; the sentence a person reads is
made in the shell (gettext) or in `reports.core.wording`.
"""

from enum import StrEnum


class Direction(StrEnum):
    """When a measure counts as reached."""

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MILESTONE = "milestone"

    @property
    def is_limit(self) -> bool:
        return self in (Direction.AT_LEAST, Direction.AT_MOST)


class Accumulation(StrEnum):
    """`sum`: check-ins are running totals of the measure's own period; `level`: the last value stands."""

    SUM = "sum"
    LEVEL = "level"


class Rhythm(StrEnum):
    """How often a measure is checked in."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"

    @property
    def days(self) -> int:
        """Length of one rhythm in calendar days (a month counts as 30)."""
        return {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 30}[self]


class Status(StrEnum):
    """The one status of an objective or key result, best to worst; the last two say that none can be given."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    TOO_EARLY = "too_early"
    NO_DATA = "no_data"


class ForecastMethod(StrEnum):
    """How a forecast was made; printed behind "How is this calculated?"."""

    PACE = "pace"  # total / days since the effective start
    TREND = "trend"  # Theil-Sen over the last six points
    AS_PLANNED = "as_planned"  # level that keeps up with its plan
    DAMPED = "damped"  # level extrapolated with a damped slope
    HELD = "held"  # limit: periods met / periods due
    DONE = "done"  # milestone already accepted
    STATED = "stated"  # milestone: stated day or task forecast against its day


class Basis(StrEnum):
    """Which figure leads an objective: the mean of its key results, or its own metric."""

    KEY_RESULTS = "key_results"
    OWN_METRIC = "own_metric"


class ObjectiveState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"


class CycleKind(StrEnum):
    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    CUSTOM = "custom"


class TaskKind(StrEnum):
    SUMMARY = "summary"
    TASK = "task"
    MILESTONE = "milestone"


class TaskState(StrEnum):
    TODO = "todo"
    DOING = "doing"
    BLOCKED = "blocked"
    DONE = "done"


class DurationUnit(StrEnum):
    """`working`: days that work in the task's calendar; `elapsed`: every day counts (sea freight)."""

    WORKING = "working"
    ELAPSED = "elapsed"


class Transport(StrEnum):
    """How goods travel in a template of lead times."""

    SEA = "sea"
    RAIL = "rail"
    AIR = "air"
    OTHER = "other"


class LinkType(StrEnum):
    """Finish-to-start and its three relatives."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"


class TaskRoleKind(StrEnum):
    CONSULTED = "consulted"
    INFORMED = "informed"


class CauseKind(StrEnum):
    """Typed root causes: look inside before outside."""

    TEAM = "team"
    RESOURCES = "resources"
    ABILITY = "ability"
    EXTERNAL = "external"


class RiskKind(StrEnum):
    """Kinds of risk; all but `other` are deadly and are named before others."""

    PLATFORM = "platform"
    LOGISTICS = "logistics"
    PAYMENT = "payment"
    COMPLIANCE = "compliance"
    TARIFF = "tariff"
    EXCHANGE_RATE = "exchange_rate"
    OTHER = "other"

    @property
    def is_deadly(self) -> bool:
        return self is not RiskKind.OTHER


class AskKind(StrEnum):
    MONEY = "money"
    PEOPLE = "people"
    PERMISSION = "permission"
    OTHER = "other"


class AskState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    TRIMMED = "trimmed"
    DECLINED = "declined"
    ASKED_BACK = "asked_back"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """Still waiting for somebody's answer."""
        return self in (AskState.SUBMITTED, AskState.ASKED_BACK)

    @property
    def is_decided(self) -> bool:
        return self in (AskState.APPROVED, AskState.TRIMMED, AskState.DECLINED)


class Answer(StrEnum):
    """What a boss may answer to an ask."""

    APPROVE = "approve"
    TRIM = "trim"
    DECLINE = "decline"
    ASK_BACK = "ask_back"


class AskTurnKind(StrEnum):
    SUBMIT = "submit"
    ASK_BACK = "ask_back"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    DECIDE = "decide"


class BudgetKind(StrEnum):
    PLANNED = "planned"
    APPROVED = "approved"
    SPENT = "spent"


class CheckInSource(StrEnum):
    WEB = "web"
    API = "api"
    IMPORT = "import"


class Verdict(StrEnum):
    """A letter of SMART."""

    PASS = "pass"
    QUESTION = "question"
    FAIL = "fail"


class Language(StrEnum):
    ENGLISH = "en"
    CHINESE = "zh-hans"


class ReportState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Visibility(StrEnum):
    EVERYONE = "everyone"
    DEPARTMENT = "department"


class Resource(StrEnum):
    """What a target needs: the three checks of Achievable."""

    MONEY = "money"
    PEOPLE = "people"
    STOCK = "stock"


class Achievability(StrEnum):
    """What there is against what is needed, best to worst."""

    NOT_APPLICABLE = "not_applicable"  # nothing needed
    ACHIEVABLE = "achievable"  # 110 % or more
    TIGHT = "tight"  # 100 to 110 %
    UNKNOWN = "unknown"  # an input is missing
    STRETCH = "stretch"  # 80 to 100 %
    NOT_ACHIEVABLE = "not_achievable"  # under 80 %

    @property
    def badness(self) -> int:
        """Position from best (0) to worst; the worst check is the verdict."""
        return list(Achievability).index(self)


class DriverKind(StrEnum):
    """How a part of the target is turned into money."""

    CUSTOMERS = "customers"  # customers × acquisition cost
    CLICKS = "clicks"  # orders ÷ conversion × cost per click
    ORDERS = "orders"  # orders ÷ orders per customer × acquisition cost
    PRODUCT = "product"  # named factors, multiplied or divided


class Operator(StrEnum):
    """What a step of a calculation does with the result so far."""

    TIMES = "times"
    OVER = "over"
    PLUS = "plus"
    MINUS = "minus"


class Figure(StrEnum):
    """What the operand of a step is."""

    TARGET = "target"  # the line's part of what remains of the target
    VALUE_PER_CUSTOMER = "value_per_customer"
    VALUE_PER_ORDER = "value_per_order"
    ORDERS_PER_CUSTOMER = "orders_per_customer"
    CONVERSION = "conversion"
    ACQUISITION_COST = "acquisition_cost"
    COST_PER_CLICK = "cost_per_click"
    FACTOR = "factor"  # a named factor of one's own
    BUDGET = "budget"
    APPROVED = "approved"
    EFFORT = "effort"
    WORKING_DAYS = "working_days"
    LEAVE = "leave"
    OTHER_PLANS = "other_plans"
    ALLOCATION = "allocation"
    HEADCOUNT = "headcount"
    WEEKS = "weeks"
    DAYS_A_WEEK = "days_a_week"
    ORDERS = "orders"
    UNITS_PER_ORDER = "units_per_order"
    SAFETY = "safety"
    ROUNDED_UP = "rounded_up"
    ON_HAND = "on_hand"
    ARRIVING = "arriving"


class OfferKind(StrEnum):
    """The two ways out of a target that does not fit."""

    LOWER_TARGET = "lower_target"
    ASK = "ask"


class Criterion(StrEnum):
    """What a path is scored by."""

    ROI = "roi"
    RESOURCES = "resources"
    DIFFICULTY = "difficulty"
    LONG_TERM = "long_term"
    TIME_TO_EFFECT = "time_to_effect"


class Quadrant(StrEnum):
    """Control times impact: what to do with a key result."""

    DRIVE = "drive"  # high control, high impact
    SECURE = "secure"  # low control, high impact
    DELEGATE = "delegate"  # high control, low impact
    DROP = "drop"  # low control, low impact


class Axis(StrEnum):
    """What a key result is placed by."""

    CONTROL = "control"  # how much of the outcome is in our hands
    IMPACT = "impact"  # how much it moves the objective


class Reply(StrEnum):
    """How far a short question holds."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Consequence(StrEnum):
    """What a placement leads to."""

    PLAN_B = "plan_b"
    ASK = "ask"
    TASK = "task"
    PARK = "park"


class BufferState(StrEnum):
    """How much of a buffer is used: under a third, under two thirds, more."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class PlanVerdict(StrEnum):
    """Whether a schedule keeps its deadline."""

    FITS = "fits"
    SPENDS_BUFFER = "spends_buffer"  # possible only by spending buffer
    IMPOSSIBLE = "impossible"  # the earliest finish is after the deadline even without any buffer


class LinkRefusal(StrEnum):
    """Why a link between two tasks is refused."""

    UNKNOWN_TASK = "unknown_task"
    ITSELF = "itself"
    ANCESTOR = "ancestor"  # between a summary and a task inside it
    TWICE = "twice"  # a second link for one pair
    START_FINISH_LEAD = "start_finish_lead"  # a negative lag on a start-to-finish link
    CYCLE = "cycle"


class RaciCode(StrEnum):
    """What is wrong (errors) or doubtful (warnings) in a responsibility matrix."""

    RESPONSIBLE_INACTIVE = "responsible_inactive"
    ACCOUNTABLE_INACTIVE = "accountable_inactive"
    RESPONSIBLE_WITHOUT_ACCESS = "responsible_without_access"
    ACCOUNTABLE_WITHOUT_ACCESS = "accountable_without_access"
    ENTERED_TWICE = "entered_twice"
    MANY_CONSULTED = "many_consulted"
    MANY_INFORMED = "many_informed"
    NOBODY_TOLD = "nobody_told"
    ONE_PERSON_HOLDS_MUCH = "one_person_holds_much"
    RESPONSIBLE_ON_LEAVE = "responsible_on_leave"
    LOAD_HIGH = "load_high"  # over 80 % of a week's capacity
    LOAD_FULL = "load_full"  # over 100 %
    LOAD_EXCESSIVE = "load_excessive"  # over 120 %

    @property
    def is_error(self) -> bool:
        return self in (
            RaciCode.RESPONSIBLE_INACTIVE,
            RaciCode.ACCOUNTABLE_INACTIVE,
            RaciCode.RESPONSIBLE_WITHOUT_ACCESS,
            RaciCode.ACCOUNTABLE_WITHOUT_ACCESS,
            RaciCode.ENTERED_TWICE,
        )


class TagKind(StrEnum):
    """What a word of an objective's scope names: where it is sold, over what, which goods, to whom."""

    MARKET = "market"
    CHANNEL = "channel"
    PRODUCT = "product"
    SEGMENT = "segment"


class Letter(StrEnum):
    """The five letters of the SMART check."""

    SPECIFIC = "S"
    MEASURABLE = "M"
    ACHIEVABLE = "A"
    RELEVANT = "R"
    TIME_BOUND = "T"


class SmartCode(StrEnum):
    """What the evidence of a letter says."""

    SCOPED = "scoped"
    NO_SCOPE = "no_scope"
    SCOPE_TOO_WIDE = "scope_too_wide"  # one field only: which site, which product?
    NO_PLACE = "no_place"  # neither market nor channel
    NO_OFFER = "no_offer"  # neither product nor customer segment
    MEASURED = "measured"
    NO_MEASURE = "no_measure"
    NO_TARGET = "no_target"
    NO_UNIT = "no_unit"
    NO_DEFINITION = "no_definition"
    NO_BASELINE = "no_baseline"
    BASELINE_IS_TARGET = "baseline_is_target"
    WRONG_DIRECTION = "wrong_direction"
    BASELINE_WITHOUT_SOURCE = "baseline_without_source"
    BASELINE_OLD = "baseline_old"
    NO_GUARDRAIL = "no_guardrail"
    RESOURCES_SUFFICE = "resources_suffice"
    RESOURCES_TIGHT = "resources_tight"
    RESOURCES_SHORT = "resources_short"
    RESOURCES_UNKNOWN = "resources_unknown"
    RESOURCES_MISSING = "resources_missing"
    ALIGNED = "aligned"
    NO_STRATEGY = "no_strategy"
    NO_CONTRIBUTION = "no_contribution"  # a strategy, but not how the objective carries it
    NO_STRATEGIES = "no_strategies"  # nobody has entered one for the years of the cycle
    SAME_METRIC = "same_metric"  # another objective of the cycle is measured by the same figure
    CONTRADICTS = "contradicts"  # one raises what another lowers
    DATED = "dated"
    NO_DEADLINE = "no_deadline"
    DEADLINE_OUTSIDE_CYCLE = "deadline_outside_cycle"
    DEADLINE_PASSED = "deadline_passed"
    ALL_ON_LAST_DAY = "all_on_last_day"
    LATEST_START_PASSED = "latest_start_passed"
    STARTED_TOO_LATE = "started_too_late"
    START_NOT_RECORDED = "start_not_recorded"  # after confirmation: the day passed, nobody said whether it started
    NO_OWNER = "no_owner"
    NO_KEY_RESULT = "no_key_result"  # where the key results lead
    NO_WEIGHT = "no_weight"
    KEY_RESULT_WITHOUT_MEASURE = "key_result_without_measure"
    KEY_RESULT_WITHOUT_OWNER = "key_result_without_owner"


class Problem(StrEnum):
    """Why a measure cannot be taken as declared."""

    TARGET_MISSING = "target_missing"
    BASELINE_MISSING = "baseline_missing"
    BASELINE_IS_TARGET = "baseline_is_target"
    WRONG_SIDE = "wrong_side"  # the target lies against the direction, seen from the baseline
    FALLING_SUM = "falling_sum"  # a running total cannot fall
    SUM_TARGET_NOT_POSITIVE = "sum_target_not_positive"
    GUARDRAIL_WITHOUT_LIMIT = "guardrail_without_limit"
    NOT_A_NUMBER = "not_a_number"  # NaN or infinite
    TOO_MANY_DIGITS = "too_many_digits"


class Explained(StrEnum):
    """A line behind "How is this calculated?"; its inputs are listed where `objectives.core.explain` makes it."""

    NO_VALUE = "no_value"
    PROGRESS_LEVEL = "progress_level"
    PROGRESS_SUM = "progress_sum"
    PROGRESS_LIMIT = "progress_limit"
    PROGRESS_MILESTONE = "progress_milestone"
    EXPECTED_LINEAR = "expected_linear"
    EXPECTED_PROFILE = "expected_profile"
    EXPECTED_MILESTONE = "expected_milestone"
    STARTED_LATE = "started_late"
    NOT_STARTED = "not_started"
    TOO_EARLY = "too_early"
    FORECAST_PACE = "forecast_pace"
    FORECAST_TREND = "forecast_trend"
    FORECAST_AS_PLANNED = "forecast_as_planned"
    FORECAST_DAMPED = "forecast_damped"
    FORECAST_HELD = "forecast_held"
    FORECAST_DONE = "forecast_done"
    FORECAST_STATED = "forecast_stated"
    LARGE_ENTRY = "large_entry"
    PACE_NEEDED = "pace_needed"
    NO_PACE_YET = "no_pace_yet"
    MISSED = "missed"
    STALE = "stale"
    PART = "part"
    LEFT_OUT = "left_out"
    NOT_ENOUGH_DATA = "not_enough_data"
    MEAN = "mean"
    DIRECT = "direct"
    GAP = "gap"
    GUARDRAIL_BROKEN = "guardrail_broken"
    CAPPED_BY_MISSED = "capped_by_missed"
    LOWERED_BY = "lowered_by"
    BY_PERSON = "by_person"
    JUMP = "jump"


class RiskReason(StrEnum):
    """Why something is the core risk of an objective."""

    NAMED = "named"  # a person named it
    GUARDRAIL_BROKEN = "guardrail_broken"
    NOT_STARTED = "not_started"
    STARTED_LATE = "started_late"
    WENT_BACKWARDS = "went_backwards"
    STALE = "stale"
    NO_DATA = "no_data"
    FORECAST_LOSS = "forecast_loss"
