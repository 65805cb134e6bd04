"""Writes the report from what is measured: `var/reports/nlu.md` and its pictures."""

from __future__ import annotations

from nlu_report.candidates import OURS, our_settings
from nlu_report.data import REPORTS, TEST, read_utterances, training_fingerprint
from nlu_report.figures import draw
from nlu_report.measure import path_of
from nlu_report.scoring import Measured

_WORST = 10


def main() -> None:
    """Puts the report together and prints it."""
    asked = read_utterances(TEST)
    found = [Measured.of(path, asked) for path in sorted(path_of(OURS, None).parent.glob("*.json"))]
    ours = Measured.of(path_of(OURS, None), asked)
    lines = ["# What is understood", "", *_table(found), "", *_ours(ours)]
    lines += ["", *(f"![]({path.name})" for path in draw(ours, REPORTS)), ""]
    (REPORTS / "nlu.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


def _table(found: list[Measured]) -> list[str]:
    order = sorted(
        found, key=lambda one: (-one.figures["examples"], -one.accuracy(negatives=False))
    )
    rows = [
        f"| {one.figures['name']} | {one.figures['examples']}{_stale(one)} "
        f"| {one.accuracy(negatives=False):.1%} | {one.accuracy(negatives=True):.1%} "
        f"| {one.milliseconds(50):.1f} / {one.milliseconds(95):.1f} "
        f"| {one.figures['training_seconds']:.0f} | {one.figures['memory_mib']:.0f} |"
        for one in order
    ]
    return [
        "| pipeline | trained on | test set | words of danger without danger "
        "| ms a message, p50 / p95 | training, s | memory, MiB |",
        "|---|---|---|---|---|---|---|",
        *rows,
    ]


def _stale(one: Measured) -> str:
    same = one.figures["training_data"] == training_fingerprint()
    return "" if same else " (older data)"


def _ours(ours: Measured) -> list[str]:
    limits = our_settings()["limits"]
    asked, right = ours.unsure(limits["unsure_below"], limits["unsure_between"])
    return [
        f"Asked about: {asked:.1%} of the utterances; of the rest, {right:.1%} are right.",
        "",
        "| intent | precision | recall | utterances |",
        "|---|---|---|---|",
        *(
            f"| {one.intent} | {one.precision:.2f} | {one.recall:.2f} | {one.utterances} |"
            for one in ours.scores()
        ),
        "",
        "| meant | understood as | times |",
        "|---|---|---|",
        *(f"| {meant} | {said} | {times} |" for (meant, said), times in ours.confusions()[:_WORST]),
        "",
        "| confidence | right | utterances |",
        "|---|---|---|",
        *(f"| {sure:.2f} | {right:.2f} | {count} |" for sure, right, count in ours.calibration()),
    ]


if __name__ == "__main__":
    main()
