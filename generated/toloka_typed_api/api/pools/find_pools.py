# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.pool_page import PoolPage
from ...types import UNSET, Response, Unset


def get_kwargs(
    *,
    status: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
    last_started_gt: str | Unset = UNSET,
    last_started_gte: str | Unset = UNSET,
    last_started_lt: str | Unset = UNSET,
    last_started_lte: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["status"] = status

    params["project_id"] = project_id

    params["sort"] = sort

    params["limit"] = limit

    params["id_gt"] = id_gt

    params["id_gte"] = id_gte

    params["id_lt"] = id_lt

    params["id_lte"] = id_lte

    params["created_gt"] = created_gt

    params["created_gte"] = created_gte

    params["created_lt"] = created_lt

    params["created_lte"] = created_lte

    params["last_started_gt"] = last_started_gt

    params["last_started_gte"] = last_started_gte

    params["last_started_lt"] = last_started_lt

    params["last_started_lte"] = last_started_lte

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/pools",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | PoolPage:
    if response.status_code == 200:
        response_200 = PoolPage.from_dict(response.json())

        return response_200

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | PoolPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
    last_started_gt: str | Unset = UNSET,
    last_started_gte: str | Unset = UNSET,
    last_started_lt: str | Unset = UNSET,
    last_started_lte: str | Unset = UNSET,
) -> Response[ErrorBody | PoolPage]:
    """Find pools

    Args:
        status (str | Unset):
        project_id (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):
        last_started_gt (str | Unset):
        last_started_gte (str | Unset):
        last_started_lt (str | Unset):
        last_started_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PoolPage]
    """

    kwargs = get_kwargs(
        status=status,
        project_id=project_id,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
        last_started_gt=last_started_gt,
        last_started_gte=last_started_gte,
        last_started_lt=last_started_lt,
        last_started_lte=last_started_lte,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
    last_started_gt: str | Unset = UNSET,
    last_started_gte: str | Unset = UNSET,
    last_started_lt: str | Unset = UNSET,
    last_started_lte: str | Unset = UNSET,
) -> ErrorBody | PoolPage | None:
    """Find pools

    Args:
        status (str | Unset):
        project_id (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):
        last_started_gt (str | Unset):
        last_started_gte (str | Unset):
        last_started_lt (str | Unset):
        last_started_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PoolPage
    """

    return sync_detailed(
        client=client,
        status=status,
        project_id=project_id,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
        last_started_gt=last_started_gt,
        last_started_gte=last_started_gte,
        last_started_lt=last_started_lt,
        last_started_lte=last_started_lte,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
    last_started_gt: str | Unset = UNSET,
    last_started_gte: str | Unset = UNSET,
    last_started_lt: str | Unset = UNSET,
    last_started_lte: str | Unset = UNSET,
) -> Response[ErrorBody | PoolPage]:
    """Find pools

    Args:
        status (str | Unset):
        project_id (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):
        last_started_gt (str | Unset):
        last_started_gte (str | Unset):
        last_started_lt (str | Unset):
        last_started_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | PoolPage]
    """

    kwargs = get_kwargs(
        status=status,
        project_id=project_id,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        created_gt=created_gt,
        created_gte=created_gte,
        created_lt=created_lt,
        created_lte=created_lte,
        last_started_gt=last_started_gt,
        last_started_gte=last_started_gte,
        last_started_lt=last_started_lt,
        last_started_lte=last_started_lte,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    status: str | Unset = UNSET,
    project_id: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    created_gt: str | Unset = UNSET,
    created_gte: str | Unset = UNSET,
    created_lt: str | Unset = UNSET,
    created_lte: str | Unset = UNSET,
    last_started_gt: str | Unset = UNSET,
    last_started_gte: str | Unset = UNSET,
    last_started_lt: str | Unset = UNSET,
    last_started_lte: str | Unset = UNSET,
) -> ErrorBody | PoolPage | None:
    """Find pools

    Args:
        status (str | Unset):
        project_id (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        created_gt (str | Unset):
        created_gte (str | Unset):
        created_lt (str | Unset):
        created_lte (str | Unset):
        last_started_gt (str | Unset):
        last_started_gte (str | Unset):
        last_started_lt (str | Unset):
        last_started_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | PoolPage
    """

    return (
        await asyncio_detailed(
            client=client,
            status=status,
            project_id=project_id,
            sort=sort,
            limit=limit,
            id_gt=id_gt,
            id_gte=id_gte,
            id_lt=id_lt,
            id_lte=id_lte,
            created_gt=created_gt,
            created_gte=created_gte,
            created_lt=created_lt,
            created_lte=created_lte,
            last_started_gt=last_started_gt,
            last_started_gte=last_started_gte,
            last_started_lt=last_started_lt,
            last_started_lte=last_started_lte,
        )
    ).parsed
