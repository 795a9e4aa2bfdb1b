"""The only place that knows what day it is.

Rules and actions take `today` as an argument; views, tasks and commands ask here. In the demo company the day
is a stored one, so that its quarter looks the same on any date; it can be moved on.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant, aware; in the demo the real time of day on the demo's day."""
    instant = timezone.now()
    day = _demo_day()
    if day is None:
        return instant
    return timezone.make_aware(datetime.combine(day, timezone.localtime(instant).time()))


def today(zone: str | None = None) -> date:
    """The present day in a time zone (default: the installation's), or the demo's day."""
    return _demo_day() or timezone.localdate(timezone=ZoneInfo(zone) if zone else None)


def _demo_day() -> date | None:
    if not settings.DEMO:
        return None
    from okrplan.people.models import Installation  # the app registry must be ready first

    return Installation.objects.values_list("demo_day", flat=True).first()
