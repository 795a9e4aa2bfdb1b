"""The database holds what the product promises."""

import pytest

from okrplan import triggers


@pytest.mark.django_db
def test_every_trigger_is_installed():
    assert triggers.installed() == {one.name for one in triggers.TRIGGERS}
