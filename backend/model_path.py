"""Where the trained model is: it is named after what it was trained from.

So it is trained anew only when that has changed. `python -m backend.model_path` prints the path;
standard library only, because the Makefile asks before anything is installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "bot" / "models"
INPUTS = (
    "bot/config.yml",
    "bot/domain",
    "bot/components/intent_classifier.py",
    "bot/understanding",
    "bot/uv.lock",
    "data/nlu",
    "data/rules",
    "data/lexicon",
    "data/concepts",
)


def model_path() -> Path:
    """The path that the model of the present inputs has, whether or not it is trained."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return MODELS / f"{digest.hexdigest()[:16]}.tar.gz"


def _files() -> Iterator[Path]:
    for name in INPUTS:
        found = ROOT / name
        if found.is_dir():
            yield from sorted(
                path
                for path in found.rglob("*")
                if path.is_file() and path.suffix in (".yml", ".py")
            )
        elif found.is_file():
            yield found


if __name__ == "__main__":
    print(model_path())
