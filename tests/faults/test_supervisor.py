"""One command runs the whole product, and nothing of it outlives that command."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from okrplan.processes import BASE_DIR
from tests.processes import free_port, status, until

STARTING, ENDING = 60, 8  # seconds


class Product:
    """The supervisor on an empty data folder, with its process group."""

    def __init__(self, data: Path, said: str = "said"):
        self.port = free_port()
        self.said = data / said
        environment = {**os.environ, "OKRPLAN_DATA": str(data), "PORT": str(self.port)}
        environment["DJANGO_SETTINGS_MODULE"] = "okrplan.settings"
        for server in ("DATABASE_URL", "REDIS_URL", "OKRPLAN_TEST_DATABASE"):
            environment.pop(server, None)
        with self.said.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "okrplan.supervisor", "serve"],
                cwd=BASE_DIR,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}/readyz"

    def children(self, name=""):
        """The processes below the supervisor, at any depth, whose command contains `name`."""
        listed = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True).stdout
        rows = [line.split(None, 2) for line in listed.splitlines()]
        below = {self.process.pid}
        for pid, parent, _command in rows:  # a parent is listed before its children
            if int(parent) in below:
                below.add(int(pid))
        return [int(pid) for pid, _parent, args in rows if int(pid) in below - {self.process.pid} and name in args]

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(ENDING)


@contextmanager
def running_product(data):
    running = Product(data)
    try:
        until(lambda: "runs at" in running.said.read_text() or running.process.poll() is not None, STARTING)
        assert status(running.address) == 200, running.said.read_text()
        yield running
    finally:
        running.end()


@pytest.fixture
def product(tmp_path):
    """A product of the test's own, to end."""
    with running_product(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """A product that stays up for the whole module."""
    with running_product(tmp_path_factory.mktemp("product")) as running:
        yield running


def alive(pids):
    return [pid for pid in pids if Path(f"/proc/{pid}").exists() or _answers_signals(pid)]


def _answers_signals(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_ends_every_process_within_seconds(product):
    started = product.children()
    assert len(started) >= 6  # leash, broker, worker and its two, beat, web and its two
    product.process.send_signal(signal.SIGINT)
    assert product.process.wait(ENDING) == 0
    assert not alive(started)


def test_no_process_outlives_a_supervisor_that_was_killed(product):
    started = product.children()
    product.process.kill()
    product.process.wait()
    until(lambda: not alive(started), ENDING)


@pytest.mark.parametrize("name", ["celery -q -A okrplan worker", "valkey-server", "granian"])
def test_a_process_that_was_killed_is_started_again(lasting, name):
    killed = lasting.children(name)[0]
    os.kill(killed, signal.SIGKILL)
    until(lambda: set(lasting.children(name)) - {killed} and status(lasting.address) == 200, 15)


def test_a_second_start_in_the_same_folder_says_where_the_first_one_is(lasting):
    second = Product(lasting.said.parent, said="second")
    assert second.process.wait(STARTING) == 1
    assert f":{lasting.port}/" in second.said.read_text()
