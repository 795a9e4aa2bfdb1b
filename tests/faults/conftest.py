"""Tests that start and kill real processes of their own."""

from pathlib import Path

import pytest
import redis
from django.conf import settings

from okrplan import jobs


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def own_broker(broker):
    """The bundled broker, empty, for a test that freezes and kills it."""
    assert settings.EMBEDDED_BROKER, "tests that kill their broker run without REDIS_URL"
    with redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET)) as client:
        client.flushall()
    jobs.resume()
    yield broker
    broker.thaw()
    if not broker.managed.running():
        broker.start()
