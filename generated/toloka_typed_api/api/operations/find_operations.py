# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.operation_page import OperationPage
from ...types import UNSET, Response, Unset


def get_kwargs(
    *,
    type_: str | Unset = UNSET,
    status: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    submitted_gt: str | Unset = UNSET,
    submitted_gte: str | Unset = UNSET,
    submitted_lt: str | Unset = UNSET,
    submitted_lte: str | Unset = UNSET,
    finished_gt: str | Unset = UNSET,
    finished_gte: str | Unset = UNSET,
    finished_lt: str | Unset = UNSET,
    finished_lte: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["type"] = type_

    params["status"] = status

    params["sort"] = sort

    params["limit"] = limit

    params["id_gt"] = id_gt

    params["id_gte"] = id_gte

    params["id_lt"] = id_lt

    params["id_lte"] = id_lte

    params["submitted_gt"] = submitted_gt

    params["submitted_gte"] = submitted_gte

    params["submitted_lt"] = submitted_lt

    params["submitted_lte"] = submitted_lte

    params["finished_gt"] = finished_gt

    params["finished_gte"] = finished_gte

    params["finished_lt"] = finished_lt

    params["finished_lte"] = finished_lte

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/operations",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | OperationPage:
    if response.status_code == 200:
        response_200 = OperationPage.from_dict(response.json())

        return response_200

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | OperationPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    type_: str | Unset = UNSET,
    status: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    submitted_gt: str | Unset = UNSET,
    submitted_gte: str | Unset = UNSET,
    submitted_lt: str | Unset = UNSET,
    submitted_lte: str | Unset = UNSET,
    finished_gt: str | Unset = UNSET,
    finished_gte: str | Unset = UNSET,
    finished_lt: str | Unset = UNSET,
    finished_lte: str | Unset = UNSET,
) -> Response[ErrorBody | OperationPage]:
    """Find operations

    Args:
        type_ (str | Unset):
        status (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        submitted_gt (str | Unset):
        submitted_gte (str | Unset):
        submitted_lt (str | Unset):
        submitted_lte (str | Unset):
        finished_gt (str | Unset):
        finished_gte (str | Unset):
        finished_lt (str | Unset):
        finished_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | OperationPage]
    """

    kwargs = get_kwargs(
        type_=type_,
        status=status,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        submitted_gt=submitted_gt,
        submitted_gte=submitted_gte,
        submitted_lt=submitted_lt,
        submitted_lte=submitted_lte,
        finished_gt=finished_gt,
        finished_gte=finished_gte,
        finished_lt=finished_lt,
        finished_lte=finished_lte,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    type_: str | Unset = UNSET,
    status: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    submitted_gt: str | Unset = UNSET,
    submitted_gte: str | Unset = UNSET,
    submitted_lt: str | Unset = UNSET,
    submitted_lte: str | Unset = UNSET,
    finished_gt: str | Unset = UNSET,
    finished_gte: str | Unset = UNSET,
    finished_lt: str | Unset = UNSET,
    finished_lte: str | Unset = UNSET,
) -> ErrorBody | OperationPage | None:
    """Find operations

    Args:
        type_ (str | Unset):
        status (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        submitted_gt (str | Unset):
        submitted_gte (str | Unset):
        submitted_lt (str | Unset):
        submitted_lte (str | Unset):
        finished_gt (str | Unset):
        finished_gte (str | Unset):
        finished_lt (str | Unset):
        finished_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | OperationPage
    """

    return sync_detailed(
        client=client,
        type_=type_,
        status=status,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        submitted_gt=submitted_gt,
        submitted_gte=submitted_gte,
        submitted_lt=submitted_lt,
        submitted_lte=submitted_lte,
        finished_gt=finished_gt,
        finished_gte=finished_gte,
        finished_lt=finished_lt,
        finished_lte=finished_lte,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    type_: str | Unset = UNSET,
    status: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    submitted_gt: str | Unset = UNSET,
    submitted_gte: str | Unset = UNSET,
    submitted_lt: str | Unset = UNSET,
    submitted_lte: str | Unset = UNSET,
    finished_gt: str | Unset = UNSET,
    finished_gte: str | Unset = UNSET,
    finished_lt: str | Unset = UNSET,
    finished_lte: str | Unset = UNSET,
) -> Response[ErrorBody | OperationPage]:
    """Find operations

    Args:
        type_ (str | Unset):
        status (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        submitted_gt (str | Unset):
        submitted_gte (str | Unset):
        submitted_lt (str | Unset):
        submitted_lte (str | Unset):
        finished_gt (str | Unset):
        finished_gte (str | Unset):
        finished_lt (str | Unset):
        finished_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | OperationPage]
    """

    kwargs = get_kwargs(
        type_=type_,
        status=status,
        sort=sort,
        limit=limit,
        id_gt=id_gt,
        id_gte=id_gte,
        id_lt=id_lt,
        id_lte=id_lte,
        submitted_gt=submitted_gt,
        submitted_gte=submitted_gte,
        submitted_lt=submitted_lt,
        submitted_lte=submitted_lte,
        finished_gt=finished_gt,
        finished_gte=finished_gte,
        finished_lt=finished_lt,
        finished_lte=finished_lte,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    type_: str | Unset = UNSET,
    status: str | Unset = UNSET,
    sort: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    id_gt: str | Unset = UNSET,
    id_gte: str | Unset = UNSET,
    id_lt: str | Unset = UNSET,
    id_lte: str | Unset = UNSET,
    submitted_gt: str | Unset = UNSET,
    submitted_gte: str | Unset = UNSET,
    submitted_lt: str | Unset = UNSET,
    submitted_lte: str | Unset = UNSET,
    finished_gt: str | Unset = UNSET,
    finished_gte: str | Unset = UNSET,
    finished_lt: str | Unset = UNSET,
    finished_lte: str | Unset = UNSET,
) -> ErrorBody | OperationPage | None:
    """Find operations

    Args:
        type_ (str | Unset):
        status (str | Unset):
        sort (str | Unset):
        limit (int | Unset):
        id_gt (str | Unset):
        id_gte (str | Unset):
        id_lt (str | Unset):
        id_lte (str | Unset):
        submitted_gt (str | Unset):
        submitted_gte (str | Unset):
        submitted_lt (str | Unset):
        submitted_lte (str | Unset):
        finished_gt (str | Unset):
        finished_gte (str | Unset):
        finished_lt (str | Unset):
        finished_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | OperationPage
    """

    return (
        await asyncio_detailed(
            client=client,
            type_=type_,
            status=status,
            sort=sort,
            limit=limit,
            id_gt=id_gt,
            id_gte=id_gte,
            id_lt=id_lt,
            id_lte=id_lte,
            submitted_gt=submitted_gt,
            submitted_gte=submitted_gte,
            submitted_lt=submitted_lt,
            submitted_lte=submitted_lte,
            finished_gt=finished_gt,
            finished_gte=finished_gte,
            finished_lt=finished_lt,
            finished_lte=finished_lte,
        )
    ).parsed
