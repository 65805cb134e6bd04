"""The labelled utterances beside this file, and measuring the lexicon on such sets.

    python -m tests.chat.safety.sets tests/chat/safety/report.yml
    python -m tests.chat.safety.sets data/nlu

prints, for a file of utterances by kind or for every intent file below a folder, how many of each
kind are read as danger, and which are not read as they are labelled.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from backend.chat.safety import check

HERE = Path(__file__).parent
KINDS = ("emergency", "crisis")


def labelled(name: str) -> dict[str, list[str]]:
    """The utterances of a file here, by `emergency`, `crisis` or `neither`."""
    content: dict[str, list[str]] = yaml.safe_load((HERE / name).read_text("utf-8"))
    return content


def utterances(path: Path) -> Iterator[tuple[str, str]]:
    """Kind and text of everything in a file of either format, or in all files of a folder."""
    if path.is_dir():
        for file in sorted(path.rglob("*.yml")):
            yield from utterances(file)
        return
    content = yaml.safe_load(path.read_text("utf-8"))
    if "nlu" in content:
        for item in content["nlu"]:
            for line in item["examples"].splitlines():
                yield item["intent"], line.removeprefix("- ")
    else:
        for kind, texts in content.items():
            yield from ((kind, text) for text in texts)


def main(paths: list[str]) -> None:
    """Prints the figures and every difference."""
    of_kind: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    same: Counter[str] = Counter()
    differences = []
    for path in paths:
        for label, text in utterances(Path(path)):
            kind = label if label in KINDS else "neither"
            found = check(text)
            of_kind[kind] += 1
            shown[kind] += found is not None
            same[kind] += found is not None and found.kind == kind
            if (found is None) != (kind == "neither") or (found and found.kind != kind):
                said = f"{found.kind} by {found.rule}" if found else "nothing"
                differences.append(f"{label}: read as {said}: {text}")
    for kind, count in of_kind.items():
        share = 100 * shown[kind] / count
        detail = f", as {kind} {same[kind]}" if kind in KINDS else ""
        sys.stdout.write(f"{kind}: {shown[kind]} of {count} shown ({share:.1f} %){detail}\n")
    sys.stdout.write("\n".join(differences) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
