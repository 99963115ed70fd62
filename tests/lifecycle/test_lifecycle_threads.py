"""One blocking client for many threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.lifecycle.meanwhile import connections
from tests.scenarios.traffic import task
from toloka_typed import TolokaClient
from toloka_typed.sandbox import Sandbox

THREADS = 16


@pytest.mark.usefixtures("nothing_left")
def test_threads_share_a_client(sandbox: Sandbox) -> None:
    """Each thread gets the answers to its own questions, and everything is done once."""
    pools = [str(number) for number in range(1, THREADS + 1)]
    for pool_id in pools:
        sandbox.add_pool(pool_id)
    together = threading.Barrier(THREADS)

    def work(pool_id: str) -> set[str]:
        together.wait()
        seen = {client.get_pool(pool_id).id for _ in range(10)}
        images = [f"{pool_id}-{number}.jpg" for number in range(5)]
        result = client.create_tasks(
            [task(image, pool_id=pool_id) for image in images], allow_defaults=True
        )
        assert [result.items[place].input_values["image"] for place in range(5)] == images
        return seen | {one.pool_id for one in client.get_tasks(pool_id=pool_id)}

    with TolokaClient("any", url=sandbox.url) as client, ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(work, pools)) == [{pool_id} for pool_id in pools]
        assert 0 < connections(sandbox.url) <= 4 * THREADS
    assert [len(sandbox.tasks(pool_id)) for pool_id in pools] == [5] * THREADS
