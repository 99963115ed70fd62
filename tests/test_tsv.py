"""Toloka's TSV format, read and written."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toloka_typed import KnownSolution, Task, TaskSchema, TolokaError, tsv
from toloka_typed.tsv import TsvError

Write = Callable[[str | bytes], Path]


class Picture(TypedDict):
    """Every way in which a field can be written."""

    image: str
    size: NotRequired[int]
    zoom: NotRequired[float]
    is_colour: NotRequired[bool]
    labels: NotRequired[list[str]]
    points: NotRequired[list[float]]
    extra: NotRequired[Any]
    boxes: NotRequired[list[dict[str, Any]]]


class Verdict(TypedDict, total=False):
    """An answer in two fields."""

    result: Literal["cat", "dog"]
    sure: bool


@dataclasses.dataclass
class Word:
    """An input as an instance."""

    text: str
    note: str | None = None
    tags: list[str] = dataclasses.field(default_factory=list)


PICTURES = TaskSchema(Picture, Verdict, pool_id="7")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes a file and gives its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "tasks.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(text: str) -> list[Task]:
    return list(tsv.read_tasks(io.StringIO(text, newline=""), pool_id="1"))


def inputs(text: str) -> list[dict[str, Any]]:
    return [task.input_values for task in read(text)]


def written(tasks: list[Task]) -> str:
    file = io.StringIO(newline="")
    tsv.write_tasks(tasks, file)
    return file.getvalue()


def test_a_row_of_inputs_is_a_general_task() -> None:
    """A row with input values alone is a task with the pool's default overlap."""
    assert read("INPUT:image\tINPUT:size\na.jpg\t3\n") == [
        Task(input_values={"image": "a.jpg", "size": "3"}, pool_id="1")
    ]


def test_golden_cells_of_a_row_are_one_known_solution() -> None:
    """All GOLDEN cells of a row make one answer, and the task a control task."""
    (task,) = read("INPUT:image\tGOLDEN:result\tGOLDEN:sure\na.jpg\tcat\tyes\n")
    assert task.known_solutions == (KnownSolution(output_values={"result": "cat", "sure": "yes"}),)
    assert task.infinite_overlap
    assert task.overlap is None


def test_a_hint_makes_a_training_task() -> None:
    """HINT:text is what a Toloker is shown after a wrong answer."""
    (task,) = read("INPUT:image\tGOLDEN:result\tHINT:text\na.jpg\tcat\tLook at the ears\n")
    assert task.message_on_unknown_solution == "Look at the ears"
    assert task.infinite_overlap


def test_an_overlap_stands_instead_of_the_infinite_one() -> None:
    """TASK:overlap counts for general tasks, and for control tasks too."""
    general, control = read("INPUT:a\tGOLDEN:b\tTASK:overlap\nx\t\t5\ny\tz\t30000\n")
    assert (general.overlap, general.infinite_overlap) == (5, False)
    assert (control.overlap, control.infinite_overlap) == (30000, False)


def test_an_empty_cell_is_an_absent_field() -> None:
    """Fields whose cell is empty are not sent at all."""
    assert inputs("INPUT:a\tINPUT:b\nx\t\n\ty\n") == [{"a": "x"}, {"b": "y"}]


def test_rows_without_content_are_passed_over() -> None:
    """Empty lines, and rows of empty cells, are no tasks and take up no position."""
    assert inputs("INPUT:a\tINPUT:b\n\nx\t1\n\t\n\ny\t2\n\n") == [
        {"a": "x", "b": "1"},
        {"a": "y", "b": "2"},
    ]


