"""Where a page may send a reader on to."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"/(?![/\\])[A-Za-z0-9/_.#?=&%-]*")


def local_path(wanted: str, otherwise: str = "/") -> str:
    """`wanted` if it is a path of ours; an address elsewhere never is."""
    return wanted if _LOCAL.fullmatch(wanted) else otherwise
