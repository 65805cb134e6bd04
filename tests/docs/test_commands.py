"""What the documents tell to run can be run, and what they point to is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from backend.settings import ROOT

_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
_DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md")), ROOT / "CHANGELOG.md"]


def _commands() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), line)
        for path in _DOCUMENTS
        for block in _BLOCK.findall(path.read_text("utf-8"))
        for line in block.replace("\\\n", " ").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def _ours(line: str) -> bool:
    return "nasta-steg" in line and "nasta-steg run" not in line


@pytest.mark.parametrize(
    ("document", "line"), [found for found in _commands() if found[1].startswith("make ")]
)
def test_a_document_names_targets_that_make_has(document: str, line: str) -> None:
    found = subprocess.run(
        ["make", "--dry-run", *line.split()[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize("document", sorted({doc for doc, line in _commands() if _ours(line)}))
def test_a_documents_own_commands_work_in_its_order(document: str, tmp_path: Path) -> None:
    environment = {**os.environ, "NASTASTEG_DATA": str(tmp_path), "NASTASTEG_MODE": "demo"}
    for line in (line for doc, line in _commands() if doc == document and _ours(line)):
        found = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

        assert found.returncode == 0, f"{line}\n{found.stderr}"


@pytest.mark.parametrize("path", _DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_document_links_to_files_that_exist(path: Path) -> None:
    missing = [
        link for link in _LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()
    ]

    assert missing == []
