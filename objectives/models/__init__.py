"""The rows of planning and progress, one file a noun."""

from objectives.models.ask import Ask, AskTurn
from objectives.models.budget import BudgetEntry, CapacityEntry, IdempotencyRecord
from objectives.models.confirming import Acknowledgement, FindingAnswer
from objectives.models.cycle import Cycle, Strategy
from objectives.models.key_result import Cause, KeyResult, KeyResultShare, Risk
from objectives.models.lead_time import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, LeadTimeTemplateStep
from objectives.models.means import DriverFactor, EffortLine, FeasibilityLine, Means, NamedPerson, StockLine
from objectives.models.measure import CheckIn, Measure, MilestoneStep
from objectives.models.metric import Metric
from objectives.models.objective import ForecastRecord, Objective, PlanVersion
from objectives.models.path import Path
from objectives.models.path_weights import CompanyWeights, ObjectiveWeights
from objectives.models.quadrant import QuadrantDecision
from objectives.models.scope_tag import ScopeTag
from objectives.models.task import Dependency, Task, TaskRole

__all__ = [
    "Acknowledgement",
    "Ask",
    "AskTurn",
    "BudgetEntry",
    "CapacityEntry",
    "Cause",
    "CheckIn",
    "CompanyWeights",
    "Cycle",
    "Dependency",
    "DriverFactor",
    "EffortLine",
    "FeasibilityLine",
    "FindingAnswer",
    "ForecastRecord",
    "IdempotencyRecord",
    "KeyResult",
    "KeyResultShare",
    "LeadTimeChain",
    "LeadTimeStep",
    "LeadTimeTemplate",
    "LeadTimeTemplateStep",
    "Means",
    "Measure",
    "Metric",
    "MilestoneStep",
    "NamedPerson",
    "Objective",
    "ObjectiveWeights",
    "Path",
    "PlanVersion",
    "QuadrantDecision",
    "Risk",
    "ScopeTag",
    "StockLine",
    "Strategy",
    "Task",
    "TaskRole",
]