def test_the_order_of_columns_does_not_matter() -> None:
    """A column is known by its name alone."""
    assert read("TASK:overlap\tGOLDEN:r\tINPUT:a\n2\tcat\tx\n") == read(
        "INPUT:a\tTASK:overlap\tGOLDEN:r\nx\t2\tcat\n"
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('"a ""quoted"" word"', 'a "quoted" word'),
        ('"two\nlines"', "two\nlines"),
        ('"dos\r\nlines"', "dos\r\nlines"),
        ('"a\ttab"', "a\ttab"),
        ('"""\n\n"""', '"\n\n"'),
        ('monitor 24" wide', 'monitor 24" wide'),
        ('book "All about dogs"', 'book "All about dogs"'),
        ("=1+1", "=1+1"),
        ("+7 900", "+7 900"),
        ("-", "-"),
        ("@home", "@home"),
        ("  spaces  ", "  spaces  "),
        ("\x0b\x0c\x1c\x85\u2028", "\x0b\x0c\x1c\x85\u2028"),
    ],
)
def test_a_cell_is_taken_as_it_is(write: Write, cell: str, value: str) -> None:
    """Quotation marks around a cell go, doubled ones become one, and nothing else changes."""
    path = write(f"INPUT:a\tINPUT:b\n{cell}\tx\ny\t{cell}\n")
    first, second = tsv.read_tasks(path, pool_id="1")
    assert first.input_values == {"a": value, "b": "x"}
    assert second.input_values == {"a": "y", "b": value}


def test_windows_files_read_the_same(write: Write) -> None:
    """A byte order mark and CRLF line ends leave no trace, nor does a missing last line end."""
    path = write(b"\xef\xbb\xbfINPUT:a\tINPUT:b\r\nx\t1\r\n\r\ny\t2")
    assert [task.input_values for task in tsv.read_tasks(path, pool_id="1")] == [
        {"a": "x", "b": "1"},
        {"a": "y", "b": "2"},
    ]


