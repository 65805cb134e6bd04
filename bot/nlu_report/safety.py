"""The words of danger and the model together; runs in the project's environment, not in Rasa's."""

from __future__ import annotations

from backend.chat.safety import check
from backend.parsing import Parser
from nlu_report.data import NEGATIVES, REPORTS, TEST, Utterance, read_utterances

_DANGERS = ("emergency", "crisis")


def main() -> None:
    """Writes `var/reports/nlu-safety.md` and prints it."""
    parser = Parser()
    asked = read_utterances(TEST)
    shown = {one: parser.parse(one.text)["safety"] is not None for one in asked}
    by_words = {one: check(one.text) is not None for one in asked}
    groups = {
        "emergency and crisis": [one for one in asked if one.intent in _DANGERS],
        "all else": [one for one in asked if one.intent not in _DANGERS and one.voice != NEGATIVES],
        "words of danger without danger": [one for one in asked if one.voice == NEGATIVES],
    }
    lines = ["| utterances | number | shown help | by the words alone |", "|---|---|---|---|"]
    for name, group in groups.items():
        lines.append(
            f"| {name} | {len(group)} | {_share(group, shown)} | {_share(group, by_words)} |"
        )
    missed = [one.text for one in groups["emergency and crisis"] if not shown[one]]
    needless = [f"{one.intent}: {one.text}" for one in groups["all else"] if shown[one]]
    lines += ["", "Missed:", *(f"- {text}" for text in missed or ["none"])]
    lines += ["", "Shown without danger:", *(f"- {text}" for text in needless or ["none"])]
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / "nlu-safety.md").write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


def _share(group: list[Utterance], found: dict[Utterance, bool]) -> str:
    number = sum(found[one] for one in group)
    return f"{number} ({number / len(group):.1%})"


if __name__ == "__main__":
    main()
