"""The API's own page: it lists the operations and tries them, without any other host and under the strict policy."""

from tests.cast import make_cast


def test_the_api_page_lists_operations_and_calls_one_with_the_readers_session(visit):
    cast = make_cast()
    page = visit(cast.manager)
    page.goto("/api/docs/")
    page.locator("#operations-tag-me").click()
    page.locator("#operations-me-me_retrieve").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.get_by_text("Chen Li").first.wait_for()
    assert page.watch.troubles == []
