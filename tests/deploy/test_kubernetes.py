"""The manifests are what Kubernetes takes, and say what the program understands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml

from backend.settings import ROOT, Settings

FOLDER = ROOT / "docs" / "deploy" / "kubernetes"
VERSION = "1.31"


def documents() -> list[tuple[str, dict[str, Any]]]:
    """(file and name, content) of each."""
    return [
        (f"{path.name} {found['kind']} {found['metadata']['name']}", found)
        for path in sorted(FOLDER.glob("*.yaml"))
        for found in yaml.safe_load_all(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize(("name", "document"), documents())
def test_the_manifest_is_valid(name: str, document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, VERSION, strict=True)


def test_a_manifest_with_a_misspelt_key_is_not_valid() -> None:
    broken = dict(documents()[0][1])
    broken["spec"] = {**broken["spec"], "replica": 2}

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSION, strict=True)


def test_every_setting_is_one_of_ours() -> None:
    known = {f"NASTASTEG_{name.upper()}" for name in Settings.model_fields}
    named = {
        key
        for _, found in documents()
        if found["kind"] in ("ConfigMap", "Secret")
        for key in {**found.get("data", {}), **found.get("stringData", {})}
        if key.startswith("NASTASTEG_")
    }

    assert named <= known
    assert {"NASTASTEG_DATABASE_URL", "NASTASTEG_REDIS_URL", "NASTASTEG_SECRET_KEY"} <= named


def test_every_service_finds_its_pods() -> None:
    found = [content for _, content in documents()]
    pods = [
        (one["spec"]["template"]["metadata"]["labels"], one["spec"]["template"]["spec"])
        for one in found
        if one["kind"] == "Deployment"
    ]

    for service in (one for one in found if one["kind"] == "Service"):
        wanted = service["spec"]["selector"].items()
        matching = [spec for labels, spec in pods if wanted <= labels.items()]
        assert len(matching) == 1, service["metadata"]["name"]
        port = matching[0]["containers"][0]["ports"][0]["containerPort"]
        assert service["spec"]["ports"][0]["port"] == port


def test_no_container_runs_as_root_or_writes_to_its_own_files() -> None:
    for name, found in documents():
        if found["kind"] not in ("Deployment", "Job"):
            continue
        spec = found["spec"]["template"]["spec"]
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        for container in spec["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True, name
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}, name


def test_the_image_builds_from_what_is_there() -> None:
    said = (Path(ROOT) / "docs" / "deploy" / "Dockerfile").read_text("utf-8")

    assert "make setup model" in said
    assert "USER 10001" in said