HEADER = "INPUT:a\tINPUT:b\tGOLDEN:r\tHINT:text\tTASK:overlap\n"
WRONG: dict[str, tuple[str | bytes, int, int | None, str]] = {
    "an empty file": ("", 1, None, "empty"),
    "nothing but a mark": (b"\xef\xbb\xbf", 1, None, "empty"),
    "no header": ("cat.jpg\tdog.jpg\n", 1, 1, "no column is called 'cat.jpg'"),
    "an empty header": ("INPUT:a\t\nx\ty\n", 1, 2, "no column is called ''"),
    "no field name": ("INPUT:\nx\n", 1, 1, "no column is called 'INPUT:'"),
    "no input column": ("GOLDEN:r\ncat\n", 1, None, "no column INPUT:"),
    "a column twice": ("INPUT:a\tINPUT:b\tINPUT:a\n", 1, 3, "two columns 'INPUT:a'"),
    "a point on a map": ("INPUT:a\tAl:latitude\n", 1, 2, "on a map"),
    "a file of results": ("INPUT:a\tOUTPUT:r\n", 1, 2, "GOLDEN:"),
    "a misspelt column": ("INPUT:a\tHINT:test\n", 1, 2, "HINT:text"),
    "too many cells": (HEADER + "a\tb\tc\td\t1\tf\n", 2, None, "6 cells"),
    "too few cells": (HEADER + "a\tb\n", 2, None, "2 cells"),
    "no input value": (HEADER + "\t\tcat\t\t\n", 2, None, "no input values"),
    "a hint alone": (HEADER + "a\t\t\tlook\t\n", 2, 4, "needs an answer"),
    "no overlap": (HEADER + "a\t\t\t\tmany\n", 2, 5, "whole number"),
    "overlap 0": (HEADER + "a\t\t\t\t0\n", 2, 5, "whole number"),
    "a negative overlap": (HEADER + "a\t\t\t\t-1\n", 2, 5, "whole number"),
    "a huge overlap": (HEADER + "a\t\t\t\t" + "9" * 9999 + "\n", 2, 5, "whole number"),
    "a foreign digit": (HEADER + "a\t\t\t\t\u0663\n", 2, 5, "whole number"),
    "an open quotation": ('INPUT:a\tINPUT:b\nx\t"y\n\n\n', 2, 2, "none closes it"),
    "text after a quotation": ('INPUT:a\n\n"x\n"y\n', 4, 1, "after the closing"),
    "a lone carriage return": ("INPUT:a\nx\ry\n", 2, None, "line end"),
    "old line ends": ("INPUT:a\rx\r", 1, None, "line end"),
    "a NUL": ("INPUT:a\nx\nx\0\n", 3, None, "NUL"),
    "another encoding": (b"INPUT:a\nx\ncaf\xe9\n", 3, None, "not UTF-8: the byte 0xe9"),
    "UTF-16": ("INPUT:a\nx\n".encode("utf-16"), 1, None, "not UTF-8"),
    "after a long row": ('INPUT:a\n"x\n\ny"\nx\ty\n', 5, None, "2 cells"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_right_is_named_with_its_place(write: Write, wrong: str) -> None:
    """An error names the file, the line and, where there is one, the column."""
    content, line, column, reason = WRONG[wrong]
    path = write(content)
    with pytest.raises(TsvError, match=reason) as caught:
        list(tsv.read_tasks(path, pool_id="1"))
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.path == str(path)
    assert str(caught.value).startswith(f"{path}, line {line}")


def test_an_error_says_which_task_and_field() -> None:
    """The position counts tasks as the reader gave them, and the field is the task's."""
    with pytest.raises(TsvError) as caught:
        read("INPUT:a\tTASK:overlap\nx\t1\n\ny\tmany\n")
    assert caught.value.position == 1
    assert caught.value.field == "overlap"
    assert caught.value.line == 4
    assert isinstance(caught.value, TolokaError)
    assert isinstance(caught.value, ValueError)


def test_a_monstrous_row_is_refused(write: Write) -> None:
    """A row that no request could hold ends with its line, and no process-wide limit is touched."""
    before = csv.field_size_limit()
    long_line = b"INPUT:a\nx\n" + b"y" * (17 * 1024 * 1024)
    with pytest.raises(TsvError, match="longer than 16777216 bytes") as caught:
        list(tsv.read_tasks(write(long_line), pool_id="1"))
    assert caught.value.line == 3
    never_closed = b'INPUT:a\n"' + (b"y" * 1023 + b"\n") * (17 * 1024)
    with pytest.raises(TsvError, match="quotation mark missing"):
        list(tsv.read_tasks(write(never_closed), pool_id="1"))
    assert csv.field_size_limit() == before


def test_a_long_text_is_welcome() -> None:
    """A value may be as long as a request can hold."""
    text = "word " * 200_000
    assert inputs(f'INPUT:a\n{text}\n"{text}"\n') == [{"a": text}, {"a": text}]


def test_rows_are_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first tasks come before the rest of the file is read."""
    lines = itertools.chain(["INPUT:a\n"], (f"{number}\n" for number in itertools.count()))

    def readline(_size: int) -> str:
        return next(lines)

    endless = io.StringIO()
    monkeypatch.setattr(endless, "readline", readline)
    tasks = tsv.read_tasks(endless, pool_id="1")
    assert [next(tasks).input_values["a"] for _ in range(3)] == ["0", "1", "2"]


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    """What the system says about a file comes through."""
    with pytest.raises(FileNotFoundError):
        list(tsv.read_tasks(tmp_path / "none.tsv", pool_id="1"))


def test_a_pool_must_be_named() -> None:
    """Without a pool, in the call or in the schema, nothing is read."""
    nowhere = TaskSchema(Picture, Verdict)
    with pytest.raises(TolokaError, match="names a pool"):
        tsv.read_tasks("never-opened.tsv", schema=nowhere)


def test_cells_become_what_the_schema_declares() -> None:
    """Numbers, booleans, JSON and arrays are read as such; text stays text."""
    text = (
        "INPUT:image\tINPUT:size\tINPUT:zoom\tINPUT:is_colour\tINPUT:labels\tINPUT:points"
        "\tINPUT:extra\tINPUT:boxes\tGOLDEN:result\tGOLDEN:sure\n"
        '12\t12\t1\ttrue\ta, b\t1,2.5\t"{""a"": [1]}"\t"{""x"": 1},{""x"": 2}"\tcat\tfalse\n'
    )
    (task,) = tsv.read_tasks(io.StringIO(text), schema=PICTURES)
    assert task.input_values == {
        "image": "12",
        "size": 12,
        "zoom": 1.0,
        "is_colour": True,
        "labels": ["a", "b"],
        "points": [1.0, 2.5],
        "extra": {"a": [1]},
        "boxes": [{"x": 1}, {"x": 2}],
    }
    assert task.known_solutions[0].output_values == {"result": "cat", "sure": False}
    assert task.pool_id == "7"


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("one", ["one"]),
        ("one,two", ["one", "two"]),
        ("one, two", ["one", "two"]),
        (r"This\, but,that", ["This, but", "that"]),
        ('""This, but"",that', ["This, but", "that"]),
        ('a ""quoted"" word,b', ['a "quoted" word', "b"]),
        ('"" kept "",b', [" kept ", "b"]),
        ('""he said """"no, thanks"""""",b', ['he said "no, thanks"', "b"]),
        (r"C:\temp,b", [r"C:\temp", "b"]),
        (",", ["", ""]),
    ],
)
def test_items_of_an_array_of_text(cell: str, labels: list[str]) -> None:
    """Commas separate them, unless a backslash or quotation marks protect the comma."""
    text = f'INPUT:image\tINPUT:labels\nx\t"{cell}"\n'
    (task,) = tsv.read_tasks(io.StringIO(text), schema=PICTURES)
    assert task.input_values.get("labels") == labels


def test_commas_in_json_may_be_escaped() -> None:
    """JSON with a backslash before its commas is understood as well."""
    text = 'INPUT:image\tINPUT:boxes\nx\t"{""a"": 1\\, ""b"": 2},{""a"": 3}"\n'
    (task,) = tsv.read_tasks(io.StringIO(text), schema=PICTURES)
    assert task.input_values.get("boxes") == [{"a": 1, "b": 2}, {"a": 3}]


@pytest.mark.parametrize(
    ("header", "row", "column", "field", "reason"),
    [
        ("INPUT:size", "x", 2, "input_values.size", "not JSON"),
        ("INPUT:size", "1.5", 2, "input_values.size", "Expected `int`"),
        ("INPUT:zoom", "NaN", 2, "input_values.zoom", "not JSON"),
        ("INPUT:is_colour", "yes", 2, "input_values.is_colour", "not JSON"),
        ("INPUT:labels", '"""a"" b"', 2, "input_values.labels", "list of text"),
        ("INPUT:points", "1,x", 2, "input_values.points", "not JSON"),
        ("INPUT:boxes", "{},1", 2, "input_values.boxes.1", "Expected `object`"),
        ("GOLDEN:result", "cow", 2, "known_solutions.0.output_values.result", "Invalid enum"),
        ("GOLDEN:sure", "1", 2, "known_solutions.0.output_values.sure", "Expected `bool`"),
    ],
)
def test_every_row_is_checked_against_the_schema(
    header: str, row: str, column: int, field: str, reason: str
) -> None:
    """A cell that is not of its field's type is named with line, column, field and reason."""
    text = f"INPUT:image\t{header}\na\t\nb\t{row}\n"
    with pytest.raises(TsvError, match=reason) as caught:
        list(tsv.read_tasks(io.StringIO(text), schema=PICTURES))
    assert (caught.value.line, caught.value.column, caught.value.field) == (3, column, field)
    assert caught.value.position == 1


