"""Scenario 12: the same call goes on where an upload stopped, and creates nothing twice."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, images, posts, task, tasks
from tests.uploads.journeys import ONCE, PAIRS, fail, ids_of, lose, named, rows_of, upload
from tests.uploads.late import Arrives, UnderWay
from toloka_typed import (
    BatchError,
    JournalError,
    RateLimitError,
    Task,
    TransportError,
    UploadLimits,
    UploadProgress,
)
from toloka_typed.journal import RowState
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, NoAnswer, Nth, OperationFails

GET = "GET /operations/{id}"
LOG = "GET /operations/{id}/log"


def test_a_finished_journal_sends_nothing(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Over a finished journal nothing is sent, and the same chunks come once more."""
    sandbox.add_pool("7")
    client = connect(limits=PAIRS)
    mixed = [*tasks(2), bad_task(), task("3.jpg", pool_id="7"), task(overlap=0), task("5.jpg")]
    options = {"skip_invalid_items": True, "open_pool": True}
    first = upload(client, mixed, journal, **options)
    assert [list(chunk.ids) for chunk in first] == [[0, 1], [3], [5], []]
    assert first[-1].pool_opened
    sandbox.clear_requests()
    assert upload(client, mixed, journal, **options) == first
    assert upload(connect(), mixed, journal, **options) == first
    assert sandbox.requests == ()


def test_a_mended_row_does_not_tear_the_others_apart(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A request's rows come as one chunk again, also around a row that went out later."""
    client = connect()
    upload(client, [task("0.jpg"), bad_task(), task("2.jpg")], journal, skip_invalid_items=True)
    mended = upload(client, named("0.jpg", "1.jpg", "2.jpg"), journal, skip_invalid_items=True)
    assert [list(chunk.ids) for chunk in mended] == [[0, 2], [1]]
    sandbox.clear_requests()
    again = upload(client, named("0.jpg", "1.jpg", "2.jpg"), journal, skip_invalid_items=True)
    assert sorted(ids_of(again).items()) == sorted(ids_of(mended).items())
    assert sandbox.requests == ()


def test_an_input_that_grew_goes_on(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """Only the new tasks of a longer input are sent."""
    client = connect(limits=PAIRS)
    first = upload(client, tasks(3), journal)
    sandbox.clear_requests()
    grown = upload(client, tasks(6), journal)
    assert endpoints(sandbox) == ["POST /tasks", GET, LOG, "POST /tasks", GET, LOG]
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(6)]
    assert grown[: len(first)] == first
    assert list(ids_of(grown)) == list(range(6))


def test_what_arrived_is_looked_up(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """A request whose answer was lost is looked up and read, and not sent again."""
    client = connect(retries=ONCE, limits=PAIRS)
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), Nth(2))]
    error = fail(client, tasks(6), journal)
    assert isinstance(error, BatchError)
    assert isinstance(error.__cause__, TransportError)
    assert error.operation_id == posts(sandbox)[1].query["operation_id"]
    sandbox.clear_requests()
    chunks = upload(client, tasks(6), journal)
    assert endpoints(sandbox) == [GET, LOG, "POST /tasks", GET, LOG]
    assert list(ids_of(chunks).items()) == [
        (position, item["id"]) for position, item in enumerate(sandbox.tasks())
    ]


