"""What a schema says about a project's fields: their names, and how their values are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs
import msgspec

from toloka_typed._json import EMPTY
from toloka_typed.tsv._cells import Kind

_info = msgspec.inspect
_OBJECTS: Final = (_info.TypedDictType, _info.DataclassType, _info.StructType)
_ARRAYS: Final = (_info.ListType, _info.VarTupleType, _info.SetType, _info.FrozenSetType)
_TEXTS: Final = (
    _info.StrType,
    _info.BytesType,
    _info.DateTimeType,
    _info.DateType,
    _info.TimeType,
    _info.TimeDeltaType,
    _info.UUIDType,
    _info.DecimalType,
)


@attrs.frozen
class DeclaredFields:
    """The fields of a project's input or output."""

    kinds: Mapping[str, Kind] | None
    """By name; `None` where the names are open, as they are in a plain mapping."""
    required: frozenset[str] = frozenset()
    defaults: Mapping[str, object] = EMPTY
    """What an absent field becomes, where the type says so."""
    other: Kind = Kind.TEXT
    """How a field is written whose name is open."""

    def kind(self, name: str) -> Kind | None:
        """Give how a field is written, or `None` where there is no such field."""
        return self.other if self.kinds is None else self.kinds.get(name)


OPEN: Final = DeclaredFields(None)


def fields_of(declared: type[object]) -> DeclaredFields:
    """Give the fields that a type declares."""
    info = _info.type_info(declared)
    if isinstance(info, _OBJECTS):
        return DeclaredFields(
            {field.encode_name: _kind(field.type) for field in info.fields},
            frozenset(field.encode_name for field in info.fields if field.required),
            {field.encode_name: _default(field) for field in info.fields if not field.required},
        )
    if isinstance(info, _info.DictType) and not isinstance(info.value_type, _info.AnyType):
        return DeclaredFields(None, other=_kind(info.value_type))
    return OPEN


def _default(field: _info.Field) -> object:
    """Give an optional field's default; a `TypedDict` has none, and `...` stands for that."""
    if field.default is not msgspec.NODEFAULT:
        return field.default
    factory: object = field.default_factory
    return factory() if callable(factory) else ...


def _kind(declared: _info.Type) -> Kind:
    if _is_text(declared):
        return Kind.TEXT
    alternatives = declared.types if isinstance(declared, _info.UnionType) else (declared,)
    arrays = [one for one in alternatives if not isinstance(one, _info.NoneType)]
    if len(arrays) == 1 and isinstance(array := arrays[0], _ARRAYS):
        return Kind.TEXTS if _is_text(array.item_type) else Kind.JSONS
    return Kind.JSON


def _is_text(declared: _info.Type) -> bool:
    match declared:
        case _info.LiteralType():
            return all(isinstance(value, str) for value in declared.values)
        case _info.EnumType():
            return all(isinstance(member.value, str) for member in declared.cls)
        case _info.UnionType():
            others = [one for one in declared.types if not isinstance(one, _info.NoneType)]
            return all(map(_is_text, others))
        case _:
            return isinstance(declared, _TEXTS)
