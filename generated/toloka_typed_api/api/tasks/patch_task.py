# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.task_patch import TaskPatch
from ...models.task_view import TaskView
from ...types import UNSET, Response, Unset


def get_kwargs(
    id: str,
    *,
    body: TaskPatch,
    open_pool: bool | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["open_pool"] = open_pool

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/tasks/{id}".format(
            id=quote(str(id), safe=""),
        ),
        "params": params,
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | TaskView:
    if response.status_code == 200:
        response_200 = TaskView.from_dict(response.json())

        return response_200

    if response.status_code == 404:
        response_404 = ErrorBody.from_dict(response.json())

        return response_404

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | TaskView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskPatch,
    open_pool: bool | Unset = UNSET,
) -> Response[ErrorBody | TaskView]:
    """Change a task

     Only the fields that are sent change. Known solutions turn a general task into a control
    task; with a message for wrong answers it is a training task.

    Args:
        id (str):
        open_pool (bool | Unset):
        body (TaskPatch): What changes in a task; what is not sent stays as it is

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskView]
    """

    kwargs = get_kwargs(
        id=id,
        body=body,
        open_pool=open_pool,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskPatch,
    open_pool: bool | Unset = UNSET,
) -> ErrorBody | TaskView | None:
    """Change a task

     Only the fields that are sent change. Known solutions turn a general task into a control
    task; with a message for wrong answers it is a training task.

    Args:
        id (str):
        open_pool (bool | Unset):
        body (TaskPatch): What changes in a task; what is not sent stays as it is

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | TaskView
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
        open_pool=open_pool,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskPatch,
    open_pool: bool | Unset = UNSET,
) -> Response[ErrorBody | TaskView]:
    """Change a task

     Only the fields that are sent change. Known solutions turn a general task into a control
    task; with a message for wrong answers it is a training task.

    Args:
        id (str):
        open_pool (bool | Unset):
        body (TaskPatch): What changes in a task; what is not sent stays as it is

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskView]
    """

    kwargs = get_kwargs(
        id=id,
        body=body,
        open_pool=open_pool,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskPatch,
    open_pool: bool | Unset = UNSET,
) -> ErrorBody | TaskView | None:
    """Change a task

     Only the fields that are sent change. Known solutions turn a general task into a control
    task; with a message for wrong answers it is a training task.

    Args:
        id (str):
        open_pool (bool | Unset):
        body (TaskPatch): What changes in a task; what is not sent stays as it is

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | TaskView
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
            open_pool=open_pool,
        )
    ).parsed
