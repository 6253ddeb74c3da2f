"""The desk's own files: style, script, fonts. They are no secret, so that a browser may keep them."""

from __future__ import annotations

from typing import Any, Final

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

_LASTING: Final = (".woff2", ".min.js")  # their names change when they do
_MONTH: Final = 2_592_000


class Shipped(StaticFiles):
    """Files that a browser may keep: those that never change for a month, the others as long as they are the same."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """A file, or that it is still the same."""
        answer = super().file_response(*args, **kwargs)
        lasting = str(args[0] if args else kwargs.get("full_path", "")).endswith(_LASTING)
        answer.headers["cache-control"] = f"public, max-age={_MONTH}, immutable" if lasting else "public, no-cache"
        return answer