def test_a_required_field_must_be_in_every_row() -> None:
    """An empty cell of a required field is refused, and so is a file without the column."""
    with pytest.raises(TsvError, match=r"input_values\.image: a value is needed") as caught:
        list(tsv.read_tasks(io.StringIO("INPUT:image\tINPUT:size\n\t1\n"), schema=PICTURES))
    assert (caught.value.line, caught.value.column) == (2, 1)
    with pytest.raises(TsvError, match="INPUT:image, which the schema requires"):
        list(tsv.read_tasks(io.StringIO("INPUT:size\n1\n"), schema=PICTURES))


def test_a_column_that_the_schema_does_not_know_is_refused() -> None:
    """A misspelt field is found in the header."""
    with pytest.raises(TsvError, match="no field for the column 'INPUT:imgae'") as caught:
        list(tsv.read_tasks(io.StringIO("INPUT:image\tINPUT:imgae\n"), schema=PICTURES))
    assert (caught.value.line, caught.value.column) == (1, 2)


def test_inputs_can_be_instances() -> None:
    """With a dataclass as the input type, tasks hold its instances, and are written back."""
    words = TaskSchema(Word, Verdict, pool_id="7")
    text = "INPUT:text\tINPUT:note\tINPUT:tags\nx\t\ta,b\ny\tz\t\n"
    tasks = list(tsv.read_tasks(io.StringIO(text), schema=words))
    assert [task.input_values for task in tasks] == [
        Word(text="x", tags=["a", "b"]),
        Word(text="y", note="z"),
    ]
    file = io.StringIO(newline="")
    tsv.write_tasks(tasks, file, schema=words)
    assert list(tsv.read_tasks(io.StringIO(file.getvalue()), schema=words)) == tasks


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
ITEMS = st.lists(st.text(st.sampled_from('a,"\\ \n\t[]{}=é'), max_size=5), min_size=1, max_size=4)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
PICTURE_VALUES = st.fixed_dictionaries(
    {"image": TEXT},
    optional={
        "size": st.integers(),
        "zoom": FLOATS,
        "is_colour": st.booleans(),
        "labels": ITEMS | st.lists(TEXT, min_size=1, max_size=3),
        "points": st.lists(FLOATS, min_size=1, max_size=3),
        "extra": JSON,
        "boxes": st.lists(st.dictionaries(TEXT, JSON, max_size=2), min_size=1, max_size=2),
    },
)
VERDICTS = st.fixed_dictionaries(
    {"result": st.sampled_from(["cat", "dog"])}, optional={"sure": st.booleans()}
)
OVERLAPS = st.none() | st.integers(1, 30_000)


