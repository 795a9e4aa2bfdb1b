"""What is computed from a plan, as of any day: progress and forecast, SMART, the ranking, the schedule."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import schedules as plans
from objectives.api.answers.progress import ProgressShape, progress_of
from objectives.api.answers.ranking import RankingShape, ranking_of
from objectives.api.answers.schedule import ScheduleShape, schedule_of
from objectives.api.answers.smart import SmartShape, smart_of
from objectives.models import Objective
from objectives.queries import evidence, figures, previews, rankings, schedules
from objectives.queries.what_cards import rows_of
from okrplan.api.days import as_of, today
from okrplan.api.schema import AS_OF
from okrplan.api.serializers import Empty


class Computed:
    """Computed answers about one objective."""

    @extend_schema(parameters=[AS_OF], responses=ProgressShape)
    @action(detail=True)
    def progress(self: Any, request: Request, pk: int) -> Response:
        """Completion, expected, forecast, gap and status as of a day, with every key result and measure."""
        objective, day = access.objective_for(self.user, pk), as_of(request)
        result = figures.result_on(objective, day)
        return Response(progress_of(objective, result, access.visible_risks(self.user)))

    @extend_schema(parameters=[AS_OF], responses=SmartShape)
    @action(detail=True)
    def smart(self: Any, request: Request, pk: int) -> Response:
        """The five letters with what they were judged by; amounts of money for those who see them."""
        objective, day = access.objective_for(self.user, pk), as_of(request)
        found = evidence.evidence_of(objective, day, self.user)
        title = previews.of_objective(objective, found.own, day)
        rows, with_money = rows_of(objective, found), access.may_see_money(self.user, objective)
        return Response(smart_of(found, rows, title, with_money=with_money))

    @extend_schema(responses=RankingShape)
    @action(detail=True)
    def ranking(self: Any, request: Request, pk: int) -> Response:
        """The paths by score, and what each earns of person-days and, for those who see it, of the budget."""
        objective = access.objective_for(self.user, pk)
        board = rankings.board_of(objective)
        return Response(ranking_of(board, with_money=access.may_see_money(self.user, objective)))

    @extend_schema(parameters=[AS_OF], responses=ScheduleShape)
    @action(detail=True)
    def schedule(self: Any, request: Request, pk: int) -> Response:
        """The plan backwards from the due day, as of a day; of the tasks those that the caller sees."""
        objective = access.objective_for(self.user, pk)
        made = plans.proposed(objective, schedules.tasks_of(objective), as_of(request))
        return Response(schedule_of(made, self.seen_tasks(objective)))

    @extend_schema(request=None, responses=ScheduleShape)
    @schedule.mapping.post
    def store_schedule(self: Any, request: Request, pk: int) -> Response:
        """Plan backwards from the due day and store the days of every task."""
        objective = access.objective_for(self.user, pk, Need.REVISE)
        self.read(Empty)
        made = plans.plan_backwards(objective=objective, by=self.user, today=today(request))
        return Response(schedule_of(made, self.seen_tasks(objective)))

    def seen_tasks(self: Any, objective: Objective) -> set[int]:
        """Keys of the objective's tasks that the caller sees."""
        rows = access.visible_tasks(self.user).filter(objective=objective)
        return set(rows.values_list("pk", flat=True))
