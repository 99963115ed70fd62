"""Scenario 12: an upload with a journal goes on where it stopped, and creates nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import bad_task, endpoints, images, posts, task, tasks
from toloka_typed import (
    BatchError,
    Exchange,
    InvalidTaskError,
    JournalError,
    RetryPolicy,
    Task,
    TolokaClient,
    TolokaError,
    TransportError,
    UploadLimits,
)
from toloka_typed.journal import Journal
from toloka_typed.sandbox import After, Fault, Sandbox
from toloka_typed.sandbox.faults import First, Instead, NoAnswer, Nth

IMPATIENT = RetryPolicy(attempts=1)
LIMITS = UploadLimits(async_tasks=3)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "upload.journal"


def upload(
    client: TolokaClient,
    rows: Iterable[Task],
    journal: Path,
    *,
    skip: bool = False,
    open_pool: bool = False,
) -> dict[int, str]:
    """Upload in one go, and give the ids by position."""
    found: dict[int, str] = {}
    for chunk in client.upload_tasks(
        rows,
        allow_defaults=True,
        journal=journal,
        skip_invalid_items=skip,
        open_pool=open_pool,
        concurrency=2,
    ):
        found.update(chunk.ids)
    return found


def test_a_finished_upload_costs_nothing(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """The same call again sends nothing at all, and gives the same ids."""
    client = connect(limits=LIMITS)
    first = upload(client, tasks(10), journal)
    sandbox.clear_requests()
    assert upload(client, tasks(10), journal) == first
    assert sandbox.requests == ()
    assert list(first) == list(range(10))


def test_what_was_accepted_and_not_confirmed_is_looked_up(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A batch whose end was not seen is asked for by its id, and not sent again."""
    client = connect(limits=LIMITS, retries=IMPATIENT)
    sandbox.faults = [Fault("GET /operations/*", Instead.html(502), First(1_000))]
    with pytest.raises(TolokaError):
        upload(client, tasks(3), journal)
    sent = posts(sandbox)[0].query["operation_id"]
    sandbox.faults = []
    sandbox.clear_requests()
    assert list(upload(client, tasks(3), journal)) == [0, 1, 2]
    assert [request.path for request in sandbox.requests] == [
        f"/operations/{sent}",
        f"/operations/{sent}/log",
    ]
    assert len(sandbox.tasks()) == 3


@pytest.mark.parametrize("handled", [True, False])
def test_what_may_not_have_arrived_goes_out_under_its_own_id(
    connect: Connect, sandbox: Sandbox, journal: Path, handled: bool
) -> None:
    """A POST without an answer is looked up; only one that nobody saw is sent again, as it was."""
    client = connect(limits=LIMITS, retries=IMPATIENT)
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=handled))]
    with pytest.raises(TransportError):
        upload(client, tasks(3), journal)
    [lost] = posts(sandbox)
    sandbox.clear_requests()
    assert list(upload(client, tasks(3), journal)) == [0, 1, 2]
    assert len(sandbox.tasks()) == 3
    repeated = [(post.query, post.body) for post in posts(sandbox)]
    assert repeated == ([] if handled else [(lost.query, lost.body)])