def test_what_never_arrived_goes_out_under_its_id(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A request that nobody has seen is sent again as it was, under its own id."""
    client = connect(retries=ONCE)
    lose(sandbox, handled=False)
    assert isinstance(fail(client, tasks(2), journal), TransportError)
    sandbox.faults = []
    upload(client, tasks(2), journal)
    first, second = posts(sandbox)
    assert (first.query, first.body) == (second.query, second.body)
    assert endpoints(sandbox)[2] == GET
    assert len(sandbox.tasks()) == 2


def test_what_arrives_after_it_was_looked_up_is_not_created_twice(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A request that was not there when it was looked up may be there when it is sent again."""
    client = connect(retries=ONCE)
    lose(sandbox, handled=True)
    fail(client, tasks(2), journal)
    sandbox.faults = [Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"))]
    sandbox.clear_requests()
    chunks = upload(client, tasks(2), journal)
    assert endpoints(sandbox) == [GET, "POST /tasks", GET, LOG]
    assert [post.status for post in posts(sandbox)] == [409]
    assert len(sandbox.tasks()) == 2
    assert ids_of(chunks) == {n: item["id"] for n, item in enumerate(sandbox.tasks())}


def test_a_task_may_change_before_it_is_confirmed(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Tasks of a request that nobody has seen may change: they go out under its id all the same.

    Should the first request arrive after all, the service takes only one of the two.
    """
    client = connect(retries=ONCE)
    lose(sandbox, handled=False)
    fail(client, named("old.jpg", "b.jpg"), journal)
    sandbox.faults = []
    chunks = upload(client, named("new.jpg", "b.jpg", "c.jpg"), journal)
    first, second, third = posts(sandbox)
    assert first.query["operation_id"] == second.query["operation_id"]
    assert third.query["operation_id"] != first.query["operation_id"]
    assert images(sandbox.tasks()) == ["new.jpg", "b.jpg", "c.jpg"]
    assert list(ids_of(chunks)) == [0, 1, 2]


def test_a_task_that_changed_while_its_request_arrived_is_refused(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """If the request turns out to have arrived with the old task, the change is refused.

    With the old task back in its place, the upload goes on.
    """
    client = connect(retries=ONCE)
    lose(sandbox, handled=True)
    fail(client, named("old.jpg", "b.jpg"), journal)
    changed = named("new.jpg", "b.jpg", "c.jpg")
    sandbox.faults = [Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"))]
    for _ in range(2):
        error = fail(client, changed, journal)
        assert isinstance(error, JournalError)
        assert "0 to 1" in str(error)
        assert images(sandbox.tasks()) == ["old.jpg", "b.jpg"]
    chunks = upload(client, named("old.jpg", "b.jpg", "c.jpg"), journal)
    assert list(ids_of(chunks)) == [0, 1, 2]
    assert images(sandbox.tasks()) == ["old.jpg", "b.jpg", "c.jpg"]


def test_a_task_that_went_out_twice_is_known_by_what_arrived(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """After two different attempts without an answer the service alone says which one counts."""
    client = connect(retries=ONCE)
    lose(sandbox, handled=False)
    fail(client, named("first.jpg"), journal)
    lose(sandbox, handled=True)
    fail(client, named("second.jpg"), journal)
    sandbox.faults = []
    for other in ("first.jpg", "third.jpg"):
        assert isinstance(fail(client, named(other), journal), JournalError)
    chunks = upload(client, named("second.jpg"), journal)
    assert ids_of(chunks) == {0: sandbox.tasks()[0]["id"]}
    assert images(sandbox.tasks()) == ["second.jpg"]


@pytest.mark.parametrize("handled", [True, False])
def test_limits_may_change_between_runs(
    connect: Connect, sandbox: Sandbox, journal: Path, *, handled: bool
) -> None:
    """A request that no longer fits is sent in parts, and the first of them makes it certain.

    The parts after it wait for that, however much may be under way at once.
    """
    lose(sandbox, handled=False)
    fail(connect(retries=ONCE), tasks(4), journal)
    narrow = connect(retries=ONCE, limits=PAIRS)
    lose(sandbox, handled=handled)
    fail(narrow, tasks(4), journal, concurrency=4)
    first, part = posts(sandbox)
    assert part.query["operation_id"] == first.query["operation_id"]
    assert len(part.json()) == 2
    sandbox.faults = []
    sandbox.clear_requests()
    chunks = upload(narrow, tasks(4), journal, concurrency=4)
    again = [] if handled else ["POST /tasks", GET]
    assert endpoints(sandbox) == [GET, *again, LOG, "POST /tasks", GET, LOG]
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(4)]
    assert list(ids_of(chunks)) == [0, 1, 2, 3]


def test_limits_may_grow_again(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """What went out in parts is known by its log, also where the whole would fit again."""
    lose(sandbox, handled=False)
    fail(connect(retries=ONCE), tasks(4), journal)
    lose(sandbox, handled=True)
    fail(connect(retries=ONCE, limits=PAIRS), tasks(4), journal)
    sandbox.faults = []
    chunks = upload(connect(), tasks(4), journal)
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(4)]
    assert sorted(ids_of(chunks)) == [0, 1, 2, 3]


def test_a_changed_part_that_arrived_is_enough(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """What went out in parts, and changed, is known by its log; a further run sends the rest."""
    lose(sandbox, handled=False)
    fail(connect(retries=ONCE), named("a.jpg", "b.jpg", "c.jpg"), journal)
    lose(sandbox, handled=True)
    changed = named("new.jpg", "b.jpg", "c.jpg")
    fail(connect(retries=ONCE, limits=PAIRS), changed, journal)
    sandbox.faults = []
    error = fail(connect(), changed, journal)
    assert isinstance(error.__cause__, JournalError)
    assert "2 tasks have been created" in str(error)
    chunks = upload(connect(), changed, journal)
    assert images(sandbox.tasks()) == ["new.jpg", "b.jpg", "c.jpg"]
    assert sorted(ids_of(chunks)) == [0, 1, 2]


def test_a_task_that_may_be_there_is_not_written_off(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A task that cannot be sent any more, and may have been created, is not just refused."""
    client = connect(retries=ONCE)
    under_way = UnderWay()
    sandbox.faults = [Fault("POST /tasks", under_way)]
    fail(client, named("a.jpg", "b.jpg"), journal, skip_invalid_items=True)
    sandbox.faults = [Fault("POST /tasks", Arrives(under_way, first=True))]
    changed = [task("a.jpg", overlap=0), task("b.jpg")]
    fail(client, changed, journal, skip_invalid_items=True, concurrency=2)
    error = fail(client, changed, journal, skip_invalid_items=True)
    assert isinstance(error, JournalError)
    assert error.position == 0
    assert images(sandbox.tasks()) == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize("change", ["content", "pool", "wrong"])
def test_a_confirmed_task_must_not_change(
    connect: Connect, sandbox: Sandbox, journal: Path, change: str
) -> None:
    """The first confirmed task that is not what it was is named, and nothing is sent after it."""
    client = connect(limits=PAIRS)
    sandbox.add_pool("7")
    upload(client, tasks(4), journal)
    others = {"content": task("x"), "pool": task("2.jpg", pool_id="7"), "wrong": task(overlap=0)}
    sandbox.clear_requests()
    changed = [*tasks(2), others[change], task("also.jpg"), *tasks(9)]
    error = fail(client, changed, journal)
    assert isinstance(error, JournalError)
    assert error.position == 2
    assert "task 2" in str(error)
    assert sandbox.requests == ()


@pytest.mark.parametrize("left", [0, 1, 3])
def test_a_confirmed_task_must_not_vanish(
    connect: Connect, sandbox: Sandbox, journal: Path, left: int
) -> None:
    """An input that lacks tasks which were created is refused, naming the first of them."""
    client = connect(limits=PAIRS)
    upload(client, tasks(4), journal)
    sandbox.clear_requests()
    error = fail(client, tasks(left), journal)
    assert isinstance(error, JournalError)
    assert error.position == left
    assert sandbox.requests == ()


def test_refused_tasks_can_be_mended(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """After an operation that failed for a bad task, its tasks go out under a new id."""
    client = connect(limits=PAIRS)
    error = fail(client, [*tasks(2), task("2.jpg"), bad_task(), task("4.jpg")], journal)
    assert isinstance(error, BatchError)
    assert list(error.result.validation_errors) == [3]
    assert [row.state for row in rows_of(journal)] == [
        RowState.CREATED,
        RowState.CREATED,
        RowState.FAILED,
        RowState.REFUSED,
    ]
    chunks = upload(client, tasks(5), journal)
    assert len({post.query["operation_id"] for post in posts(sandbox)}) == 4
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(5)]
    assert list(ids_of(chunks)) == [0, 1, 2, 3, 4]


def test_a_refused_task_that_stays_is_not_sent_again(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """With skipping, a refusal is an outcome: only a task that was mended goes out again."""
    client = connect()
    skipping = {"skip_invalid_items": True}
    bad = [task("0.jpg"), bad_task(), Task(input_values={"sound": "x"}, pool_id=FIRST_POOL)]
    first = upload(client, bad, journal, **skipping)
    assert list(first[0].validation_errors) == [1, 2]
    sandbox.clear_requests()
    chunks = upload(client, [bad[0], task("1.jpg"), bad[2]], journal, **skipping)
    assert [len(post.json()) for post in posts(sandbox)] == [1]
    assert images(sandbox.tasks()) == ["0.jpg", "1.jpg"]
    assert chunks[0].validation_errors == {2: first[0].validation_errors[2]}


def test_a_task_that_cannot_be_sent_is_checked_each_time(connect: Connect, journal: Path) -> None:
    """What was refused here comes again as it came, or goes out when it was mended."""
    client = connect()
    wrong = [task("0.jpg"), task("1.jpg", overlap=0), task("2.jpg", overlap=-1)]
    first = upload(client, wrong, journal, skip_invalid_items=True)
    assert list(first[0].validation_errors) == [1, 2]
    mended = [wrong[0], task("1.jpg", overlap=1), task("2.jpg", overlap=-2)]
    chunks = upload(client, mended, journal, skip_invalid_items=True)
    assert sorted(ids_of(chunks)) == [0, 1]
    assert "-2" in chunks[-1].validation_errors[2]["overlap"].message


def test_an_operation_that_failed_as_a_whole_leaves_its_tasks_free(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """After a FAIL without a reason the tasks go out under a new id, changed or not."""
    client = connect()
    sandbox.faults = [Fault("POST /tasks", OperationFails())]
    fail(client, tasks(2), journal)
    upload(client, named("0.jpg", "new.jpg"), journal)
    first, second = posts(sandbox)
    assert first.query["operation_id"] != second.query["operation_id"]
    assert images(sandbox.tasks()) == ["0.jpg", "new.jpg"]


def test_a_quota_for_the_day_is_the_end_of_a_run_and_not_of_the_upload(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Scenario 14: a used-up day stops the upload at once, and the next day's run goes on."""
    client = connect(limits=PAIRS)
    day = Instead.error(429, "TOO_MANY_REQUESTS", payload={"interval": "DAY"})
    sandbox.faults = [Fault("POST /tasks", day, Nth(2))]
    error = fail(client, tasks(6), journal)
    assert isinstance(error, BatchError)
    assert isinstance(error.__cause__, RateLimitError)
    assert error.__cause__.interval == "DAY"
    assert len(posts(sandbox)) == 2
    chunks = upload(client, tasks(6), journal)
    assert list(ids_of(chunks)) == list(range(6))
    assert images(sandbox.tasks()) == [f"{number}.jpg" for number in range(6)]


@pytest.mark.parametrize("status", ["SUCCESS", "FAIL"])
def test_an_archived_log_counts_as_what_the_operation_came_to(
    connect: Connect,
    sandbox: Sandbox,
    journal: Path,
    caplog: pytest.LogCaptureFixture,
    status: str,
) -> None:
    """A month later the tasks of a success count as created, their ids unknown, and it says so."""
    client = connect(retries=ONCE, limits=PAIRS)
    lost = Instead.html(502, handled=True) if status == "SUCCESS" else OperationFails()
    sandbox.faults = [Fault("POST /tasks", lost), Fault("GET /operations/*", NoAnswer())]
    fail(client, tasks(2), journal)
    archived = Instead.error(409, "OPERATION_LOGS_ARCHIVED")
    sandbox.faults = [Fault("GET /operations/*/log", archived)]
    seen: list[UploadProgress] = []
    chunks = upload(client, tasks(3), journal, progress=seen.append)
    assert len(sandbox.tasks()) == 3
    assert seen[-1].confirmed == 3
    forgotten = status == "SUCCESS"
    assert sorted(ids_of(chunks)) == ([2] if forgotten else [0, 1, 2])
    assert ("2 tasks" in caplog.text and "forgotten" in caplog.text) == forgotten


def test_pools_are_opened_once_for_all_tasks(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Pools open after the last chunk of whatever run that is, and again for tasks that follow."""
    client = connect(retries=ONCE, limits=PAIRS)
    opening = {"open_pool": True}
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), Nth(2))]
    fail(client, tasks(4), journal, **opening)
    assert sandbox.pool()["status"] == "CLOSED"
    sandbox.faults = [Fault("POST /pools/*/open", Instead.html(502))]
    chunks = upload(client, tasks(4), journal, **opening)
    assert chunks[-1].pool_opened is False
    chunks = upload(client, tasks(4), journal, **opening)
    assert chunks[-1].pool_opened
    sandbox.turn_pool(FIRST_POOL, status="CLOSED", reason="COMPLETED")
    sandbox.clear_requests()
    assert upload(client, tasks(4), journal, **opening) == chunks
    assert sandbox.requests == ()
    assert upload(client, tasks(5), journal, **opening)[-1].pool_opened
    assert sandbox.pool()["status"] == "OPEN"


def test_progress_counts_what_was_there_before(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A run that goes on tells how far the whole upload is."""
    client = connect(retries=ONCE, limits=PAIRS)
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), Nth(2))]
    fail(client, tasks(6), journal)
    seen: list[UploadProgress] = []
    upload(client, iter(tasks(6)), journal, progress=seen.append)
    assert [now.confirmed for now in seen] == [2, 4, 6]
    assert seen[-1] == UploadProgress(read=6, confirmed=6, refused=0, total=None)


def test_a_look_up_waits_for_an_operation_that_still_runs(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """An unfinished operation is waited for before anything else is sent."""
    client = connect(retries=ONCE, limits=UploadLimits(async_tasks=2))
    sandbox.settings = attrs.evolve(
        sandbox.settings, operation_takes=attrs.evolve(sandbox.settings.operation_takes, looks=3)
    )
    sandbox.faults = [Fault("POST /tasks", NoAnswer(), First(1))]
    fail(client, tasks(2), journal)
    sandbox.clear_requests()
    upload(client, tasks(3), journal)
    assert endpoints(sandbox)[:5] == [GET, GET, GET, GET, LOG]
    assert endpoints(sandbox)[5] == "POST /tasks"


@pytest.mark.parametrize("look", ["GET /operations/*", "GET /operations/*/log"])
def test_a_look_that_is_refused_refuses_no_task(
    connect: Connect, sandbox: Sandbox, journal: Path, look: str
) -> None:
    """Field errors in the answer to a GET say nothing about the tasks."""
    refusal = Instead.error(400, "VALIDATION_ERROR", payload={"limit": {"code": "X"}})
    sandbox.faults = [Fault(look, refusal)]
    fail(connect(), tasks(1), journal)
    sandbox.faults = []
    upload(connect(), tasks(1), journal)
    assert len(sandbox.tasks()) == 1


def test_a_server_error_is_no_refusal_whatever_its_code(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A 5xx leaves open what was done, even where its body speaks of fields."""
    page = Instead.error(502, "VALIDATION_ERROR", payload={"limit": {"code": "X"}}, handled=True)
    sandbox.faults = [Fault("POST /tasks", page, First(9))]
    fail(connect(), tasks(1), journal)
    sandbox.faults = []
    upload(connect(), tasks(1), journal)
    assert len(sandbox.tasks()) == 1


def test_a_journal_that_is_taken_away_ends_the_upload(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Without its journal nothing more is sent, and the error holds what was created."""
    rows = tasks(8)
    seen: dict[int, str] = {}
    kept = journal.with_name("kept")
    uploading = connect(limits=PAIRS).upload_tasks(
        rows, allow_defaults=True, journal=journal, concurrency=1
    )
    seen.update(next(uploading).ids)
    journal.rename(kept)
    with pytest.raises((JournalError, BatchError)) as raised:
        seen.update(ids_of(list(uploading)))
    assert "no longer where it was" in str(raised.value)
    if isinstance(raised.value, BatchError):
        seen.update(raised.value.result.ids)
    assert sorted(seen.values()) == sorted(one["id"] for one in sandbox.tasks())
    assert len(seen) < len(rows)
