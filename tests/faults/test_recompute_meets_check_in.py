"""A check-in that arrives while its objective is being computed is in the figures in the end."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connections

from objectives.actions import check_ins, recompute
from objectives.models import Measure, Objective
from tests.builders import TODAY, make_germany
from tests.cast import make_cast


def in_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_check_in_during_a_recompute_leaves_the_objective_marked(monkeypatch):
    cast = make_cast()
    germany = make_germany(cast)
    measure = Measure.objects.select_related("key_result__objective").get(pk=germany.measures[0].pk)
    has_read, may_store = threading.Event(), threading.Event()
    store = recompute._store_objective

    def store_later(*arguments):
        has_read.set()
        may_store.wait(10)
        store(*arguments)

    monkeypatch.setattr(recompute, "_store_objective", store_later)
    computing = in_thread(lambda: recompute.recompute(objective_id=germany.objective.pk, today=TODAY))
    has_read.wait(10)
    recording = in_thread(
        lambda: check_ins.record(
            measure=measure, by=cast.staff, day=date(2026, 10, 19), value=Decimal(4321), today=TODAY
        )
    )
    recording.join(1)  # it may have to wait for the recompute, or be quicker
    may_store.set()
    computing.join(20)
    recording.join(20)
    assert Objective.objects.get(pk=germany.objective.pk).dirty_since is not None
