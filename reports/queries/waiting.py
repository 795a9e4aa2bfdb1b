"""What background work waits for: reports whose last ask was answered elsewhere."""

from objectives.core.vocabulary import AskState, ReportState
from reports.models import ReportAsk

AT_ONCE = 500


def answered_asks() -> list[int]:
    """Keys of decided or withdrawn asks on reports that still stand as submitted."""
    settled = [one.value for one in AskState if one.is_decided] + [AskState.WITHDRAWN.value]
    places = ReportAsk.objects.filter(report__state=ReportState.SUBMITTED.value, ask__state__in=settled)
    return list(places.order_by("ask_id").values_list("ask_id", flat=True).distinct()[:AT_ONCE])