@st.composite
def tasks_of(draw: st.DrawFn, inputs: Any, outputs: Any) -> Task:
    answer = draw(st.none() | outputs)
    overlap = draw(OVERLAPS)
    return Task(
        input_values=draw(inputs),
        pool_id="7",
        known_solutions=[] if answer is None else [KnownSolution(output_values=answer)],
        message_on_unknown_solution=None if answer is None else draw(st.none() | TEXT),
        overlap=overlap,
        infinite_overlap=answer is not None and overlap is None,
    )


TEXTS = st.dictionaries(TEXT, TEXT, min_size=1, max_size=3)


@given(st.lists(tasks_of(TEXTS, TEXTS), min_size=1, max_size=4))
def test_tasks_of_text_come_back_as_they_were(tasks: list[Task]) -> None:
    """What is written without a schema is read back equal, whatever the text is."""
    text = written(tasks)
    assert list(tsv.read_tasks(io.StringIO(text, newline=""), pool_id="7")) == tasks


def wire(tasks: list[Any]) -> str:
    return json.dumps([task.to_dict() for task in tasks], sort_keys=True)


@given(st.lists(tasks_of(PICTURE_VALUES, VERDICTS), max_size=4))
def test_typed_tasks_come_back_as_they_were(tasks: list[Any]) -> None:
    """What is written with a schema is read back equal with it, values of every type included."""
    file = io.StringIO(newline="")
    tsv.write_tasks(tasks, file, schema=PICTURES)
    read_back = list(tsv.read_tasks(io.StringIO(file.getvalue(), newline=""), schema=PICTURES))
    assert read_back == tasks
    assert wire(read_back) == wire(tasks)  # 1 is not 1.0, and -0.0 is not 0.0


@given(st.text() | st.text('"\t\r\nab,'))
def test_any_text_is_a_file_or_an_error(text: str) -> None:
    """Whatever a file holds, reading it ends in tasks or in a `TsvError`."""
    try:
        tasks = read("INPUT:a\tINPUT:b\n" + text)
    except TsvError:
        return
    if tasks:
        assert read(written(tasks)) == tasks


