"""A task in one line: its title, the one person, its days."""

import pytest

from objectives.core.quick_entry import TaskLine, task_line

NAMES = {1: "Wang Min", 2: "Wang Wei", 3: "陈莉 Chen Li", 4: "Ann"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hire three editors", TaskLine("Hire three editors")),
        ("Hire three editors @Wang Min 5d", TaskLine("Hire three editors", 5, (1,))),
        ("@wang wei  Film  2w", TaskLine("Film", 10, (2,))),
        ("招聘剪辑 @陈莉 5天", TaskLine("招聘剪辑", 5, (3,))),
        ("招聘剪辑 ＠chen li 2周", TaskLine("招聘剪辑", 10, (3,))),
        ("Film 5 days of footage @Ann", TaskLine("Film of footage", 5, (4,))),
        ("Hire @Wang 3d", TaskLine("Hire", 3, (1, 2))),
        ("Hire @Nobody 3d", TaskLine("Hire", 3, (), "Nobody")),
        ("Check 404d pages", TaskLine("Check pages", 404)),
        ("Film in 3d", TaskLine("Film in", 3)),
        ("Build the 3d-model", TaskLine("Build the 3d-model")),
        ("Wait 9999d", TaskLine("Wait", 1000)),
        ("0d nothing", TaskLine("nothing")),
        ("Mail ann@example.com 1d", TaskLine("Mail ann@example.com", 1)),
        ("招聘剪辑@陈莉", TaskLine("招聘剪辑", None, (3,))),
        ("", TaskLine("")),
    ],
)
def test_a_line_says_title_person_and_days(text, expected):
    assert task_line(text, NAMES) == expected


@pytest.mark.parametrize("text", ["@" * 20_000, "5d " * 7_000, "\u202e@\u202e 5d", "🚀" * 5_000 + " @Ann"])
def test_no_line_breaks_it(text):
    assert isinstance(task_line(text, NAMES), TaskLine)
