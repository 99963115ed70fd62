"""A local Toloka: the v1 task API over real HTTP, for a demonstration and for tests.

    with Sandbox() as sandbox:
        client = TolokaClient("any", url=sandbox.url)

It keeps the API's contract and knows nothing of the client. `SandboxSettings` sets its speed and
limits, `toloka_typed.sandbox.faults` makes it fail on purpose.
"""

from toloka_typed.sandbox._sandbox import FIRST_POOL, Sandbox
from toloka_typed.sandbox._traffic import Exchange
from toloka_typed.sandbox.faults import Fault
from toloka_typed.sandbox.settings import After, SandboxSettings

__all__ = ["FIRST_POOL", "After", "Exchange", "Fault", "Sandbox", "SandboxSettings"]
