"""Toloka's TSV format: the first line names the columns, and each row after it is a task.

| column | holds |
|---|---|
| `INPUT:name` | a value of the task's input |
| `GOLDEN:name` | a value of the correct answer, for control and training tasks |
| `HINT:text` | what a Toloker is shown after a wrong answer, for training tasks |
| `TASK:overlap` | how many Tolokers do the task |

A cell that holds a tab, a line end or a quotation mark stands in quotation marks, and marks inside
are doubled. Inside, text stands as it is, every other value as JSON: `2`, `0.5`, `true`,
`{"a": 1}`. The items of an array are separated by commas, without brackets around them: `1,2`.
Items that are text are quoted once more where they hold a comma, begin with a quotation mark, or
have a space at an end: `a,"b, c"`. Instead of that a comma may have a backslash before it.
"""

from toloka_typed.tsv._errors import TsvError
from toloka_typed.tsv._reading import read_tasks
from toloka_typed.tsv._writing import write_tasks

__all__ = ["TsvError", "read_tasks", "write_tasks"]
