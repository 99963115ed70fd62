"""What a user may set of the sandbox's behaviour: its speed, its limits, and its open questions.

The public sources of the API leave several answers open, so either one can be played.
"""

from __future__ import annotations

from typing import Literal

import attrs


@attrs.frozen(kw_only=True)
class After:
    """A condition that time and questions fulfil: both must have passed.

    `looks` is how many requests still see the earlier state: no test need depend on time.
    """

    seconds: float = 0.0
    looks: int = 0


@attrs.frozen(kw_only=True)
class SandboxSettings:
    """How the sandbox behaves; replace it at any time with `sandbox.settings = attrs.evolve(…)`."""

    latency: float = 0.0
    """Seconds before each answer."""
    operation_waits: After = After()
    """How long an operation is PENDING (its looks are `GET /operations/{id}`)."""
    operation_takes: After = After()
    """How long it is RUNNING after that."""
    seconds_per_task: float = 0.0
    """What each item of a batch adds to that."""
    one_operation_per_pool: bool = False
    """Refuse new tasks with POOL_LOCKED_BY_ANOTHER_OPERATION while a batch for the pool runs."""
    listed_after: After = After()
    """When new tasks show up in `GET /tasks` (its looks are that request, for that pool)."""

    log_output: Literal["flat", "wrapped", "bare"] = "flat"
    """A refused item's log output: a map of fields, an error with that map as payload, or an
    error without any field."""
    log_valid_of_failed: bool = False
    """Whether the log of an all-or-nothing failure shows the valid items too."""
    log_pool_id: Literal["integer", "string"] = "integer"
    """The type of `input.pool_id` in a POOL_OPEN step."""
    details: Literal["counts", "items_count"] = "counts"
    """What a batch operation counts in `details`."""
    all_refused: Literal["SUCCESS", "FAIL"] = "SUCCESS"
    """How a batch ends that skipped every item."""
    pool_problems: Literal["status", "steps"] = "status"
    """Whether a pool that takes no tasks refuses the request or each item."""
    batch_error_field: str = "{index}.{field}"
    """The key of a problem when one item makes a whole synchronous batch fail."""
    infinite_overlap_shows: Literal["null", "absent"] = "null"
    """What `overlap` is in a task of infinite overlap."""

    page_limit: int = 100_000
    """The largest page of tasks."""
    larger_limit: Literal["refused", "shortened"] = "refused"
    """What happens to a request for more than that."""
    sync_items: int = 5_000
    """The most items in one synchronous request."""
    input_bytes: int = 1_048_576
    """The most bytes of `input_values` in one request."""
    output_bytes: int = 4_194_304
    """The most bytes of `output_values` in one request."""

    open_pool_refusal: str | None = None
    """A code, such as NOT_ENOUGH_BALANCE, with which opening any pool fails."""
    balance: float = 121.3
    """What `GET /requester` shows."""
    kept_body_bytes: int = 4_194_304
    """The largest request body that `sandbox.requests` keeps."""
