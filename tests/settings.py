"""Settings of the tests: the product's own, made quick, on data of their own for each worker of pytest-xdist.

DATABASE_URL and REDIS_URL choose PostgreSQL and Redis. Processes started by a test (worker, web) load these settings
too; OKRPLAN_TEST_DATABASE tells them the name of the test's database.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

MINE = os.environ.get("PYTEST_XDIST_WORKER", "alone")
FIRST_REDIS_DATABASE, REDIS_DATABASES = 8, 8

if "OKRPLAN_TESTS" not in os.environ:
    os.environ["OKRPLAN_TESTS"] = tempfile.mkdtemp(prefix="okrplan-tests-")
    atexit.register(shutil.rmtree, os.environ["OKRPLAN_TESTS"], ignore_errors=True)
os.environ["OKRPLAN_DATA"] = f"{os.environ['OKRPLAN_TESTS']}/{MINE}"
# Playwright's synchronous API runs an event loop in the thread of the test.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from okrplan.settings import *  # noqa: E402, F403
from okrplan.settings import DATA_DIR, DATABASES, LOGGING, STORAGES  # noqa: E402


def redis_of_this_worker(url: str) -> str:
    """The Redis database of this worker of pytest-xdist: from the one `url` names on, else from the eighth on."""
    parts = urlsplit(url)
    first = int(parts.path.strip("/") or FIRST_REDIS_DATABASE)
    offset = int(MINE.removeprefix("gw")) if MINE.startswith("gw") else 0
    return parts._replace(path=f"/{first + offset % REDIS_DATABASES}").geturl()


DATABASE = DATABASES["default"]
DATABASE["CONN_MAX_AGE"] = 0  # a kept connection would keep the test database from being dropped
if DATABASE["ENGINE"].endswith("sqlite3"):
    # A file, not memory: worker and web server are processes of their own. What a power cut does to it is no matter.
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
if "OKRPLAN_TEST_DATABASE" in os.environ:
    DATABASE["NAME"] = os.environ["OKRPLAN_TEST_DATABASE"]
    DEMO = True  # a process of its own believes the day that the database names, where a test has set one
    WHITENOISE_USE_FINDERS = True

if os.environ.get("REDIS_URL", "").startswith(("redis:", "rediss:")):
    REDIS_URL = CELERY_BROKER_URL = redis_of_this_worker(os.environ["REDIS_URL"])

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a sixth of the time of the whole suite
STATIC_ROOT = Path(DATA_DIR) / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LOGGING["root"]["level"] = os.environ.get("LOG_LEVEL", "ERROR")
