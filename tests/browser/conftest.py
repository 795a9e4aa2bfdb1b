"""Browser tests: Chromium against a real web server on the test's own database, and a real worker where it matters."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from okrplan.people.models import Installation
from tests import chromium, processes
from tests.browser.walking import Walker
from tests.browser.watching import Watch
from tests.browser.words import English
from tests.builders import TODAY

# Playwright brings a Node that needs a library which small machines lack; the machine's own runs.
if node := shutil.which("node"):
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)

LOCALES = {"en": "en-GB", "zh-hans": "zh-CN"}
PATIENCE = 15_000  # milliseconds: other tests share the machine


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium as pytest-playwright starts it; without one these tests are skipped, or fail."""
    path = chromium.executable()
    if not path:
        reason = "No Chromium on this machine (CHROMIUM=… names one): browser tests were skipped."
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(reason)
    environment = {**os.environ, **chromium.fonts(settings.DATA_DIR)}
    return {**browser_type_launch_args, "executable_path": path, "args": chromium.FLAGS, "env": environment}


@pytest.fixture(scope="session")
def web_process(browser, broker, django_db_setup, django_db_blocker):
    """A web server on the test's database; asks for the browser first, so that nothing starts without one."""
    with django_db_blocker.unblock():
        running = processes.Web()
    yield running.start()
    running.end()


@pytest.fixture
def web(transactional_db, web_process):
    """The web server, on 20 October 2026."""
    Installation.objects.update_or_create(pk=1, defaults={"demo_day": TODAY})
    return web_process


@pytest.fixture
def visit(web, new_context):
    """Opens a browser for a person: `visit(cast.manager)` is a signed-in page with its `Watch` in `page.watch`.

    Instead of a person it takes a test client, whose session it goes on with.
    """

    def open_browser(user=None, *, client=None, language="en", width=1240, height=900):
        context = new_context(
            base_url=web.address, locale=LOCALES[language], viewport={"width": width, "height": height}
        )
        context.set_default_timeout(PATIENCE)
        if user is not None:
            client = Client()
            client.force_login(user)
        if client is not None and settings.SESSION_COOKIE_NAME in client.cookies:
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": web.address}])
        page = context.new_page()
        page.watch = Watch(page, web.address)
        return page

    return open_browser


@pytest.fixture(scope="session")
def english():
    return English()


@pytest.fixture
def walker(visit, english):
    """Somebody who looks at pages for all that is wrong with them: `walker(client, "en").look_at("/objectives/")`."""

    def make(client, language):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = LOCALES[language]
        return Walker(visit(client=client, language=language), client, language, english)

    return make
