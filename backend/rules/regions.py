"""Reads the regions' tables from `data/regions/` and finds a region by its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml
from pydantic import TypeAdapter, ValidationError

from backend.rules.tables import Region

REGIONS_FOLDER = Path(__file__).resolve().parents[2] / "data" / "regions"

_REGION = TypeAdapter(Region)


class RegionDataError(ValueError):
    """A region's file is faulty; the message names the file and each faulty field."""


@dataclass(frozen=True, slots=True)
class Regions:
    """All regions, found by name or alias whatever the case and spacing."""

    _by_name: Mapping[str, Region]

    def find(self, name: str | None) -> Region | None:
        """The region with that name (the top of `Organization.partOf`), or None if unknown."""
        return None if name is None else self._by_name.get(_folded(name))

    def all(self) -> tuple[Region, ...]:
        """Every region once, by name."""
        return tuple(
            sorted({id(r): r for r in self._by_name.values()}.values(), key=lambda r: r.name)
        )


def load_regions(folder: Path = REGIONS_FOLDER) -> Regions:
    """Every `*.yml` of the folder, checked against the schema.

    Raises:
        RegionDataError: a file is not YAML, breaks the schema or claims another region's name.
    """
    by_name: dict[str, Region] = {}
    claimed_in: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        region = _read(path)
        for name in (region.name, *region.aliases):
            key = _folded(name)
            if key in by_name:
                raise RegionDataError(
                    f"{path.name}: aliases: «{name}» is already in {claimed_in[key]}"
                )
            by_name[key] = region
            claimed_in[key] = path.name
    return Regions(MappingProxyType(by_name))


def _read(path: Path) -> Region:
    try:
        # BaseLoader leaves every scalar a text for the schema to read: YAML 1.1 would make an
        # unquoted 10:30 the number 630. It builds no objects, so it is as safe as SafeLoader.
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise RegionDataError(f"{path.name}: not readable as YAML: {fault}") from fault
    try:
        return _REGION.validate_python(content)
    except ValidationError as fault:
        faults = "\n".join(
            f"{path.name}: {'.'.join(str(part) for part in error['loc']) or '(file)'}: "
            f"{error['msg']}"
            for error in fault.errors(include_url=False, include_input=False)
        )
        raise RegionDataError(faults) from fault


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
