"""The description of the API: complete, without a warning, and readable under the strict content policy."""

import re

import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema


@pytest.fixture(scope="module")
def described():
    """The whole description; made once."""
    with GENERATOR_STATS.silence():
        GENERATOR_STATS.reset()
        schema = SchemaGenerator().get_schema(request=None, public=True)
        return schema, [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]


def _operations(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def test_it_is_openapi_3_1_and_made_without_a_single_warning(described):
    schema, said = described
    assert said == []
    assert schema["openapi"].startswith("3.1")
    validate_schema(schema)


def test_every_operation_says_what_it_does_and_how_it_fails(described):
    for path, method, operation in _operations(described[0]):
        assert operation["description"], f"{method} {path}"
        assert "4XX" in operation["responses"], f"{method} {path}"


def test_changes_of_versioned_rows_ask_for_if_match_and_posts_take_a_key(described):
    headers = {
        (path, method): {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        for path, method, operation in _operations(described[0])
    }
    assert headers["/api/v1/objectives/{id}/", "patch"] == {"If-Match"}
    assert headers["/api/v1/dependencies/{id}/", "delete"] == set()
    posts = {path: found for (path, method), found in headers.items() if method == "post"}
    assert posts.pop("/api/v1/token/") == set()
    assert {path for path, found in posts.items() if found != {"Idempotency-Key"}} == set()


def test_decimals_are_described_as_strings_and_days_as_dates(described):
    measure = described[0]["components"]["schemas"]["Measure"]["properties"]
    assert "string" in measure["target"]["type"]
    assert measure["due_on"]["format"] == "date"


def test_the_browsable_page_asks_no_other_host_and_needs_no_inline_script(cast):
    client = Client()
    client.force_login(cast.manager)
    response = client.get("/api/docs/")
    page = response.content.decode()
    assert response.status_code == 200
    sources = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(sources) >= 4
    assert all(one.startswith("/") and not one.startswith("//") for one in sources)
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    script = client.get("/api/docs/?script=").content.decode()
    assert '"validatorUrl": null' in script
    assert "/api/schema/" in script
    assert client.get("/api/schema/").status_code == 200
