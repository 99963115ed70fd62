"""`toloka-typed upload` from end to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from tests.cli.conftest import POOL, Upload
from tests.security.token_watch import TOKEN
from toloka_typed.cli import main
from toloka_typed.cli._source import Source
from toloka_typed.client import TolokaClient
from toloka_typed.sandbox import Fault, Sandbox
from toloka_typed.sandbox.faults import Every, First, Instead

CREATION = "POST /tasks"


def creations(sandbox: Sandbox) -> int:
    """Count the requests that ask for new tasks."""
    return sum(f"{one.method} {one.path}" == CREATION for one in sandbox.requests)


def table(out: str) -> dict[str, str]:
    """Give the first word of each line of the summary."""
    return {words[0]: words[1] for words in map(str.split, out.splitlines())}


def results(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text().splitlines()]


def test_each_row_becomes_the_task_it_describes(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """General, control and training tasks arrive as such, and the summary counts them."""
    ended = upload(words)
    assert ended.code == 0
    general, control, training, counted = sandbox.tasks(POOL)
    assert general["input_values"] == {"text": "=sum(a1)"}
    assert (general["overlap"], counted["overlap"]) == (3, 9)
    assert control["known_solutions"] == [{"output_values": {"mood": "good"}}]
    assert control["infinite_overlap"]
    assert training["message_on_unknown_solution"] == "Nobody likes it."
    assert "4  (2 general, 1 control, 1 training)" in ended.out
    summary = table(ended.out)
    assert (summary["created"], summary["refused"], summary["operations"]) == ("4", "0", "1")


def test_results_hold_the_id_of_each_row(
    sandbox: Sandbox, upload: Upload, words: Path, tmp_path: Path
) -> None:
    """--results gives the line of the input and the id of the task, in the order of the file."""
    out = tmp_path / "out.tsv"
    assert upload(words, "--results", out).code == 0
    ids = [task["id"] for task in sandbox.tasks(POOL)]
    lines = [[str(line), task_id, ""] for line, task_id in zip((2, 3, 4, 5), ids, strict=True)]
    assert results(out) == [["line", "task_id", "errors"], *lines]


def test_a_finished_upload_is_not_repeated(sandbox: Sandbox, upload: Upload, words: Path) -> None:
    """The same command once more sends no tasks, says so, and succeeds."""
    upload(words)
    ended = upload(words)
    assert ended.code == 0
    assert "uploaded already" in ended.err
    assert "4 of them before" in ended.out
    assert (len(sandbox.tasks(POOL)), creations(sandbox)) == (4, 1)


def test_again_uploads_a_second_time(sandbox: Sandbox, upload: Upload, words: Path) -> None:
    """--again starts over, and keeps the journal of the first time under another name."""
    upload(words)
    ended = upload(words, "--again")
    assert ended.code == 0
    assert len(sandbox.tasks(POOL)) == 8
    assert words.with_name("words.tsv.journal.1").exists()
    upload(words, "--again")
    assert words.with_name("words.tsv.journal.2").exists()


def test_again_does_not_forget_an_unfinished_upload(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """--again while rows are open is refused: it would create twice what is there."""
    sandbox.faults = [Fault(CREATION, Instead.error(403, "ACCESS_DENIED"))]
    assert upload(words).code == 1
    ended = upload(words, "--again")
    assert ended.code == 1
    assert "is not finished" in ended.err
    assert upload(words).code == 0
    assert len(sandbox.tasks(POOL)) == 4


def test_without_a_journal_everything_is_sent_each_time(
    sandbox: Sandbox, upload: Upload, words: Path, tmp_path: Path
) -> None:
    """--no-journal leaves no file, and says what that means."""
    ended = upload(words, "--no-journal")
    assert "cannot be resumed" in ended.err
    upload(words, "--no-journal")
    assert len(sandbox.tasks(POOL)) == 8
    assert list(tmp_path.iterdir()) == [words]


def test_rows_added_later_are_uploaded_alone(sandbox: Sandbox, upload: Upload, words: Path) -> None:
    """A file that has grown goes on after the rows that are there."""
    upload(words)
    with words.open("a") as file:
        file.write("new\t\t\t\n")
    ended = upload(words)
    assert ended.code == 0
    assert [task["input_values"]["text"] for task in sandbox.tasks(POOL)][4:] == ["new"]
    assert "4 of them before" in ended.out


def test_a_row_that_changed_after_its_task_was_created_is_named(
    upload: Upload, words: Path
) -> None:
    """A journal is not for another content: the line of the first difference is named."""
    upload(words)
    words.write_text(words.read_text().replace("great", "greatest"))
    ended = upload(words)
    assert ended.code == 1
    assert f"{words}, line 3" in ended.err


def test_refused_rows_are_named_with_their_lines(
    sandbox: Sandbox, upload: Upload, tmp_path: Path
) -> None:
    """What the service refuses is told by line, field and code, and nothing is created."""
    path = tmp_path / "bad.tsv"
    path.write_text("INPUT:text\tINPUT:txt\na\t\n\nb\tx\n")
    ended = upload(path)
    assert ended.code == 1
    assert "1 row was refused" in ended.err
    assert "line 4: input_values.txt: VALUE_NOT_ALLOWED" in ended.err
    assert "--skip-invalid-items" in ended.err
    assert sandbox.tasks(POOL) == []


def test_with_skipping_the_others_are_created(
    sandbox: Sandbox, upload: Upload, tmp_path: Path
) -> None:
    """--skip-invalid-items creates the rest; the exit code still says that a row is missing."""
    path, out = tmp_path / "bad.tsv", tmp_path / "out.tsv"
    path.write_text("INPUT:text\tINPUT:txt\na\t\nb\tx\nc\t\n")
    ended = upload(path, "--skip-invalid-items", "--results", out)
    assert ended.code == 1
    assert [task["input_values"]["text"] for task in sandbox.tasks(POOL)] == ["a", "c"]
    (_, (line, task_id, errors), *_) = results(out)[1:]
    assert (line, task_id) == ("3", "")
    assert errors.startswith("input_values.txt: VALUE_NOT_ALLOWED")
    path.write_text("INPUT:text\tINPUT:txt\na\t\nb\t\nc\t\n")
    assert upload(path, "--skip-invalid-items").code == 0
    assert [task["input_values"]["text"] for task in sandbox.tasks(POOL)] == ["a", "c", "b"]


def test_nothing_is_sent_from_a_file_with_a_broken_row(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """The whole file is checked first, and all broken rows are named at once."""
    with words.open("a") as file:
        file.write("a\t\t\tmany\nb\tc\n")
    ended = upload(words)
    assert ended.code == 1
    assert "line 6, column 4: overlap" in ended.err
    assert "line 7: the row has 2 cells" in ended.err
    assert "Nothing was sent" in ended.err
    assert sandbox.requests == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [("", "is empty"), ("text\na\n", "column 1"), ('INPUT:text\n"a\n', "line 2"), ("\0", "NUL")],
)
def test_a_file_that_cannot_be_read_is_named(
    upload: Upload, tmp_path: Path, content: str, reason: str
) -> None:
    """What stops the reader is told in one line with the file's name."""
    path = tmp_path / "odd.tsv"
    path.write_text(content)
    ended = upload(path)
    assert ended.code == 1
    assert str(path) in ended.err
    assert reason in ended.err


