"""A real PostgreSQL server for tests: Debian's binaries, a data folder and a port of its own.

    def test_…(postgres: Postgres) -> None:
        url = postgres.database()

gives the URL of a fresh database with the schema in place. One server serves the whole run; it
starts in about three seconds, listens on 127.0.0.1 only, and is stopped and removed at the end.
PostgreSQL refuses to run as root, so root starts it as the user `postgres` or `nobody`. Where the
binaries are missing, root installs Debian's package; anybody else is told what to install.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from backend.migrations import migrate

_DEBIAN_BINARIES = "/usr/lib/postgresql"
_INSTALL_SECONDS = 300
_START_SECONDS = 60
_CONNECTIONS = 200


class Postgres:
    """A running server, and the databases on it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._names = count(1)
        self._template: str | None = None

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of the database `name`."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def database(self) -> str:
        """The URL of a fresh database with the schema in place: a copy of one migrated once."""
        if self._template is None:
            self._create("template_nasta_steg")
            migrate(self.url("template_nasta_steg"))
            self._template = "template_nasta_steg"
        name = f"test_{next(self._names)}"
        self._create(name, template=self._template)
        return self.url(name)

    def _create(self, name: str, template: str = "template1") -> None:
        dsn = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())


def serve(*, durable: bool = False) -> Generator[Postgres]:
    """Starts a server, yields it, stops and removes it.

    Args:
        durable: whether a commit waits for the disk, as in production; measurements want it,
            tests of what a killed *client* leaves behind do not.
    """
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="nasta-steg-postgres-", dir="/tmp"))
    user = _user()
    try:
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        _run(
            user, binaries / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N"
        )
        port = _free_port()
        options = (
            f"-p {port} -h 127.0.0.1 -k {folder} -c max_connections={_CONNECTIONS}"
            f" -c fsync={'on' if durable else 'off'} -c lc_messages=C"
        )
        control = (binaries / "pg_ctl", "-D", folder / "data", "-w", "-t", str(_START_SECONDS))
        _run(user, *control, "-l", folder / "log", "-o", options, "start")
        try:
            yield Postgres(port)
        finally:
            _run(user, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run, started when the first test asks for it."""
    yield from serve()


def _binaries() -> Path:
    """The folder of `initdb` and `pg_ctl`, installed first when they are missing and root runs."""
    found = _find_binaries()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _find_binaries()
    if found is None:
        pytest.skip("needs PostgreSQL's server: install Debian's package `postgresql`")
    return found


def _find_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    places += sorted(Path(_DEBIAN_BINARIES).glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "pg_ctl").exists()), None)


def _install() -> None:
    # RUNLEVEL=1 keeps the package from starting a server of its own.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", "postgresql"]):
        subprocess.run(
            ["apt-get", "-q", *command], env=environment, check=False, timeout=_INSTALL_SECONDS
        )


def _user() -> pwd.struct_passwd | None:
    """Whom to start the server as; `None` is oneself."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _run(user: pwd.struct_passwd | None, *command: str | Path) -> None:
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if command[-1] != "start" else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        timeout=_START_SECONDS + 30,
        check=False,
        text=True,
        **identity,  # type: ignore[call-overload]
    )
    if done.returncode != 0:
        raise RuntimeError(f"{Path(str(command[0])).name} failed: {done.stdout}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
