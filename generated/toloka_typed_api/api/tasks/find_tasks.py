# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.task_page import TaskPage
from ...types import UNSET, Response, Unset


def get_kwargs(
    *,
    pool_id: str,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    overlap: int | Unset = UNSET,
    overlap_gt: int | Unset = UNSET,
    overlap_gte: int | Unset = UNSET,
    overlap_lt: int | Unset = UNSET,
    overlap_lte: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["pool_id"] = pool_id

    params["sort"] = sort

    params["limit"] = limit

    params["overlap"] = overlap

    params["overlap_gt"] = overlap_gt

    params["overlap_gte"] = overlap_gte

    params["overlap_lt"] = overlap_lt

    params["overlap_lte"] = overlap_lte

    params["id_gt"] = id_gt

    params["id_gte"] = id_gte

    params["id_lt"] = id_lt

    params["id_lte"] = id_lte

    params["created_gt"] = created_gt

    params["created_gte"] = created_gte

    params["created_lt"] = created_lt

    params["created_lte"] = created_lte

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/tasks",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | TaskPage:
    if response.status_code == 200:
        response_200 = TaskPage.from_dict(response.json())

        return response_200

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | TaskPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    pool_id: str,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    overlap: int | Unset = UNSET,
    overlap_gt: int | Unset = UNSET,
    overlap_gte: int | Unset = UNSET,
    overlap_lt: int | Unset = UNSET,
    overlap_lte: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
) -> Response[ErrorBody | TaskPage]:
    """Find tasks of a pool

     One page of the pool's tasks. To read them all, sort by `id` and ask for `id_gt` the last
    id seen for as long as `has_more` is true.

    Args:
        pool_id (str):
        sort (str | Unset):
        limit (int | Unset):
        overlap (int | Unset):
        overlap_gt (int | Unset):
        overlap_gte (int | Unset):
        overlap_lt (int | Unset):
        overlap_lte (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskPage]
    """

    kwargs = get_kwargs(
        pool_id=pool_id,
        sort=sort,
        limit=limit,
        overlap=overlap,
        overlap_gt=overlap_gt,
        overlap_gte=overlap_gte,
        overlap_lt=overlap_lt,
        overlap_lte=overlap_lte,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    pool_id: str,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    overlap: int | Unset = UNSET,
    overlap_gt: int | Unset = UNSET,
    overlap_gte: int | Unset = UNSET,
    overlap_lt: int | Unset = UNSET,
    overlap_lte: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
) -> ErrorBody | TaskPage | None:
    """Find tasks of a pool

     One page of the pool's tasks. To read them all, sort by `id` and ask for `id_gt` the last
    id seen for as long as `has_more` is true.

    Args:
        pool_id (str):
        sort (str | Unset):
        limit (int | Unset):
        overlap (int | Unset):
        overlap_gt (int | Unset):
        overlap_gte (int | Unset):
        overlap_lt (int | Unset):
        overlap_lte (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | TaskPage
    """

    return sync_detailed(
        client=client,
        pool_id=pool_id,
        sort=sort,
        limit=limit,
        overlap=overlap,
        overlap_gt=overlap_gt,
        overlap_gte=overlap_gte,
        overlap_lt=overlap_lt,
        overlap_lte=overlap_lte,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    pool_id: str,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    overlap: int | Unset = UNSET,
    overlap_gt: int | Unset = UNSET,
    overlap_gte: int | Unset = UNSET,
    overlap_lt: int | Unset = UNSET,
    overlap_lte: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
) -> Response[ErrorBody | TaskPage]:
    """Find tasks of a pool

     One page of the pool's tasks. To read them all, sort by `id` and ask for `id_gt` the last
    id seen for as long as `has_more` is true.

    Args:
        pool_id (str):
        sort (str | Unset):
        limit (int | Unset):
        overlap (int | Unset):
        overlap_gt (int | Unset):
        overlap_gte (int | Unset):
        overlap_lt (int | Unset):
        overlap_lte (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskPage]
    """

    kwargs = get_kwargs(
        pool_id=pool_id,
        sort=sort,
        limit=limit,
        overlap=overlap,
        overlap_gt=overlap_gt,
        overlap_gte=overlap_gte,
        overlap_lt=overlap_lt,
        overlap_lte=overlap_lte,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    pool_id: str,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    overlap: int | Unset = UNSET,
    overlap_gt: int | Unset = UNSET,
    overlap_gte: int | Unset = UNSET,
    overlap_lt: int | Unset = UNSET,
    overlap_lte: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
) -> ErrorBody | TaskPage | None:
    """Find tasks of a pool

     One page of the pool's tasks. To read them all, sort by `id` and ask for `id_gt` the last
    id seen for as long as `has_more` is true.

    Args:
        pool_id (str):
        sort (str | Unset):
        limit (int | Unset):
        overlap (int | Unset):
        overlap_gt (int | Unset):
        overlap_gte (int | Unset):
        overlap_lt (int | Unset):
        overlap_lte (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | TaskPage
    """

    return (
        await asyncio_detailed(
            client=client,
            pool_id=pool_id,
            sort=sort,
            limit=limit,
            overlap=overlap,
            overlap_gt=overlap_gt,
            overlap_gte=overlap_gte,
            overlap_lt=overlap_lt,
            overlap_lte=overlap_lte,
            id_gt=id_gt,
            id_gte=id_gte,
            id_lt=id_lt,
            id_lte=id_lte,
            created_gt=created_gt,
            created_gte=created_gte,
            created_lt=created_lt,
            created_lte=created_lte,
        )
    ).parsed
