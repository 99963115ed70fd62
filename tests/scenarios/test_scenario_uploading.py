"""Scenarios 1, 3, 4, 5 and 10: uploads that go well."""

from __future__ import annotations

import uuid
from typing import Any, Literal

import attrs
import pytest

from tests.scenarios.conftest import Connect
from tests.scenarios.traffic import endpoints, images, posts, requests_to, task, tasks
from toloka_typed import (
    InvalidTaskError,
    KnownSolution,
    Task,
    TolokaClient,
    UploadLimits,
    UploadProgress,
    control_task,
    training_task,
)
from toloka_typed.sandbox import FIRST_POOL, After, Fault, Sandbox
from toloka_typed.sandbox.faults import Act, Instead


def test_three_images_are_one_post_one_log_and_one_page(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Three tasks take one POST, the polls, one log and one page; the order is the input's."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=2))
    result = client.create_tasks(tasks(3), allow_defaults=True)
    assert list(result.items) == [0, 1, 2]
    assert [item.input_values["image"] for item in result.items.values()] == [
        "0.jpg",
        "1.jpg",
        "2.jpg",
    ]
    assert result.validation_errors == {}
    assert endpoints(sandbox) == [
        "POST /tasks",
        *["GET /operations/{id}"] * 3,
        "GET /operations/{id}/log",
        "GET /tasks",
    ]
    [post] = posts(sandbox)
    assert result.operation_ids == (post.query["operation_id"],)


def test_the_post_says_what_it_means(client: TolokaClient, sandbox: Sandbox) -> None:
    """The mode, the flags and a random UUID are always sent, and an index with each task."""
    client.create_tasks(tasks(3), allow_defaults=True)
    [post] = posts(sandbox)
    assert uuid.UUID(post.query["operation_id"]).version == 4
    assert post.query["async_mode"] == "true"
    assert post.query["allow_defaults"] == "true"
    assert post.headers["content-type"] == "application/json"
    assert [item["__item_idx"] for item in post.json()] == ["0", "1", "2"]


class Status(Act):
    """The service's own answer under another status."""

    def __init__(self, status: int) -> None:
        self.status = status

    def after(self, answer: Any, request: Any, service: Any) -> Any:  # noqa: ARG002 - the interface
        return attrs.evolve(answer, status=self.status)


@pytest.mark.parametrize("status", [200, 201, 202])
def test_an_accepted_batch_may_have_any_of_three_statuses(
    client: TolokaClient, sandbox: Sandbox, status: int
) -> None:
    """The sources disagree about the status of an accepted batch: all of them are right."""
    sandbox.faults = [Fault("POST /tasks", Status(status))]
    assert len(client.create_tasks(tasks(2), allow_defaults=True).items) == 2
    assert [post.status for post in posts(sandbox)] == [status]


def test_an_operation_that_has_ended_at_once_is_not_waited_for(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """Where the answer to the POST says SUCCESS, the log is next."""
    own = uuid.uuid4()
    started = client.create_tasks_async(tasks(2), allow_defaults=True, operation_id=own)
    ended = client.wait_operation(started)
    sandbox.clear_requests()
    sandbox.faults = [Fault("POST /tasks", Instead.json(202, ended.to_dict()))]
    result = client.create_tasks(tasks(2), allow_defaults=True, operation_id=own)
    assert len(result.items) == 2
    assert endpoints(sandbox) == ["POST /tasks", "GET /operations/{id}/log", "GET /tasks"]


def test_an_upload_reads_nothing_back(client: TolokaClient, sandbox: Sandbox) -> None:
    """`upload_tasks` takes three requests, and the log alone tells position from id."""
    [chunk] = client.upload_tasks(tasks(3), allow_defaults=True)
    assert endpoints(sandbox) == ["POST /tasks", "GET /operations/{id}", "GET /operations/{id}/log"]
    assert list(chunk.ids.items()) == [
        (position, created["id"]) for position, created in enumerate(sandbox.tasks())
    ]
    assert chunk.operation is not None
    assert chunk.operation.id == posts(sandbox)[0].query["operation_id"]
    assert chunk.operation.status == "SUCCESS"


def test_a_started_batch_is_waited_for_and_read_on_demand(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """`create_tasks_async` sends one request; the wait and the result are calls of their own."""
    sandbox.settings = attrs.evolve(sandbox.settings, operation_takes=After(looks=1))
    operation = client.create_tasks_async(tasks(2), allow_defaults=True)
    assert endpoints(sandbox) == ["POST /tasks"]
    assert not operation.is_completed()
    finished = client.wait_operation(operation)
    assert finished.status == "SUCCESS"
    result = client.get_tasks_result(finished)
    assert [item.input_values["image"] for item in result.items.values()] == ["0.jpg", "1.jpg"]


def test_a_result_is_only_there_when_the_operation_has_ended(client: TolokaClient) -> None:
    """Asking for the result of an operation that goes on is refused without a request."""
    operation = client.create_tasks_async(tasks(1), allow_defaults=True)
    with pytest.raises(ValueError, match=operation.id):
        client.get_tasks_result(operation)


def test_nothing_is_sent_for_no_tasks(client: TolokaClient, sandbox: Sandbox) -> None:
    """An empty input is an empty result, and no request."""
    assert client.create_tasks([]).items == {}
    assert list(client.upload_tasks([])) == []
    with pytest.raises(InvalidTaskError):
        client.create_tasks_async([])
    assert sandbox.requests == ()


def test_any_iterable_is_an_input(client: TolokaClient) -> None:
    """Tuples, generators and iterators are taken as lists are."""
    assert len(client.create_tasks(tuple(tasks(2)), allow_defaults=True).items) == 2
    assert len(client.create_tasks(iter(tasks(2)), allow_defaults=True).items) == 2
    [chunk] = client.upload_tasks((one for one in tasks(2)), allow_defaults=True)
    assert len(chunk.ids) == 2


def test_tasks_are_not_changed(client: TolokaClient) -> None:
    """The index goes onto the wire copy alone: the same object can be sent twice at once."""
    values = {"image": "a.jpg"}
    one = Task(input_values=values, pool_id=FIRST_POOL)
    result = client.create_tasks([one, one, one], allow_defaults=True)
    assert len({item.id for item in result.items.values()}) == 3
    assert values == {"image": "a.jpg"}
    assert one == Task(input_values={"image": "a.jpg"}, pool_id=FIRST_POOL)


def test_nothing_is_printed_where_nobody_looks(
    client: TolokaClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal there is no progress bar, unless it is asked for."""
    client.create_tasks(tasks(2), allow_defaults=True)
    assert capsys.readouterr() == ("", "")
    client.create_tasks(tasks(2), allow_defaults=True, progress=True)
    assert "2/2" in capsys.readouterr().err


def test_progress_that_fails_loses_nothing(connect: Connect) -> None:
    """What a callable raises does not stop an upload of paid work, nor hide its result."""

    def fail(_: UploadProgress) -> None:
        raise RuntimeError("the caller's own trouble")

    client = connect(limits=UploadLimits(async_tasks=2))
    assert len(client.create_tasks(tasks(5), allow_defaults=True, progress=fail).items) == 5
    chunks = list(client.upload_tasks(tasks(5), allow_defaults=True, progress=fail))
    assert sum(len(chunk.ids) for chunk in chunks) == 5


def test_progress_goes_to_a_callable(connect: Connect) -> None:
    """A callable gets each step of an upload, with the total where the input has a length."""
    seen: list[UploadProgress] = []
    client = connect(limits=UploadLimits(async_tasks=2))
    client.create_tasks(tasks(5), allow_defaults=True, progress=seen.append)
    assert [now.confirmed for now in seen] == [2, 4, 5]
    assert {now.total for now in seen} == {5}


def test_control_and_general_tasks_go_together(client: TolokaClient, sandbox: Sandbox) -> None:
    """Control tasks and general ones go out in one POST, in order, and come back as they were."""
    golden = [
        control_task(
            {"image": f"golden {number}.jpg"},
            pool_id=FIRST_POOL,
            answers=[
                {"result": "cat"},
                KnownSolution(output_values={"result": "lion"}, correctness_weight=0.5),
            ],
        )
        for number in range(10)
    ]
    result = client.create_tasks([*golden, *tasks(90)], allow_defaults=True)
    assert list(result.items) == list(range(100))
    [post] = posts(sandbox)
    sent = post.json()
    assert all(item["infinite_overlap"] is True for item in sent[:10])
    assert all(item.get("overlap") is None for item in sent[:10])
    assert all("infinite_overlap" not in item for item in sent[10:])
    first = result.items[0]
    assert first.infinite_overlap
    assert first.overlap is None
    assert [known.output_values["result"] for known in first.known_solutions] == ["cat", "lion"]
    assert first.known_solutions[1].correctness_weight == 0.5
    assert (result.items[10].overlap, result.items[10].infinite_overlap) == (3, False)


@pytest.mark.parametrize("shows", ["null", "absent"])
def test_a_golden_task_is_read_with_or_without_its_overlap(
    client: TolokaClient, sandbox: Sandbox, shows: Literal["null", "absent"]
) -> None:
    """Infinite overlap is read whether the wire says `overlap: null` or nothing."""
    sandbox.settings = attrs.evolve(sandbox.settings, infinite_overlap_shows=shows)
    golden = task(
        infinite_overlap=True, known_solutions=[KnownSolution(output_values={"result": "cat"})]
    )
    created = client.create_task(golden)
    read = client.get_task(created.id)
    assert read == created
    assert (read.overlap, read.infinite_overlap) == (None, True)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (
            {"known_solutions": [KnownSolution(output_values={}, correctness_weight=1.1)]},
            "known_solutions.0.correctness_weight",
        ),
        ({"overlap": 3, "infinite_overlap": True}, "overlap"),
    ],
)
def test_what_can_never_be_right_is_not_sent(
    client: TolokaClient, sandbox: Sandbox, options: dict[str, Any], field: str
) -> None:
    """A weight outside 0 to 1, and a number beside infinity, are refused before any request."""
    wrong = [task(), task(**options)]
    for call in (client.create_tasks, client.create_tasks_async):
        with pytest.raises(InvalidTaskError) as refused:
            call(wrong, allow_defaults=True)
        assert (refused.value.position, refused.value.field) == (1, field)
    with pytest.raises(InvalidTaskError) as refused:
        client.create_task(wrong[1])
    assert refused.value.field == field
    assert sandbox.requests == ()


def test_training_tasks_keep_hint_and_solutions(client: TolokaClient, sandbox: Sandbox) -> None:
    """A hint and solutions appear unchanged, floats as floats, on the wire and in the result."""
    sandbox.add_pool("77", output_spec={"score": "float", "count": "integer"})
    answer = {"score": 1.0, "count": 1}
    training = training_task(
        {"image": "a.jpg"}, pool_id="77", answers=[answer], hint="Look at the ears"
    )
    result = client.create_tasks([training])
    [item] = posts(sandbox)[0].json()
    assert item["message_on_unknown_solution"] == "Look at the ears"
    assert item["infinite_overlap"] is True
    for values in (
        item["known_solutions"][0]["output_values"],
        result.items[0].known_solutions[0].output_values,
    ):
        assert values == answer
        assert (type(values["score"]), type(values["count"])) == (float, int)
    assert result.items[0].message_on_unknown_solution == "Look at the ears"


def test_mixed_pools_keep_the_order(client: TolokaClient, sandbox: Sandbox) -> None:
    """Tasks of two pools in turn are one POST and one page a pool, in the input's order."""
    sandbox.add_pool("1")
    sandbox.add_pool("2")
    mixed = [task(f"{number}.jpg", pool_id=str(1 + number % 2)) for number in range(6)]
    result = client.create_tasks(mixed, allow_defaults=True)
    assert list(result.items) == [0, 1, 2, 3, 4, 5]
    assert [item.pool_id for item in result.items.values()] == ["1", "2"] * 3
    assert endpoints(sandbox).count("POST /tasks") == 1
    assert endpoints(sandbox).count("GET /tasks") == 2


def test_the_result_of_a_started_batch_of_mixed_pools_keeps_the_order(
    client: TolokaClient, sandbox: Sandbox
) -> None:
    """The log alone tells which pool each task of a finished operation is in."""
    sandbox.add_pool("1")
    sandbox.add_pool("2")
    mixed = [task(f"{number}.jpg", pool_id=str(1 + number % 2)) for number in range(4)]
    operation = client.wait_operation(client.create_tasks_async(mixed, allow_defaults=True))
    result = client.get_tasks_result(operation)
    assert [item.pool_id for item in result.items.values()] == ["1", "2"] * 2
    assert endpoints(sandbox).count("GET /tasks") == 2


def test_calls_never_share_an_operation(client: TolokaClient, sandbox: Sandbox) -> None:
    """The same arguments used three times create three batches under three ids."""
    options: dict[str, Any] = {"allow_defaults": True, "skip_invalid_items": True}
    for number in range(3):
        client.create_tasks([task(f"{number}a.jpg"), task(f"{number}b.jpg")], **options)
    assert len({post.query["operation_id"] for post in posts(sandbox)}) == 3
    assert images(sandbox.tasks()) == [f"{n}{letter}.jpg" for n in range(3) for letter in "ab"]


def test_chunks_never_share_an_operation(connect: Connect, sandbox: Sandbox) -> None:
    """Five tasks in requests of two are three batches under three ids, and one page to read."""
    client = connect(limits=UploadLimits(async_tasks=2))
    result = client.create_tasks(tasks(5), allow_defaults=True)
    assert [item.input_values["image"] for item in result.items.values()] == [
        f"{number}.jpg" for number in range(5)
    ]
    sent = {post.query["operation_id"] for post in posts(sandbox)}
    assert len(sent) == 3
    assert set(result.operation_ids) == sent
    assert len(requests_to(sandbox, "GET /tasks")) == 1


def test_an_id_of_ones_own_is_sent_or_derived_from(connect: Connect, sandbox: Sandbox) -> None:
    """One request goes out under the caller's id, several under different ids derived from it."""
    own = uuid.uuid4()
    client = connect(limits=UploadLimits(async_tasks=2))
    client.create_tasks(tasks(2), allow_defaults=True, operation_id=own)
    assert [post.query["operation_id"] for post in posts(sandbox)] == [str(own)]
    sandbox.clear_requests()
    other = str(uuid.uuid4())
    client.create_tasks(tasks(4), allow_defaults=True, operation_id=other)
    derived = {post.query["operation_id"] for post in posts(sandbox)}
    assert len(derived) == 2
    assert other not in derived


def test_equal_chunks_have_different_derived_ids(connect: Connect, sandbox: Sandbox) -> None:
    """A derived id depends on the rows too: two chunks of equal tasks are two batches."""
    client = connect(limits=UploadLimits(async_tasks=1))
    result = client.create_tasks(
        [task(), task()], allow_defaults=True, operation_id=str(uuid.uuid4())
    )
    assert len({item.id for item in result.items.values()}) == 2
    assert len(sandbox.tasks()) == 2


def test_a_started_batch_is_one_request_or_refused(connect: Connect, sandbox: Sandbox) -> None:
    """`create_tasks_async` refuses more than one request holds, and sends nothing."""
    client = connect(limits=UploadLimits(async_tasks=2))
    with pytest.raises(InvalidTaskError):
        client.create_tasks_async(tasks(3), allow_defaults=True)
    assert sandbox.requests == ()
