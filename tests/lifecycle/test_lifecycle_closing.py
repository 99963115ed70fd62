"""What a closed client does, and what closing does to what is under way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.lifecycle.meanwhile import Meanwhile, connections
from tests.scenarios.conftest import QUICK, Connect
from tests.scenarios.traffic import images, task, tasks
from toloka_typed import (
    AsyncTolokaClient,
    ClientClosedError,
    Pool,
    TolokaClient,
    TolokaError,
    UploadLimits,
)
from toloka_typed.sandbox import FIRST_POOL, Fault, Sandbox
from toloka_typed.sandbox.faults import Delay, Every, Nth

CALLS: dict[str, Callable[[TolokaClient], object]] = {
    "get_requester": lambda client: client.get_requester(),
    "create_task": lambda client: client.create_task(task(), allow_defaults=True),
    "create_tasks": lambda client: client.create_tasks(tasks(3), allow_defaults=True),
    "create_tasks at once": lambda client: client.create_tasks(
        tasks(3), allow_defaults=True, async_mode=False
    ),
    "upload_tasks": lambda client: list(client.upload_tasks(tasks(3), allow_defaults=True)),
    "get_tasks": lambda client: list(client.get_tasks(pool_id=FIRST_POOL)),
    "open_pool": lambda client: client.open_pool(FIRST_POOL),
}

every_call = pytest.mark.parametrize("call", CALLS)


@every_call
@pytest.mark.usefixtures("nothing_left")
def test_a_closed_client_asks_nothing(connect: Connect, sandbox: Sandbox, call: str) -> None:
    """After `close`, once or twice, each call says so; it is also a `RuntimeError`."""
    client = connect()
    client.get_requester()
    sandbox.clear_requests()
    client.close()
    client.close()
    with pytest.raises(ClientClosedError, match="closed") as closed:
        CALLS[call](client)
    assert isinstance(closed.value, RuntimeError)
    assert not sandbox.requests


@pytest.mark.usefixtures("nothing_left")
def test_a_context_closes_its_client(sandbox: Sandbox) -> None:
    """Both clients are contexts, which close them also when an error leaves them."""
    client = TolokaClient("any", url=sandbox.url)
    with suppress(ZeroDivisionError), client as entered:
        assert entered.get_pool(FIRST_POOL).id == FIRST_POOL
        raise ZeroDivisionError
    with pytest.raises(ClientClosedError):
        client.get_requester()

    async def work() -> None:
        async with AsyncTolokaClient("any", url=sandbox.url) as client:
            await client.get_requester()
        assert connections(sandbox.url) == 0
        with pytest.raises(ClientClosedError):
            await client.get_requester()

    asyncio.run(work())


@every_call
@pytest.mark.usefixtures("nothing_left")
def test_closing_ends_what_is_under_way(sandbox: Sandbox, call: str) -> None:
    """A call that meets its client's end gets an answer or an error of ours, and soon."""
    for number in range(1, 6):
        client = TolokaClient("any", url=sandbox.url, retries=QUICK)
        sandbox.faults = [Fault("*", Meanwhile(client.close), Nth(number))]
        sandbox.clear_requests()
        try:
            CALLS[call](client)
        except TolokaError:
            pass
        else:
            assert len(sandbox.requests) <= number
        client.close()
        assert connections(sandbox.url) == 0


@pytest.mark.usefixtures("nothing_left")
def test_closing_ends_what_is_under_way_in_asyncio(sandbox: Sandbox) -> None:
    """Several calls of one event loop that meet the client's end all end, and soon."""

    async def work(number: int) -> None:
        loop = asyncio.get_running_loop()
        client = AsyncTolokaClient("any", url=sandbox.url, retries=QUICK)
        closing: list[asyncio.Task[None]] = []

        def close() -> None:
            loop.call_soon_threadsafe(lambda: closing.append(loop.create_task(client.aclose())))

        sandbox.faults = [Fault("*", Meanwhile(close), Nth(number))]
        results = await asyncio.gather(
            client.create_tasks(tasks(3), allow_defaults=True),
            client.get_pool(FIRST_POOL),
            return_exceptions=True,
        )
        assert all(isinstance(result, TolokaError) or result for result in results)
        await asyncio.gather(*closing)
        await client.aclose()

    for number in range(1, 6):
        asyncio.run(work(number))
        assert connections(sandbox.url) == 0


def test_an_upload_that_met_its_clients_end_goes_on_with_another(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    """With a journal nothing is lost, and nothing created twice."""
    limits = UploadLimits(async_tasks=2)
    sent = tasks(10)
    for number in (1, 3, 6):
        client = TolokaClient("any", url=sandbox.url, limits=limits, retries=QUICK)
        sandbox.faults = [Fault("*", Meanwhile(client.close), Nth(number))]
        with pytest.raises(TolokaError):
            list(client.upload_tasks(sent, allow_defaults=True, journal=tmp_path / "journal"))
    sandbox.faults = []
    with TolokaClient("any", url=sandbox.url, limits=limits) as client:
        upload = client.upload_tasks(sent, allow_defaults=True, journal=tmp_path / "journal")
        ids = {place: id_ for chunk in upload for place, id_ in chunk.ids.items()}
    assert sorted(ids) == list(range(10))
    assert sorted(images(sandbox.tasks())) == sorted(one.input_values["image"] for one in sent)


def test_an_http_client_that_its_owner_closed_is_closed(sandbox: Sandbox) -> None:
    """A request by an httpx client that is closed already is the same error of ours."""
    own = httpx.Client()
    own.close()
    with pytest.raises(ClientClosedError):
        TolokaClient("any", url=sandbox.url, http_client=own).get_requester()

    async def work() -> None:
        own = httpx.AsyncClient()
        await own.aclose()
        await AsyncTolokaClient("any", url=sandbox.url, http_client=own).get_requester()

    with pytest.raises(ClientClosedError):
        asyncio.run(work())


@pytest.mark.usefixtures("nothing_left")
def test_closing_beside_cancelled_calls_disturbs_nobody(sandbox: Sandbox) -> None:
    """Calls that were cancelled end as cancelled, also while the client is being closed."""
    sandbox.faults = [Fault("*", Delay(after_handling=0.3), Every(1))]

    async def work() -> list[BaseException | Pool]:
        client = AsyncTolokaClient("any", url=sandbox.url, retries=QUICK)
        calls = [asyncio.ensure_future(client.get_pool(FIRST_POOL)) for _ in range(3)]
        while len(sandbox.requests) < 1:
            await asyncio.sleep(0.01)
        for call in calls:
            call.cancel()
        await client.aclose()
        return await asyncio.gather(*calls, return_exceptions=True)

    ended = asyncio.run(work())
    assert all(isinstance(one, asyncio.CancelledError) for one in ended)


@pytest.mark.usefixtures("nothing_left")
@pytest.mark.filterwarnings("error")
def test_an_upload_that_outlives_its_event_loop_is_silent(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    """A loop that ends in the middle of an upload closes it, and has nothing to complain about."""
    kept: list[object] = []

    async def work() -> None:
        client = AsyncTolokaClient(
            "any", url=sandbox.url, retries=QUICK, limits=UploadLimits(async_tasks=1)
        )
        upload = client.upload_tasks(tasks(20), allow_defaults=True, concurrency=4)
        kept.append(upload)
        await anext(upload)

    asyncio.run(work())
    assert [record.name for record in caplog.records if record.name == "asyncio"] == []
