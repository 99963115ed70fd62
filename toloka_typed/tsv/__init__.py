"""Toloka's TSV format: a line names the columns, and each row after it is a task.

| column | holds |
|---|---|
| `INPUT:name` | a value of the task's input |
| `GOLDEN:name` | a value of the correct answer, for control and training tasks |
| `HINT:text` | what a Toloker is shown after a wrong answer, for training tasks |
| `TASK:overlap` | how many Tolokers do the task |

A cell that holds a tab, a line end or a quotation mark stands in quotation marks, and marks inside
are doubled. How values other than text are written: see `toloka_typed.tsv._cells`.
"""

from toloka_typed.tsv._errors import TsvError
from toloka_typed.tsv._reading import read_tasks
from toloka_typed.tsv._writing import write_tasks

__all__ = ["TsvError", "read_tasks", "write_tasks"]
