"""What a journal is bound to: one service, one account, one set of flags."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Final

import attrs

from toloka_typed._flags import Flags
from toloka_typed._requests.plan import Plan
from toloka_typed._requests.settings import Identity
from toloka_typed.errors import AccessDeniedError, DecodeError, JournalError, NotFoundError
from toloka_typed.journal import Journal

if TYPE_CHECKING:
    from toloka_typed._endpoints import Api

__all__ = ["bind"]

UNKNOWN: Final = "unknown"
"""The account of somebody who cannot ask: only the same credentials go on with such a journal."""


def bind(api: Api, journal: Journal, *, identity: Identity, flags: Flags) -> Plan[None]:
    """Bind a new journal, or make sure that an old one is of this service, account and flags.

    The account is asked for only if the credentials are not the ones of the last time: of those
    the journal keeps a salted digest, too short to be of any other use. Raises `JournalError`.
    """
    bound = journal.binding()
    fixed = {"host": identity.host, "flags": _flags_text(flags)}
    _check(journal, "host", is_now=fixed["host"])
    _check(journal, "flags", is_now=fixed["flags"])
    salt = bound.get("salt") or secrets.token_hex(8)
    seal = hashlib.sha256(f"{salt}{identity.credentials}".encode()).hexdigest()[:12]
    if bound.get("seal") == seal:
        return
    account = yield from _account(api)
    _check(journal, "account", is_now=account)
    journal.bind(**fixed, salt=salt, seal=seal, account=account)


def _account(api: Api) -> Plan[str]:
    """Give the account's id; not every account may ask for it."""
    try:
        return (yield from api.get_requester()).id
    except (AccessDeniedError, NotFoundError):
        return UNKNOWN
    except DecodeError as error:
        if error.unreadable:
            raise
        return UNKNOWN


def _check(journal: Journal, name: str, *, is_now: str) -> None:
    was = journal.binding().get(name, is_now)
    if was != is_now:
        raise JournalError(
            f"the journal {journal.path} is of another upload: its {name} {_be(name)} {was}, "
            f"not {is_now}: go on as it began, or begin another journal"
        )


def _be(name: str) -> str:
    return "were" if name == "flags" else "was"


def _flags_text(flags: Flags) -> str:
    bound = attrs.evolve(flags, skip_invalid_items=False)  # may change from run to run
    return ", ".join(name for name, on in attrs.asdict(bound).items() if on) or "none"
