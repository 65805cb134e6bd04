"""Writes every demo contract to `data/contracts/`: `python -m data.contracts.source`."""

from __future__ import annotations

from data.contracts.source.all_contracts import FOLDER, texts


def main() -> None:
    """Write the files that differ, and say which."""
    for name, text in texts().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"{path.relative_to(FOLDER.parents[1])}: written")


if __name__ == "__main__":
    main()