def test_a_batch_that_shows_up_late_is_adopted(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A 404 on looking up, and then a 409 on sending again, are the first attempt's success."""
    client = connect(limits=LIMITS, retries=IMPATIENT)
    sandbox.faults = [Fault("POST /tasks", NoAnswer())]
    with pytest.raises(TransportError):
        upload(client, tasks(3), journal)
    sandbox.faults = [Fault("GET /operations/*", Instead.error(404, "DOES_NOT_EXIST"))]
    assert list(upload(client, tasks(3), journal)) == [0, 1, 2]
    assert [post.status for post in posts(sandbox)] == [None, 409]
    assert len(sandbox.tasks()) == 3


class Killed(BaseException):
    """The end of a process, as far as code can tell."""


@attrs.define
class Killer:
    """Watches exchanges, and kills after so many of them."""

    after: int = attrs.field(kw_only=True)

    def __call__(self, _: Exchange) -> None:
        self.after -= 1
        if self.after == 0:
            raise Killed


def test_whenever_it_is_killed_it_creates_everything_once(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Killed after any exchange, and as often as that, the upload ends with each task once."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
    found: dict[int, str] = {}
    killed = 0
    while not found:
        client = connect(limits=LIMITS, on_exchange=Killer(after=killed + 1))
        try:
            found = upload(client, tasks(20), journal)
        except Killed:
            killed += 1
            assert killed < 40
    assert killed > 4
    created = {one["id"]: one["input_values"]["image"] for one in sandbox.tasks()}
    assert {position: created[task_id] for position, task_id in found.items()} == {
        number: f"{number}.jpg" for number in range(20)
    }
    assert len(created) == 20


def test_an_upload_that_was_left_goes_on(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """Leaving the loop over the chunks is as good a stop as any."""
    client = connect(limits=LIMITS)
    for _ in client.upload_tasks(tasks(20), allow_defaults=True, journal=journal):
        break
    assert list(upload(client, tasks(20), journal)) == list(range(20))
    assert len(sandbox.tasks()) == 20


def test_a_confirmed_row_must_not_change(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """A row that was created and is another one now is refused by its position."""
    client = connect(limits=LIMITS)
    upload(client, tasks(5), journal)
    sandbox.clear_requests()
    changed = [
        [*tasks(3), task("other.jpg"), task("4.jpg")],
        [*tasks(3), task("3.jpg", pool_id="7"), task("4.jpg")],
        [*tasks(3), task("3.jpg", overlap=2), task("4.jpg")],
        tasks(3),
    ]
    for rows in changed:
        with pytest.raises(JournalError) as raised:
            upload(client, rows, journal)
        assert raised.value.position == 3
        assert "task 3" in str(raised.value)
    assert sandbox.requests == ()


def test_a_refused_row_may_be_mended(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """Rows that were not created may change: the upload goes on with what they are now."""
    client = connect(limits=LIMITS)
    rows = [*tasks(4), bad_task(), task("5.jpg")]
    with pytest.raises(BatchError):
        upload(client, rows, journal)
    assert images(sandbox.tasks()) == ["0.jpg", "1.jpg", "2.jpg"]
    rows[4] = task("4.jpg")
    assert list(upload(client, rows, journal)) == list(range(6))
    assert sorted(images(sandbox.tasks())) == [f"{number}.jpg" for number in range(6)]


def test_a_row_that_was_refused_here_may_be_mended(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """What was skipped for being wrong is created when it is right, and nothing else is sent."""
    client = connect(limits=LIMITS)
    rows = [*tasks(2), task(overlap=0), task("3.jpg")]
    assert list(upload(client, rows, journal, skip=True)) == [0, 1, 3]
    rows[2] = task("2.jpg")
    assert sorted(upload(client, rows, journal, skip=True)) == [0, 1, 2, 3]
    assert sorted(images(sandbox.tasks())) == [f"{number}.jpg" for number in range(4)]


def test_a_skipped_row_is_told_again(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """A second run tells the refusals of the first one, without sending them again."""
    client = connect(limits=LIMITS)
    rows = [task("0.jpg"), bad_task(), task("2.jpg")]
    upload(client, rows, journal, skip=True)
    sandbox.clear_requests()
    [chunk] = client.upload_tasks(
        rows, allow_defaults=True, skip_invalid_items=True, journal=journal
    )
    assert list(chunk.ids) == [0, 2]
    assert chunk.validation_errors[1]["input_values.image"].code == "VALUE_REQUIRED"
    assert sandbox.requests == ()


def test_a_file_that_only_grew_continues(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """Rows behind those that were created are the only ones that are sent."""
    client = connect(limits=LIMITS)
    upload(client, tasks(4), journal)
    sandbox.clear_requests()
    assert list(upload(client, tasks(8), journal)) == list(range(8))
    sent = [item["__item_idx"] for post in posts(sandbox) for item in post.json()]
    assert sorted(sent) == ["4", "5", "6", "7"]


def test_an_archived_log_means_created_without_an_id(
    connect: Connect, sandbox: Sandbox, journal: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Tasks whose ids the service has forgotten count as created, and that is said."""
    client = connect(limits=LIMITS, retries=IMPATIENT)
    sandbox.faults = [Fault("GET /operations/*/log", Instead.html(502))]
    with pytest.raises(TolokaError):
        upload(client, tasks(3), journal)
    sandbox.faults = [Fault("GET /operations/*/log", Instead.error(409, "OPERATION_LOGS_ARCHIVED"))]
    assert list(upload(client, tasks(5), journal)) == [3, 4]
    assert "3 tasks" in caplog.text
    assert len(sandbox.tasks()) == 5


def test_a_journal_is_of_one_upload(connect: Connect, sandbox: Sandbox, journal: Path) -> None:
    """Another service, or other flags, are refused before anything is created."""
    client = connect(limits=LIMITS)
    upload(client, tasks(3), journal)
    with pytest.raises(JournalError, match="flags"):
        upload(client, tasks(3), journal, open_pool=True)
    with Sandbox() as other:
        with pytest.raises(JournalError, match="host"):
            upload(connect(url=other.url), tasks(3), journal)
        assert posts(other) == []
    assert len(sandbox.tasks()) == 3


def test_what_stopped_an_upload_can_be_skipped_afterwards(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Tasks that were refused do not hold up the rest: the same journal goes on and skips them."""
    client = connect(limits=LIMITS)
    rows = [*tasks(LIMITS.async_tasks), bad_task(), *tasks(LIMITS.async_tasks)]
    with pytest.raises(BatchError):
        upload(client, rows, journal)
    found = upload(client, rows, journal, skip=True)
    assert sorted(found) == [n for n in range(len(rows)) if n != LIMITS.async_tasks]
    assert len(sandbox.tasks()) == len(rows) - 1
    assert upload(client, rows, journal, skip=True) == found


def test_an_account_that_may_not_ask_who_it_is_can_upload(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """The journal is bound to the credentials then: other ones are refused."""
    sandbox.faults = [Fault("GET /requester", Instead.error(403, "ACCESS_DENIED"))]
    first = upload(connect(token="old"), tasks(3), journal)
    assert upload(connect(token="old"), tasks(3), journal) == first
    with pytest.raises(JournalError, match="account"):
        upload(connect(token="new"), tasks(3), journal)


def test_a_new_token_of_the_same_account_may_go_on(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """Other credentials are asked whose they are, and then are as good."""
    first = upload(connect(limits=LIMITS, token="old"), tasks(3), journal)
    sandbox.clear_requests()
    assert upload(connect(limits=LIMITS, token="new"), tasks(3), journal) == first
    assert endpoints(sandbox) == ["GET /requester"]
    mine = {**connect().get_requester().to_dict(), "id": "another"}
    sandbox.faults = [Fault("GET /requester", Instead.json(200, mine))]
    with pytest.raises(JournalError, match="account"):
        upload(connect(token="stranger"), tasks(3), journal)


def test_one_at_a_time_writes_to_a_journal(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A journal that is in use is refused, and free again when its upload has ended."""
    client = connect(limits=LIMITS)
    with Journal(journal), pytest.raises(JournalError, match="in use"):
        upload(client, tasks(3), journal)
    assert sandbox.requests == ()
    assert len(upload(client, tasks(3), journal)) == 3


def test_what_is_no_journal_stays_as_it_is(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """A file with something else in it is refused and not touched."""
    journal.write_bytes(b"my only copy of something" * 100)
    with pytest.raises(JournalError):
        upload(connect(), tasks(3), journal)
    assert journal.read_bytes() == b"my only copy of something" * 100
    assert sandbox.requests == ()


def test_a_wrong_row_leaves_a_journal_that_goes_on(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """An upload that met a row that can never be right goes on when the row is mended."""
    client = connect(limits=LIMITS)
    rows = [*tasks(10), task(overlap=0)]
    with pytest.raises(InvalidTaskError) as raised:
        upload(client, rows, journal)
    assert raised.value.position == 10
    rows[10] = task("10.jpg")
    assert list(upload(client, rows, journal)) == list(range(11))
    assert len(sandbox.tasks()) == 11


def test_one_failed_request_does_not_lose_the_others(
    connect: Connect, sandbox: Sandbox, journal: Path
) -> None:
    """What other requests created is in the journal, and the next run does the rest alone."""
    client = connect(limits=LIMITS, retries=IMPATIENT)
    sandbox.faults = [Fault("POST /tasks", NoAnswer(handled=False), Nth(2))]
    with pytest.raises(TolokaError):
        upload(client, tasks(12), journal)
    before = len(sandbox.tasks())
    sandbox.clear_requests()
    assert list(upload(client, tasks(12), journal)) == list(range(12))
    assert len(sandbox.tasks()) == 12
    sent = sum(len(post.json()) for post in posts(sandbox))
    assert sent == 12 - before
