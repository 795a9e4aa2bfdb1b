"""Long lists, a page at a time."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """By key, oldest first: a page never skips or repeats a row because somebody added one meanwhile."""

    ordering = "id"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200


class NewestFirst(Pages):
    ordering = "-id"
