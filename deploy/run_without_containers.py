"""Runs migrate, web, worker and beat of docker-compose.yml without containers, and watches their health checks.

    DATABASE_URL=… REDIS_URL=… SECRET_KEY=… ALLOWED_HOSTS=… CSRF_TRUSTED_ORIGINS=… HTTPS=0 \
        .venv/bin/python deploy/run_without_containers.py [--check]

The commands, their environment and their health checks are read from docker-compose.yml, so what works here is what the
containers run. With --check everything is ended again once all are healthy: 0 when they are, 1 when not.
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

BASE_DIR = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE_DIR))

from okrplan.leash import Leash  # noqa: E402 the folder above is not importable before
from okrplan.processes import Managed  # noqa: E402

LASTING = ("web", "worker", "beat")
GIVEN = ("DATABASE_URL", "REDIS_URL")  # in compose they name its own services
PATIENCE = 90  # seconds until all are healthy
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


class Failed(Exception):
    """It does not run; the message says why."""


def filled(text: str, environment: Mapping[str, str]) -> str:
    """`text` with compose's ${NAME}, ${NAME:-default} and ${NAME:?why it is needed} filled in."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if environment.get(name):
            return environment[name]
        if kind == "?":
            raise Failed(rest)
        return rest or ""

    return VARIABLE.sub(value, text)


def environment_of(service: Mapping[str, Any]) -> dict[str, str]:
    """The environment of a service: compose's, with the given servers and what the image sets."""
    image = {
        "OKRPLAN_DATA": os.environ.get("OKRPLAN_DATA", str(BASE_DIR / "var" / "production")),
        "GRANIAN_HOST": os.environ.get("HOST", "127.0.0.1"),
        "GRANIAN_PORT": os.environ.get("PORT", "8000"),
        "GRANIAN_RESPAWN_FAILED_WORKERS": "true",
        "GRANIAN_LOG_CONFIG": str(BASE_DIR / "deploy" / "web_logs.json"),
    }
    composed = {
        name: filled(str(text), os.environ) for name, text in service["environment"].items() if name not in GIVEN
    }
    alive = {"OKRPLAN_BEAT_ALIVE": f"{image['OKRPLAN_DATA']}/beat.alive"} if "OKRPLAN_BEAT_ALIVE" in composed else {}
    return {**image, **composed, **alive}


def words(command: list[str]) -> list[str]:
    """A command of compose, run by this Python."""
    return [sys.executable if word == "python" else word for word in command]


def is_healthy(service: Mapping[str, Any]) -> bool:
    """What the service's health check says."""
    check = words(service["healthcheck"]["test"][1:])
    environment = {**os.environ, **environment_of(service)}
    return subprocess.run(check, cwd=BASE_DIR, env=environment, capture_output=True).returncode == 0


def migrate(service: Mapping[str, Any]) -> None:
    environment = {**os.environ, **environment_of(service)}
    print(f"— migrate: {shlex.join(service['command'])}", flush=True)
    if subprocess.run(words(service["command"]), cwd=BASE_DIR, env=environment).returncode:
        raise Failed("migrate failed; the lines above say why.")


def wait_until_healthy(services: Mapping[str, Any], group: Iterable[Managed]) -> None:
    """Waits for every health check in turn; the processes must keep running meanwhile."""
    started = time.monotonic()
    for child in group:
        while not is_healthy(services[child.name]):
            if not child.running():
                raise Failed(f"{child.name} has ended; the lines above say why.")
            if time.monotonic() - started > PATIENCE:
                raise Failed(f"{child.name} is not healthy after {PATIENCE} s.")
            time.sleep(0.5)
        print(f"— {child.name} is healthy after {time.monotonic() - started:.1f} s", flush=True)


def run(check_only: bool) -> None:
    missing = [name for name in GIVEN if not os.environ.get(name)]
    if missing:
        raise Failed(f"Set {' and '.join(missing)}.")
    services = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())["services"]
    leash = Leash()
    group = [Managed(name, words(services[name]["command"]), leash, environment_of(services[name])) for name in LASTING]
    migrate(services["migrate"])
    try:
        for child in group:
            print(f"— {child.name}: {shlex.join(services[child.name]['command'])}", flush=True)
            child.start()
        wait_until_healthy(services, group)
        while not check_only:
            for child in group:
                child.keep_running()
            time.sleep(0.5)
    finally:
        for child in group:
            child.ask_to_end()
        for child in group:
            child.end(10)
        leash.close()


def main() -> int:
    try:
        run(check_only="--check" in sys.argv[1:])
    except KeyboardInterrupt:
        return 0
    except Failed as failure:
        print(failure)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
