"""The form that offers a key result to a department."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from objectives.forms.base import PlanForm
from objectives.forms.fields import RowField
from objectives.models import KeyResult
from objectives.queries import departments
from okrplan.people.models import Department
from okrplan.texts import said


class ShareForm(PlanForm):
    department = RowField(queryset=Department.objects.all(), by="name", label=_("Department"), required=True)

    def __init__(self, data: Any = None, *, key_result: KeyResult, taken: frozenset[int]) -> None:
        """`taken`: departments it is offered to already. They are not proposed, and refused with a sentence."""
        super().__init__(data)
        tree, language = departments.tree(), get_language() or "en"
        left_out = taken | {key_result.objective.department_id}
        self.fields["department"].widget.choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *(
                (key, "\u2003" * depth + said(tree.rows[key], "name", language).text)
                for key, depth in tree.walk()
                if key not in left_out
            ),
        ]
