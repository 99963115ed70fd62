"""One method an endpoint: the generated request, the expected statuses, the decoder.

This package is the only one that calls the generated package's endpoint modules.
"""

from toloka_typed._endpoints.operations import OperationEndpoints
from toloka_typed._endpoints.pools import PoolEndpoints
from toloka_typed._endpoints.tasks import TaskEndpoints

__all__ = ["Api"]


class Api(TaskEndpoints, OperationEndpoints, PoolEndpoints):
    """All endpoints, as plans."""