def test_a_missing_file_is_named(upload: Upload, tmp_path: Path) -> None:
    """A file that is not there is a message, not a traceback."""
    ended = upload(tmp_path / "none.tsv")
    assert (ended.code, ended.out) == (1, "")
    assert "none.tsv: No such file" in ended.err


def test_an_empty_table_is_no_error(upload: Upload, sandbox: Sandbox, tmp_path: Path) -> None:
    """A header without rows uploads nothing, successfully."""
    path = tmp_path / "empty.tsv"
    path.write_text("INPUT:text\n")
    assert upload(path).code == 0
    assert creations(sandbox) == 0


def test_an_unknown_pool_is_told(upload: Upload, words: Path) -> None:
    """A pool that is not there is named by the service's code."""
    ended = upload(words, pool_id="404")
    assert ended.code == 1
    assert "ENTITY_DOES_NOT_EXIST" in ended.err
    assert "4 rows, the first at line 2" in ended.err


def test_a_wrong_token_is_told(upload: Upload, words: Path) -> None:
    """Credentials that are refused end in one message without the token."""
    with Sandbox(token="another") as guarded:
        ended = upload(words, url=guarded.url)
    assert ended.code == 1
    assert "401" in ended.err
    assert "Put that right and run the same command again" in ended.err


def test_no_token_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: Path
) -> None:
    """Without TOLOKA_TOKEN nothing is read or sent."""
    monkeypatch.delenv("TOLOKA_TOKEN", raising=False)
    assert main(["upload", str(words), "--pool-id", "1"]) == 2
    assert "TOLOKA_TOKEN" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--concurrency", "0"], ["--url", "x", "--environment", "y"]]
)
def test_wrong_options_are_wrong_usage(upload: Upload, words: Path, arguments: list[str]) -> None:
    """What cannot be meant is refused with exit code 2."""
    with pytest.raises(SystemExit) as caught:
        upload(words, *arguments)
    assert caught.value.code == 2


