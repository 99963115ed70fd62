# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
"""A client library for accessing Toloka requester API"""

from .client import AuthenticatedClient, Client

__all__ = (
    "AuthenticatedClient",
    "Client",
)
