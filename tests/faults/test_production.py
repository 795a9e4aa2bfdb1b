"""The processes of docker-compose.yml, run without containers by the script for that."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from okrplan.processes import BASE_DIR
from tests.processes import free_port

ASKED = {
    "SECRET_KEY": "only-for-this-test-" + "x7Kq" * 12,
    "ALLOWED_HOSTS": "okr.example.com",
    "CSRF_TRUSTED_ORIGINS": "https://okr.example.com",
    "HTTPS": "1",
}


def database_url(database):
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{database['USER']}{secret}@{database['HOST']}{port}/{database['NAME']}"


@pytest.fixture
def run(own_broker, transactional_db, tmp_path):
    """Runs the script to its end; what is asked of whoever deploys is given, but for `missing`."""
    place = {"OKRPLAN_DATA": str(tmp_path), "PORT": str(free_port()), "DJANGO_SETTINGS_MODULE": "okrplan.settings"}
    servers = {"DATABASE_URL": database_url(connection.settings_dict), "REDIS_URL": settings.REDIS_URL}

    def script(missing=""):
        environment = {**os.environ, **place, **servers, **ASKED}
        environment.pop(missing, None)
        command = [sys.executable, "deploy/run_without_containers.py", "--check"]
        return subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, timeout=150)

    return script


def test_the_production_processes_start_and_are_all_healthy(run):
    done = run()
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("web", "worker", "beat"):
        assert f"{name} is healthy" in done.stdout


@pytest.mark.parametrize("missing", [*ASKED, "DATABASE_URL"])
def test_a_setting_that_has_no_default_is_asked_for_by_name(run, missing):
    done = run(missing=missing)
    assert done.returncode == 1
    assert f"Set {missing}" in done.stdout
