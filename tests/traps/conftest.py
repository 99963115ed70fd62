"""The scenarios' sandbox and clients: both clients face every trap."""

from __future__ import annotations

from tests.scenarios.conftest import client, connect, sandbox, short_waits, way

__all__ = ["client", "connect", "sandbox", "short_waits", "way"]
