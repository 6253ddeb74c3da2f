"""The REST interface, version 1."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from baithak.web.api import engagements, feeds, follow, judgements, mechanisms, people, reports, whole
from baithak.web.api.asked import only_known
from baithak.web.api.schema import description


async def _known_parameters(request: Request) -> None:
    """No parameter that means nothing: who writes one is mistaken."""
    if not request.query_params:
        return
    path = getattr(request.scope.get("route"), "path", "")
    operation = description(request.app)["paths"].get(f"/api/v1{path}", {}).get(request.method.lower(), {})
    only_known({p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}, request.query_params)


router = APIRouter(default_response_class=Response, dependencies=[Depends(_known_parameters)])
for _part in (whole, engagements, people, mechanisms, reports, follow, judgements, feeds):
    router.include_router(_part.router)

