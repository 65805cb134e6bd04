"""Swedish words for days, months, numbers and clocks, also as they are often misspelt."""

from __future__ import annotations

NUMBERS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "noll", "ett en", "två tu", "tre", "fyra fyr", "fem", "sex", "sju", "åtta", "nio nie",
            "tio tie", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton",
            "arton aderton", "nitton", "tjugo tjuge", "tjugoett", "tjugotvå", "tjugotre",
        )
    )
    for word in words.split()
}  # fmt: skip

ORDINALS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "första förste fösta", "andra andre", "tredje tredjje", "fjärde", "femte", "sjätte",
            "sjunde", "åttonde", "nionde", "tionde", "elfte", "tolfte", "trettonde", "fjortonde",
            "femtonde",
            "sextonde", "sjuttonde", "artonde adertonde", "nittonde", "tjugonde", "tjugoförsta",
            "tjugoandra", "tjugotredje", "tjugofjärde", "tjugofemte", "tjugosjätte", "tjugosjunde",
            "tjugoåttonde", "tjugonionde", "trettionde", "trettioförsta",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip

WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "måndag månda måndan måndagen mån mandag mondag",
            "tisdag tisda tisdan tisdagen tis",
            "onsdag onsda onsdan onsdagen ons onstag",
            "torsdag torsda torsdan torsdagen tors tor tosdag torsdagn thorsdag",
            "fredag freda fredan fredagen fre fredaj",
            "lördag lörda lördan lördagen lör lordag",
            "söndag sönda söndan söndagen sön sondag",
        )
    )
    for word in words.split()
}

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "januari jan januar", "februari feb februar", "mars", "april apr", "maj", "juni jun",
            "juli jul.", "augusti aug", "september sept sep", "oktober okt october",
            "november nov", "december dec desember",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip


def alternatives(words: dict[str, int]) -> str:
    """A pattern of any of `words`, the longest first."""
    return "|".join(sorted((word.replace(".", r"\.") for word in words), key=len, reverse=True))
