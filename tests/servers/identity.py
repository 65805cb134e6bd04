"""A real identity provider for a while: npm's oidc-provider as a process on a free port."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "node" / "oidc" / "provider.mjs"
TOOLS = Path(__file__).resolve().parents[2] / ".tools" / "bin"


@dataclass(frozen=True)
class IdentityProvider:
    """A provider that runs, and where it sends the browser back to."""

    issuer: str
    public_url: str


def node() -> str:
    """Node, from the machine or from `.tools`."""
    found = shutil.which("node") or str(TOOLS / "node")
    assert Path(found).exists(), "Node is missing: run `make test-setup`"
    return found


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def identity_provider(public_url: str, *, slow_minutes: int = 0) -> Iterator[IdentityProvider]:
    """Runs a provider that sends browsers back to `public_url`.

    With `slow_minutes` its clock is slow: of 20 minutes, its tokens have expired when they come.
    """
    assert (SCRIPT.parent.parent / "node_modules").exists(), "run `make test-setup`"
    port = free_port()
    back = (f"{public_url}/login/callback", f"{public_url}/logged-out")
    process = subprocess.Popen(
        [node(), str(SCRIPT), str(port), *back, str(slow_minutes)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "ready":
                break
        assert process.poll() is None, "the identity provider did not start"
        yield IdentityProvider(f"http://127.0.0.1:{port}", public_url)
    finally:
        process.terminate()
        process.wait(10)
