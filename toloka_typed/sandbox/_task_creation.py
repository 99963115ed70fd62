"""`POST /tasks`: one task or many, at once or in the background."""

from __future__ import annotations

from collections.abc import Mapping

from toloka_typed.sandbox._admission import read_batch, too_large
from toloka_typed.sandbox._batches import Batch, BatchOptions
from toloka_typed.sandbox._bodies import read_items
from toloka_typed.sandbox._http import Answer, Request, encoded_answer, json_answer
from toloka_typed.sandbox._json import encode
from toloka_typed.sandbox._problems import ApiError, refusal
from toloka_typed.sandbox._query import Query
from toloka_typed.sandbox._service import Service


def create(service: Service, request: Request) -> Answer:
    """Create tasks, or start the operation that does."""
    query = Query(request.query)
    options = BatchOptions(
        allow_defaults=query.flag("allow_defaults"),
        open_pool=query.flag("open_pool"),
        skip_invalid_items=query.flag("skip_invalid_items"),
    )
    operation_id = query.uuid("operation_id")
    if query.flag("async_mode"):
        return _start(service, request, options=options, operation_id=operation_id)
    return _create(service, request, options=options)


def _start(
    service: Service, request: Request, *, options: BatchOptions, operation_id: str | None
) -> Answer:
    if operation_id in service.operations:
        message = "an operation with this id exists"
        raise ApiError(409, "OPERATION_ALREADY_EXISTS", message)
    items, _ = read_items(request)
    operation = service.start(
        "TASK.BATCH_CREATE",
        read_batch(service, items, options=options),
        operation_id=operation_id,
        parameters={
            "allow_defaults": options.allow_defaults,
            "open_pool": options.open_pool,
            "skip_invalid_items": options.skip_invalid_items,
        },
        items=len(items),
    )
    return json_answer(202, operation.view(service.settings, now=operation.submitted))


def _create(service: Service, request: Request, *, options: BatchOptions) -> Answer:
    items, single = read_items(request)
    most = service.settings.sync_items
    if len(items) > most:
        raise too_large(f"{len(items)} items, {most} at most")
    batch = read_batch(service, items, options=options)
    if single and batch.refused:
        raise refusal(batch.refused[0].problems)
    if batch.refused and not options.skip_invalid_items:
        raise _batch_refusal(service, batch)
    batch.finish(service, at=service.now())
    created = dict(batch.created_views())
    if single:
        return encoded_answer(201, created[0])
    rows = b",".join(b'"%d":%b' % row for row in created.items())
    errors = {str(one.position): one.problems for one in batch.refused}
    tail = b',"validation_errors":%b' % encode(errors) if errors else b""
    return encoded_answer(201, b'{"items":{%b}%b}' % (rows, tail))


def _batch_refusal(service: Service, batch: Batch) -> ApiError:
    form = service.settings.batch_error_field
    fields: Mapping[str, Mapping[str, object]] = {
        form.format(index=one.position, field=field): found
        for one in batch.refused
        for field, found in one.problems.items()
    }
    return refusal(fields)
