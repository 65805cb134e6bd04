"""The built files under `static/vendor`: kept in memory, compressed beforehand, cached for ever.

`npm run build` makes them, and a name for all of them together, which is part of every address:
a file that changes gets another address.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response

BUILT = Path(__file__).parent / "static" / "vendor"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_FOR_EVER = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class File:
    """A file as it is, and by encoding as it is sent."""

    media_type: str
    content: bytes
    encoded: dict[str, bytes]


@dataclass(frozen=True)
class Assets:
    """Every built file by its path, and the version of them all."""

    version: str = "none"
    files: dict[str, File] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """Where the browser finds a file."""
        return f"/static/{self.version}/{path}"

    def response(self, version: str, path: str, request: Headers) -> Response:
        """The file in the best encoding that the browser takes; 404 for one that is not there.

        A page from before the last deployment asks for another version: it gets today's file,
        which is then not to be kept.
        """
        found = self.files.get(path)
        if found is None:
            return Response(status_code=404)
        accepted = request.get("accept-encoding", "")
        encoding = next((name for name, _ in _ENCODINGS if name in accepted), None)
        headers = {
            "Cache-Control": _FOR_EVER if version == self.version else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if encoding is None or encoding not in found.encoded:
            return Response(found.content, media_type=found.media_type, headers=headers)
        headers["Content-Encoding"] = encoding
        return Response(found.encoded[encoding], media_type=found.media_type, headers=headers)


def load_assets(folder: Path = BUILT) -> Assets:
    """What has been built; nothing, and a warning, before `make setup` has run."""
    if not (folder / "version").exists():
        logger.warning("The pages' assets are not built: run `make setup`")
        return Assets()
    files = {
        str(path.relative_to(folder)): File(
            _TYPES[path.suffix],
            path.read_bytes(),
            {name: Path(f"{path}{end}").read_bytes() for name, end in _ENCODINGS},
        )
        for path in sorted(folder.rglob("*"))
        if path.suffix in _TYPES
    }
    return Assets((folder / "version").read_text().strip(), files)
