# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.task_overlap_patch import TaskOverlapPatch
from ...models.task_view import TaskView
from ...types import Response


def get_kwargs(
    id: str,
    *,
    body: TaskOverlapPatch,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/tasks/{id}/set-overlap-or-min".format(
            id=quote(str(id), safe=""),
        ),
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
    body: TaskOverlapPatch,
) -> Response[ErrorBody | TaskView]:
    """Lower a task's overlap as far as possible

     Sets the overlap that is asked for, or the lowest one that is still possible if more
    Tolokers have the task already. Zero stops the task from being given out.

    Args:
        id (str):
        body (TaskOverlapPatch): The overlap that a task shall get, or come near to

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskView]
    """

    kwargs = get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskOverlapPatch,
) -> ErrorBody | TaskView | None:
    """Lower a task's overlap as far as possible

     Sets the overlap that is asked for, or the lowest one that is still possible if more
    Tolokers have the task already. Zero stops the task from being given out.

    Args:
        id (str):
        body (TaskOverlapPatch): The overlap that a task shall get, or come near to

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
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskOverlapPatch,
) -> Response[ErrorBody | TaskView]:
    """Lower a task's overlap as far as possible

     Sets the overlap that is asked for, or the lowest one that is still possible if more
    Tolokers have the task already. Zero stops the task from being given out.

    Args:
        id (str):
        body (TaskOverlapPatch): The overlap that a task shall get, or come near to

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | TaskView]
    """

    kwargs = get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient,
    body: TaskOverlapPatch,
) -> ErrorBody | TaskView | None:
    """Lower a task's overlap as far as possible

     Sets the overlap that is asked for, or the lowest one that is still possible if more
    Tolokers have the task already. Zero stops the task from being given out.

    Args:
        id (str):
        body (TaskOverlapPatch): The overlap that a task shall get, or come near to

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
        )
    ).parsed