def test_the_pool_is_opened_on_demand(sandbox: Sandbox, upload: Upload, words: Path) -> None:
    """--open-pool opens the pool, and the summary says so."""
    assert "no --open-pool" in upload(words, "--no-journal").out
    assert sandbox.pool(POOL)["status"] == "CLOSED"
    ended = upload(words, "--no-journal", "--open-pool")
    assert ended.code == 0
    assert "(opened)" in ended.out
    assert sandbox.pool(POOL)["status"] == "OPEN"


def test_a_pool_that_cannot_be_opened_is_a_failure(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """The tasks are there, the reason is told, and the exit code is not 0."""
    sandbox.settings = attrs.evolve(sandbox.settings, open_pool_refusal="NOT_ENOUGH_BALANCE")
    ended = upload(words, "--open-pool")
    assert ended.code == 1
    assert "NOT_ENOUGH_BALANCE" in ended.err
    assert table(ended.out)["created"] == "4"


def test_rows_without_an_overlap_can_be_refused(
    sandbox: Sandbox, upload: Upload, words: Path
) -> None:
    """--no-allow-defaults does not let the pool's default overlap count."""
    ended = upload(words, "--no-allow-defaults")
    assert ended.code == 1
    assert "overlap" in ended.err
    assert sandbox.tasks(POOL) == []


def test_results_never_go_over_the_input(upload: Upload, words: Path, tmp_path: Path) -> None:
    """Neither its name, nor a symbolic or a hard link to it, is taken for the results."""
    symbolic, hard = tmp_path / "symbolic", tmp_path / "hard"
    symbolic.symlink_to(words)
    hard.hardlink_to(words)
    before = words.read_text()
    journal = words.with_name("words.tsv.journal")
    for place in (words, symbolic, hard, tmp_path / "." / "words.tsv", journal):
        ended = upload(words, "--results", place)
        assert ended.code == 2
        assert "written over" in ended.err
    assert upload(words, "--journal", symbolic).code == 2
    assert words.read_text() == before


@pytest.mark.parametrize("place", ["pipe", "no/such/directory/out.tsv", "."])
def test_results_need_a_place(sandbox: Sandbox, upload: Upload, words: Path, place: str) -> None:
    """Where no file can be, nothing is sent."""
    os.mkfifo(words.parent / "pipe")  # as little a file as a device is
    ended = upload(words, "--results", words.parent / place)
    assert ended.code == 1
    assert "results cannot be written" in ended.err
    assert creations(sandbox) == 0


def test_a_broken_journal_is_told(upload: Upload, words: Path, tmp_path: Path) -> None:
    """A file that is no journal is refused and left as it is."""
    other = tmp_path / "notes.txt"
    other.write_text("not a journal\n" * 100)
    ended = upload(words, "--journal", other)
    assert ended.code == 1
    assert "notes.txt" in ended.err
    assert other.read_text() == "not a journal\n" * 100


def test_failed_attempts_are_told(sandbox: Sandbox, upload: Upload, words: Path) -> None:
    """A person who waits is told why, once for all that fails together."""
    sandbox.faults = [Fault(CREATION, Instead.html(502), First(2))]
    ended = upload(words)
    assert ended.code == 0
    assert f"status 502 from {sandbox.url} (POST /tasks, attempt 1)" in ended.err
    assert ended.err.count("status 502") == 1


def test_what_was_created_before_a_failure_is_told(
    sandbox: Sandbox, upload: Upload, tmp_path: Path
) -> None:
    """When it stops in the middle, counts and results hold what is known, and it can go on."""
    path, out = long_file(tmp_path), tmp_path / "out.tsv"
    refusal = Instead.error(403, "ACCESS_DENIED")
    sandbox.faults = [Fault("POST /tasks", refusal, Every(2))]
    ended = upload(path, "--results", out, "--concurrency", "1")
    assert ended.code == 1
    assert f"10,000 of {ROWS:,} rows are known to be created" in ended.err
    assert "ACCESS_DENIED" in ended.err
    assert len(results(out)) == 1 + 10_000
    sandbox.faults = []
    assert upload(path, "--results", out).code == 0
    assert len(results(out)) == 1 + ROWS == 1 + len(sandbox.tasks(POOL))


def test_ctrl_c_says_how_to_go_on(
    sandbox: Sandbox, upload: Upload, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends with exit code 130, says what the journal knows, and the command goes on."""
    unhindered = TolokaClient.upload_tasks

    def interrupted(client: TolokaClient, tasks: Source, *, journal: Path, **_: object) -> None:
        list(unhindered(client, tasks, allow_defaults=True, journal=journal))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(TolokaClient, "upload_tasks", interrupted)
        ended = upload(words)
    assert ended.code == 130
    assert "interrupted" in ended.err
    assert "4 of 4 rows are known to be created" in ended.err
    assert "Run the same command again to go on" in ended.err
    assert upload(words).code == 0
    assert len(sandbox.tasks(POOL)) == 4


ROWS = 10_500
DIES = """
import os, signal, sys
from toloka_typed.cli import main
from toloka_typed.cli._source import Source
from toloka_typed.cli._outcome import Outcome
if sys.argv.pop(1) == "die":
    Outcome.add = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
sys.exit(main(sys.argv[1:]))
"""


def long_file(directory: Path) -> Path:
    """Write a file that takes two requests."""
    path = directory / "long.tsv"
    path.write_text("INPUT:text\n" + "".join(f"word {number}\n" for number in range(ROWS)))
    return path


def test_a_killed_upload_goes_on_where_it_was(sandbox: Sandbox, tmp_path: Path) -> None:
    """After kill -9 the same command creates what is missing, and nothing twice."""
    path = long_file(tmp_path)
    environment = {**os.environ, "TOLOKA_TOKEN": TOKEN}

    def run(fate: str) -> subprocess.CompletedProcess[str]:
        upload = ["upload", str(path), "--pool-id", POOL, "--url", sandbox.url]
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", DIES, fate, *upload],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("die").returncode == -signal.SIGKILL
    ended = run("live")
    assert ended.returncode == 0, ended.stderr
    texts = [task["input_values"]["text"] for task in sandbox.tasks(POOL)]
    assert sorted(texts) == sorted(f"word {number}" for number in range(ROWS))
