"""The permission table: tests/permissions.csv as rows."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.rights.routes import shape
from tests.rights.world import UNKNOWN, World

FILE = Path(__file__).parent.parent / "permissions.csv"
ROLES = ("ANON", "STFc", "STFd", "STFx", "MGRo", "MGRs", "MGRx", "BOSSa", "BOSSu", "BOSSx", "ADM")
PLACEHOLDER = re.compile(r"\{([^}]+)\}")
FORGED = {"forged_person": "1", "forged_key": "c0ffee-0123456789abcdef", "open_finding": "no_strategy"}


@dataclass(frozen=True)
class Row:
    """One line of the table for one method."""

    line: int
    what: str  # object.action
    state: str
    method: str
    path: str
    letters: tuple[str, ...]

    @property
    def is_api(self) -> bool:
        return self.path.startswith("/api/")

    @property
    def shape(self) -> str:
        return shape(self.path)

    @property
    def placeholders(self) -> list[str]:
        """Rows of the world that the path names."""
        return [one for one in PLACEHOLDER.findall(self.path) if one not in FORGED]

    def id(self, world: World) -> int:
        """The first row that the path names."""
        return world[self.placeholders[0]]

    def address(self, world: World, unknown: str = "") -> str:
        """The path with the ids of its rows; that of `unknown` is one which nothing has."""

        def key(found: re.Match[str]) -> str:
            name = found[1]
            return FORGED.get(name) or str(UNKNOWN if name == unknown else world[name])

        return PLACEHOLDER.sub(key, self.path)

    def __str__(self) -> str:
        return f"{self.line}:{self.method} {self.path} {self.state}".strip()


def read() -> list[Row]:
    """Every row of the table, one for each of its methods."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    told = [(number, line) for number, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    header = next(csv.reader([told[0][1]]))
    assert header == ["object.action", "state", "method", "path", *ROLES, "note"], header
    for number, line in told[1:]:
        what, state, methods, path, *letters, _note = next(csv.reader([line]))
        assert len(letters) == len(ROLES), f"line {number} has {len(letters)} letters"
        for method in methods.split("|"):
            yield Row(number, what, state, method, path, tuple(letters))
