"""`AsyncTolokaClient`: the asyncio client."""

from __future__ import annotations

from types import TracebackType
from typing import NoReturn, Self

import httpx

from toloka_typed._asyncio.creating import CreatingMethods
from toloka_typed._asyncio.operations import OperationMethods
from toloka_typed._asyncio.pools import PoolMethods
from toloka_typed._asyncio.tasks import TaskMethods
from toloka_typed._asyncio.transport import AsyncTransport
from toloka_typed._options import api_of, check_verify, refuse_pickling
from toloka_typed._requests.durations import Duration
from toloka_typed._requests.exchange import Observer
from toloka_typed._requests.quota import Quota
from toloka_typed._requests.retry import RetryPolicy
from toloka_typed._requests.settings import Environment, settings_of
from toloka_typed._uploads.limits import UploadLimits

__all__ = ["AsyncTolokaClient"]


class AsyncTolokaClient(CreatingMethods, TaskMethods, OperationMethods, PoolMethods):
    """Toloka for asyncio; any number of event loops can share one client."""

    def __init__(
        self,
        token: str | None = None,
        environment: Environment | None = None,
        *,
        url: str | None = None,
        timeout: Duration | None = 60.0,
        retries: RetryPolicy = RetryPolicy(),
        quota: Quota | None = Quota(),
        limits: UploadLimits = UploadLimits(),
        act_under_account_id: str | None = None,
        verify: bool | None = None,
        allow_http: bool = False,
        http_client: httpx.AsyncClient | None = None,
        on_exchange: Observer | None = None,
    ) -> None:
        """Prepare; nothing is sent yet.

        Without a `token` the environment variable `TOLOKA_TOKEN` is read; its shape tells whether
        it is an API key or an OAuth token, unless `ApiKey` or `OAuth` stands before it. Give an
        `environment` or a `url`: a host, with `/api/v1` or without.

        `timeout` limits one request, in seconds, and `retries` how often and how long one is
        tried. `quota` keeps this client below the service's limits, and `limits` how much one
        request holds. `act_under_account_id` names the account of a shared access.

        Plain `http://` goes to loopback addresses only, unless `allow_http`. An `http_client` of
        your own is used as it is and not closed. `on_exchange` is called with each attempt at a
        request, from the thread that made it. Raises `ValueError` for what cannot be right.
        """
        settings = settings_of(
            token=token,
            environment=environment,
            url=url,
            timeout=timeout,
            act_under_account_id=act_under_account_id,
            allow_http=allow_http,
        )
        verified = check_verify(verify, has_client=http_client is not None)
        super().__init__(
            api_of(settings, retries=retries, quota=quota, on_exchange=on_exchange),
            AsyncTransport(settings, verify=verified, client=http_client),
            limits=limits,
        )

    async def aclose(self) -> None:
        """Close the connections; further calls raise `ClientClosedError`."""
        await self._transport.aclose()

    async def __aenter__(self) -> Self:
        """Give the client itself, to be closed at the context's end."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the client."""
        await self.aclose()

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        refuse_pickling()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(url={self._transport.settings.root!r})"
