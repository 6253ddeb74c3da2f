"""The description of the interface (OpenAPI 3.1), made from the shapes of its answers and from its routes."""

from __future__ import annotations

import inspect
import re
from typing import Any, Final

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from baithak import __version__
from baithak.web.api import sent, shapes
from baithak.web.api.asked import JSON, LINKED

_REF: Final = "#/components/schemas/{name}"
_PROBLEM: Final = "application/problem+json"
#: Shapes of one name from different places.
_NAMES: Final = {
    "baithak.record.queries.Source": "Source", "baithak.follow.values.Source": "Teller",
    "baithak.model.Engagement": "ReadEngagement", "baithak.model.Person": "ReadPerson", "Line": "TextLine",
}  # fmt: skip
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
_SHAPES: Final = [
    one
    for module in (shapes, sent)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, msgspec.Struct)
    if one.__module__ == module.__name__ and one is not shapes.Shape
]
Schema = dict[str, Any]


def answers(shape: type, *, status: int = 200, linked: bool = False, **more: str) -> dict[str, Any]:
    """What a route answers, for its decorator.

    Args:
        shape: Of the answer.
        status: HTTP status of success.
        linked: Whether it answers in JSON-LD too.
        more: Other answers by status (``s201="…"``) of the same shape.
    """
    content: Schema = {JSON: {"schema": _ref(shape)}}
    if linked:
        content[LINKED] = {"schema": {"type": "object", "required": ["@context", "@graph"]}}
    out: dict[int | str, Schema] = {status: {"description": _first_line(shape), "content": content}}
    for key, words in more.items():
        out[int(key[1:])] = {"description": words, "content": content}
    return {"responses": out, "status_code": status}


def feed(kind: str, words: str) -> dict[str, Any]:
    """What a route answers that programs subscribe to.

    Args:
        kind: Its media type.
        words: What it is.
    """
    return {"responses": {200: {"description": words, "content": {kind: {"schema": {"type": "string"}}}}}}


def takes(shape: type) -> dict[str, Any]:
    """What a route takes, for its decorator.

    Args:
        shape: Of the body.
    """
    return {"requestBody": {"required": True, "content": {JSON: {"schema": _ref(shape)}}}}


def _ref(shape: type) -> Schema:
    return {"$ref": _REF.format(name=shape.__name__)}


def _first_line(shape: type) -> str:
    return inspect.getdoc(shape).partition("\n")[0] if shape.__doc__ else ""  # type: ignore[union-attr]


def description(app: FastAPI) -> Schema:
    """The whole description; made once.

    Args:
        app: The application.
    """
    if app.openapi_schema is None:
        made = get_openapi(
            title="Baithak", version=__version__, routes=app.routes, openapi_version="3.1.0",
            description="The sourced record of relations between states: engagements, sessions, people, promises. "
            "Every answer has an entity tag; pages of listings lead to the next by `next`.",
        )  # fmt: skip
        parts = made.setdefault("components", {})
        parts["schemas"] = _components()
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{}, {"token": []}]
        for path in made["paths"].values():
            for operation in path.values():
                _with_problems(operation)
        app.openapi_schema = made
    return app.openapi_schema


def _with_problems(operation: Schema) -> None:
    """One way in which all that goes wrong is told."""
    told = operation["responses"]
    told.pop("422", None)
    told["304"] = {"description": "Not changed since the entity tag that was sent."}
    schema = {"schema": {"$ref": _REF.format(name="Problem")}}
    told["default"] = {"description": "Why it was not done.", "content": {_PROBLEM: schema}}
    if "requestBody" in operation:
        told.pop("304")


def _components() -> Schema:
    _, found = msgspec.json.schema_components(_SHAPES, ref_template=_REF)
    names = {old: _NAMES.get(old, old.rpartition(".")[2]) for old in found}
    out = {names[old]: _renamed(schema, names) for old, schema in found.items()}
    assert len(out) == len(found), "two shapes of one name: tell them apart in _NAMES"
    for schema in out.values():
        _explain(schema)
    return out


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _leads(v, names) if k == "$ref" else _renamed(v, names) for k, v in value.items()}
    return [_renamed(v, names) for v in value] if isinstance(value, list) else value


def _leads(ref: str, names: dict[str, str]) -> str:
    old = ref.removeprefix(_REF.format(name=""))
    return _REF.format(name=names[old])


def _explain(schema: Schema) -> None:
    """Hand the words on attributes in a shape's docstring to its properties."""
    told = inspect.cleandoc(schema.get("description", ""))
    head, _, attributes = told.partition("Attributes:\n")
    if head:
        schema["description"] = head.strip()
    for name, words in _ATTRIBUTE.findall(attributes):
        if name in schema.get("properties", {}):
            schema["properties"][name] = {**schema["properties"][name], "description": " ".join(words.split())}
