"""A real PostgreSQL server for tests: started in a temporary folder where its programs are found."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest where there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of a database on a server of its own, which ends with the block."""
    home = programs()
    assert home is not None
    data = folder / "pg"
    data.mkdir(parents=True)
    user = _unprivileged(folder)
    _run(user, [home / "initdb", "--auth=trust", "--username=heyan", "--encoding=UTF8", "--no-sync", data])
    port = _free_port()
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={data}"
    _run(user, [home / "pg_ctl", "-w", "-t", "300", "-D", data, "-l", data / "log", "-o", options, "start"])
    try:
        yield f"postgresql://heyan@127.0.0.1:{port}/postgres"
    finally:
        _run(user, [home / "pg_ctl", "-w", "-m", "immediate", "-D", data, "stop"])


def _unprivileged(folder: Path) -> str | None:
    """PostgreSQL refuses to run as root: another user then, whom the folder is given to."""
    if os.geteuid() != 0:
        return None
    name = next(name for name in ("postgres", "nobody") if _exists(name))
    account = pwd.getpwnam(name)
    os.chown(folder / "pg", account.pw_uid, account.pw_gid)
    for above in [folder, *folder.parents]:
        if above == Path("/tmp"):
            break
        above.chmod(above.stat().st_mode | 0o011)
    return name


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _run(user: str | None, command: Sequence[str | Path]) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
