# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
from http import HTTPStatus
from typing import Any

import httpx

from ...client import AuthenticatedClient, Client
from ...models.error_body import ErrorBody
from ...models.operation import Operation
from ...models.task_batch import TaskBatch
from ...models.task_form import TaskForm
from ...models.task_view import TaskView
from ...types import UNSET, Response, Unset


def get_kwargs(
    *,
    body: list[TaskForm] | TaskForm,
    async_mode: bool | Unset = UNSET,
    operation_id: str | Unset = UNSET,
    skip_invalid_items: bool | Unset = UNSET,
    allow_defaults: bool | Unset = UNSET,
    open_pool: bool | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["async_mode"] = async_mode

    params["operation_id"] = operation_id

    params["skip_invalid_items"] = skip_invalid_items

    params["allow_defaults"] = allow_defaults

    params["open_pool"] = open_pool

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/tasks",
        "params": params,
    }

    if isinstance(body, TaskForm):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = []
        for body_type_1_item_data in body:
            body_type_1_item = body_type_1_item_data.to_dict()
            _kwargs["json"].append(body_type_1_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView:
    if response.status_code == 200:

        def _parse_response_200(data: object) -> Operation | TaskBatch | TaskView:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = TaskBatch.from_dict(data)

                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_1 = TaskView.from_dict(data)

                return response_200_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_2 = Operation.from_dict(data)

            return response_200_type_2

        response_200 = _parse_response_200(response.json())

        return response_200

    if response.status_code == 201:

        def _parse_response_201(data: object) -> TaskBatch | TaskView:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_201_type_0 = TaskBatch.from_dict(data)

                return response_201_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_201_type_1 = TaskView.from_dict(data)

            return response_201_type_1

        response_201 = _parse_response_201(response.json())

        return response_201

    if response.status_code == 202:
        response_202 = Operation.from_dict(response.json())

        return response_202

    if response.status_code == 409:
        response_409 = ErrorBody.from_dict(response.json())

        return response_409

    response_default = ErrorBody.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: list[TaskForm] | TaskForm,
    async_mode: bool | Unset = UNSET,
    operation_id: str | Unset = UNSET,
    skip_invalid_items: bool | Unset = UNSET,
    allow_defaults: bool | Unset = UNSET,
    open_pool: bool | Unset = UNSET,
) -> Response[ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView]:
    """Create one task or many

     An object in the body makes one task, an array makes as many as it holds.

    One request takes at most 5,000 tasks when `async_mode` is false; 10,000 is the advised
    most when it is true. In either case all `input_values` together stay within
    1,048,576 bytes and all `output_values` within 4,194,304 bytes. An account creates at most
    200,000 tasks a minute and 4,000,000 a day.

    The pool must mix tasks by itself (`mixer_config`); other pools take task suites.

    Args:
        async_mode (bool | Unset):
        operation_id (str | Unset):
        skip_invalid_items (bool | Unset):
        allow_defaults (bool | Unset):
        open_pool (bool | Unset):
        body (list[TaskForm] | TaskForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView]
    """

    kwargs = get_kwargs(
        body=body,
        async_mode=async_mode,
        operation_id=operation_id,
        skip_invalid_items=skip_invalid_items,
        allow_defaults=allow_defaults,
        open_pool=open_pool,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: list[TaskForm] | TaskForm,
    async_mode: bool | Unset = UNSET,
    operation_id: str | Unset = UNSET,
    skip_invalid_items: bool | Unset = UNSET,
    allow_defaults: bool | Unset = UNSET,
    open_pool: bool | Unset = UNSET,
) -> ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView | None:
    """Create one task or many

     An object in the body makes one task, an array makes as many as it holds.

    One request takes at most 5,000 tasks when `async_mode` is false; 10,000 is the advised
    most when it is true. In either case all `input_values` together stay within
    1,048,576 bytes and all `output_values` within 4,194,304 bytes. An account creates at most
    200,000 tasks a minute and 4,000,000 a day.

    The pool must mix tasks by itself (`mixer_config`); other pools take task suites.

    Args:
        async_mode (bool | Unset):
        operation_id (str | Unset):
        skip_invalid_items (bool | Unset):
        allow_defaults (bool | Unset):
        open_pool (bool | Unset):
        body (list[TaskForm] | TaskForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView
    """

    return sync_detailed(
        client=client,
        body=body,
        async_mode=async_mode,
        operation_id=operation_id,
        skip_invalid_items=skip_invalid_items,
        allow_defaults=allow_defaults,
        open_pool=open_pool,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: list[TaskForm] | TaskForm,
    async_mode: bool | Unset = UNSET,
    operation_id: str | Unset = UNSET,
    skip_invalid_items: bool | Unset = UNSET,
    allow_defaults: bool | Unset = UNSET,
    open_pool: bool | Unset = UNSET,
) -> Response[ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView]:
    """Create one task or many

     An object in the body makes one task, an array makes as many as it holds.

    One request takes at most 5,000 tasks when `async_mode` is false; 10,000 is the advised
    most when it is true. In either case all `input_values` together stay within
    1,048,576 bytes and all `output_values` within 4,194,304 bytes. An account creates at most
    200,000 tasks a minute and 4,000,000 a day.

    The pool must mix tasks by itself (`mixer_config`); other pools take task suites.

    Args:
        async_mode (bool | Unset):
        operation_id (str | Unset):
        skip_invalid_items (bool | Unset):
        allow_defaults (bool | Unset):
        open_pool (bool | Unset):
        body (list[TaskForm] | TaskForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView]
    """

    kwargs = get_kwargs(
        body=body,
        async_mode=async_mode,
        operation_id=operation_id,
        skip_invalid_items=skip_invalid_items,
        allow_defaults=allow_defaults,
        open_pool=open_pool,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: list[TaskForm] | TaskForm,
    async_mode: bool | Unset = UNSET,
    operation_id: str | Unset = UNSET,
    skip_invalid_items: bool | Unset = UNSET,
    allow_defaults: bool | Unset = UNSET,
    open_pool: bool | Unset = UNSET,
) -> ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView | None:
    """Create one task or many

     An object in the body makes one task, an array makes as many as it holds.

    One request takes at most 5,000 tasks when `async_mode` is false; 10,000 is the advised
    most when it is true. In either case all `input_values` together stay within
    1,048,576 bytes and all `output_values` within 4,194,304 bytes. An account creates at most
    200,000 tasks a minute and 4,000,000 a day.

    The pool must mix tasks by itself (`mixer_config`); other pools take task suites.

    Args:
        async_mode (bool | Unset):
        operation_id (str | Unset):
        skip_invalid_items (bool | Unset):
        allow_defaults (bool | Unset):
        open_pool (bool | Unset):
        body (list[TaskForm] | TaskForm):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | Operation | Operation | TaskBatch | TaskView | TaskBatch | TaskView
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            async_mode=async_mode,
            operation_id=operation_id,
            skip_invalid_items=skip_invalid_items,
            allow_defaults=allow_defaults,
            open_pool=open_pool,
        )
    ).parsed