@given(st.binary())
def test_any_bytes_are_a_file_or_an_error(tmp_path_factory: Any, content: bytes) -> None:
    """Whatever bytes a file holds, reading it ends in tasks or in a `TsvError`."""
    path = tmp_path_factory.mktemp("bytes") / "any.tsv"
    path.write_bytes(b"INPUT:a\n" + content)
    try:
        tasks = list(tsv.read_tasks(path, pool_id="1"))
    except TsvError:
        return
    assert all(task.input_values for task in tasks)


PLAIN = Task(input_values={"a": "x"}, pool_id="1")
GOLDEN = (KnownSolution(output_values={"r": "cat"}),)


@pytest.mark.parametrize(
    ("task", "field"),
    [
        (Task(input_values={"a": ""}, pool_id="1"), "input_values.a"),
        (Task(input_values={"a": []}, pool_id="1"), "input_values.a"),
        (Task(input_values={"a": "\0"}, pool_id="1"), "input_values.a"),
        (Task(input_values={"a": "\ud800"}, pool_id="1"), "input_values.a"),
        (Task(input_values={"a": float("nan")}, pool_id="1"), "input_values.a"),
        (Task(input_values={"": "x"}, pool_id="1"), "input_values."),
        (Task(input_values={}, pool_id="1"), "input_values"),
        (attrs.evolve(PLAIN, infinite_overlap=True), "infinite_overlap"),
        (attrs.evolve(PLAIN, known_solutions=GOLDEN), "infinite_overlap"),
        (attrs.evolve(PLAIN, overlap=0), "overlap"),
        (attrs.evolve(PLAIN, known_solutions=GOLDEN * 2), "known_solutions"),
        (
            attrs.evolve(
                PLAIN,
                known_solutions=[KnownSolution(output_values={"r": "x"}, correctness_weight=0.5)],
                overlap=1,
            ),
            "known_solutions.0",
        ),
        (
            attrs.evolve(
                PLAIN, known_solutions=[KnownSolution(output_values={})], infinite_overlap=True
            ),
            "known_solutions.0.output_values",
        ),
        (attrs.evolve(PLAIN, message_on_unknown_solution="x"), "message_on_unknown_solution"),
        (attrs.evolve(PLAIN, traits_all_of=["x"]), "traits_all_of"),
        (attrs.evolve(PLAIN, additional_properties={"x": 1}), "additional_properties"),
    ],
)
def test_what_would_not_come_back_is_not_written(task: Task, field: str) -> None:
    """A task that the format cannot hold whole is refused with its position and field."""
    with pytest.raises(TsvError) as caught:
        written([PLAIN, task])
    assert (caught.value.position, caught.value.field) == (1, field)


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    """A refused task leaves the file that was there before, and nothing beside it."""
    path = tmp_path / "tasks.tsv"
    tsv.write_tasks([PLAIN], path)
    before = path.read_bytes()
    with pytest.raises(TsvError):
        tsv.write_tasks([PLAIN, attrs.evolve(PLAIN, overlap=0)], path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_no_columns_no_file() -> None:
    """Without tasks and without a schema nobody knows the columns."""
    with pytest.raises(TsvError, match="no tasks"):
        written([])


def test_with_a_schema_tasks_are_written_one_by_one() -> None:
    """Each row is written before the next task is asked for."""
    file = io.StringIO(newline="")
    seen: list[int] = []

    def tasks() -> Any:
        for number in range(3):
            yield PICTURES.task({"image": f"{number}.jpg"})
            seen.append(file.getvalue().count("\n"))

    tsv.write_tasks(tasks(), file, schema=PICTURES)
    assert seen == [2, 3, 4]


def test_columns_stand_in_the_usual_order() -> None:
    """Inputs come first, then answers, the hint and the overlap, whatever the tasks' order is."""
    training = Task(
        input_values={"b": "y"},
        pool_id="1",
        known_solutions=GOLDEN,
        message_on_unknown_solution="h",
        overlap=2,
    )
    assert written([training, PLAIN]) == (
        "INPUT:b\tINPUT:a\tGOLDEN:r\tHINT:text\tTASK:overlap\ny\t\tcat\th\t2\n\tx\t\t\t\n"
    )
