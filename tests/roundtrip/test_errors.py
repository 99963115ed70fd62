"""Every exception crosses from one process to another with all that it carries."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Mapping
from types import FunctionType
from typing import Any, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.profiles import ROUND_TRIPS
from tests.strategies import MOMENTS, Form, Strategy, exact, instances, of_type
from toloka_typed import errors
from toloka_typed.batches import TaskBatchCreateResult
from toloka_typed.operations import Operation

FORM = Form(classes=instances, moments=MOMENTS)
# what the annotations name and only type checkers import
NAMES = {
    "Mapping": Mapping,
    "TaskBatchCreateResult": TaskBatchCreateResult,
    "Operation": Operation,
}
ERRORS = [
    kind
    for kind in map(vars(errors).get, errors.__all__)
    if isinstance(kind, type) and issubclass(kind, errors.TolokaError)
]
each_error = pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)


@each_error
def test_an_error_survives_pickling(kind: type[errors.TolokaError]) -> None:
    """Class, message and every attribute are the same on the other side, set late or not."""

    @settings(max_examples=ROUND_TRIPS // 4)
    @given(error=raised(kind))
    def check(error: errors.TolokaError) -> None:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert type(again) is kind
        assert (str(again), again.args) == (str(error), error.args)
        assert exact(vars(again)) == exact(vars(error))

    check()


@each_error
def test_an_error_says_what_happened(kind: type[errors.TolokaError]) -> None:
    """The message that an error was made with can be read in its text."""

    @settings(max_examples=10)
    @given(error=raised(kind))
    def check(error: errors.TolokaError) -> None:
        assert str(error.args[0]) in str(error)

    check()


def raised(kind: type[errors.TolokaError]) -> Strategy:
    """Give errors as the package raises them: built from keywords, some attributes set after."""
    attributes = {
        name: of_type(hint, FORM)
        for name, hint in get_type_hints(kind, localns=NAMES).items()
        if hasattr(kind, name)
    }

    def build(arguments: dict[str, Any], later: dict[str, Any]) -> errors.TolokaError:
        message = arguments.pop("message")
        error = kind(message, **arguments)
        for name, value in later.items():
            setattr(error, name, value)
        return error

    late = st.fixed_dictionaries({}, optional=attributes)
    return st.builds(build, constructor_arguments(kind), late)


def constructor_arguments(kind: type[errors.TolokaError]) -> Strategy:
    """Give what an error's constructor takes: a message, and for some keywords of their own."""
    if not isinstance(kind.__init__, FunctionType):  # that of a built-in exception
        return st.fixed_dictionaries({"message": st.text()})
    hints = get_type_hints(kind.__init__, localns=NAMES)
    required: dict[str, Strategy] = {}
    optional: dict[str, Strategy] = {}
    for name, parameter in inspect.signature(kind).parameters.items():
        values = of_type(hints[name], FORM)
        (required if parameter.default is parameter.empty else optional)[name] = values
    return st.fixed_dictionaries(required, optional=optional)
