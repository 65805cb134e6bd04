"""What a tree of processes uses."""

from __future__ import annotations

from pathlib import Path

_PROC = Path("/proc")


def memory(root: int) -> float:
    """Megabytes that a process and all its descendants hold, shared pages counted once (PSS)."""
    return round(sum(_pss(pid) for pid in _tree(root)) / 1024)


def _tree(root: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for path in _PROC.glob("[0-9]*/stat"):
        try:
            # The name, in parentheses, may hold spaces; the parent is the second field after it.
            parent = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found, waiting = set[int](), [root]
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += children.get(pid, [])
    return found


def _pss(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def open_files(root: int) -> int:
    """Open files and connections of a process and all its descendants."""
    return sum(_open_files(pid) for pid in _tree(root))


def _open_files(pid: int) -> int:
    try:
        return len(list((_PROC / str(pid) / "fd").iterdir()))
    except OSError:
        return 0
