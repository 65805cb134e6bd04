"""Times compared with another: samma tid veckan efter, en timme senare, något tidigare."""

import re

from actions.time_wishes.clock import PARTS
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Grain, Item, Offset, Piece
from actions.time_wishes.relations import Relation, RelationKind
from actions.time_wishes.rules import COUNT, GRAMMAR, count_of
from actions.time_wishes.windows import DateRange, Window, at

_FEW = {"någon": (1, 2), "några": (2, 5), "par": (2, 3)}
_SHIFTS = {
    "d": (RelationKind.SHIFT_DAYS, 1),
    "v": (RelationKind.SHIFT_WEEKS, 1),
    "m": (RelationKind.SHIFT_MONTHS, 1),
    "å": (RelationKind.SHIFT_MONTHS, 12),
    "t": (RelationKind.SHIFT_MINUTES, 60),
    "i": (RelationKind.SHIFT_MINUTES, 1),
}
_AMOUNT = rf"(?P<count>{COUNT}|någon|några|(?:ett |en )?par) U(?P<unit>[dvmåti])[sp]"
_LATER = r"(?P<later>senare|fram|därpå|därefter|efteråt|efter)"
_EARLIER = r"(?:tidigare|före|bakåt|dessförinnan)"
_NO_CLOCK = r"(?! (?:P\w|kl|T\S+|halv|kvart|\d+(?= [.,])) )"
"""I veckan efter lunch: after lunch."""
_ON_THE_DAY = 60
"""Om en timme: so many minutes on either side are as good."""

_SOME_DAY = re.compile(r"någon Uds (?:efter|före) (?![.,]|min |mitt |det )")

rule = GRAMMAR.rule


def _relation(*kinds: RelationKind) -> Piece:
    return Piece((Window(relations=tuple(Relation(kind) for kind in kinds)),), Grain.RELATION)


def _shift(unit: str, written: str, sign: int) -> Offset:
    kind, size = _SHIFTS[unit]
    few = written.removeprefix("ett ").removeprefix("en ")
    least, most = _FEW[few] if few in _FEW else (count_of(written),) * 2
    bounds = sorted((sign * least * size, sign * most * size))
    return Offset(kind, bounds[0], bounds[1])


@rule("# en ett någon några par", rf"{_AMOUNT} (?:{_LATER}|{_EARLIER})")
def _shifted(found: re.Match[str], _: Context) -> Item:
    if _SOME_DAY.match(found.string, found.start()):
        # Någon dag efter onsdag: any day after it.
        return Bound.AFTER if found["later"] else Bound.BEFORE
    return _shift(found["unit"], found["count"], 1 if found["later"] else -1)


@rule("någon", r"någon Uds (?:senare|tidigare) samma Uvs")
def _some_day_of_that_week(_: re.Match[str], __: Context) -> Item:
    return Problem.UNCLEAR


@rule("# en halvtimme kvart", rf"(?:en )?(?P<size>halvtimme|kvart) (?:{_LATER}|{_EARLIER})")
def _shifted_by_half_an_hour(found: re.Match[str], _: Context) -> Item:
    minutes = (30 if found["size"] == "halvtimme" else 15) * (1 if found["later"] else -1)
    return Offset(RelationKind.SHIFT_MINUTES, minutes, minutes)


@rule("på i de", rf"(?:på|i|de) {_AMOUNT} (?:efter|därefter|efteråt|framåt)(?= [.,])")
def _for_some_time_after(_: re.Match[str], __: Context) -> Item:
    """Får inte köra bil på två veckor efter: what that makes impossible is not said."""
    return Problem.UNCLEAR


@rule("U", rf"U(?P<unit>[dvm])d (?:{_LATER}|{_EARLIER}){_NO_CLOCK}")
@rule("den på i", rf"(?:den|på|i) U(?P<unit>[dvm])d (?:{_LATER}|{_EARLIER}){_NO_CLOCK}")
def _the_next_or_previous(found: re.Match[str], _: Context) -> Item:
    if found["unit"] == "m" and re.search(r"Um|M\d\d", found.string[: found.start()]):
        return Problem.UNCLEAR
    return _shift(found["unit"], "en", 1 if found["later"] else -1)


@rule(
    "W den på",
    r"(?:den |på )?W(?P<code>[0-6])[sd] (?P<side>efter(?: den)?|därpå|därefter|före)(?= [.,])",
)
def _weekday_after(found: re.Match[str], _: Context) -> Item:
    before = found["side"] == "före"
    kind = RelationKind.WEEKDAY_BEFORE if before else RelationKind.WEEKDAY_AFTER
    return Offset(kind, int(found["code"]), int(found["code"]))


@rule("nästa", r"nästa Ud[sd]")
def _next_day(_: re.Match[str], __: Context) -> Item:
    return Offset(RelationKind.SHIFT_DAYS, 1, 1)


@rule(
    "skjut senarelägg tidigarelägg flytta",
    rf"(?P<verb>skjut|senarelägg|tidigarelägg|flytta)(?P<way> (?:upp|på|fram|bak|bakåt|framåt))?"
    rf"(?: (?!till|från|mot|\.)[a-zåäö]\S*){{0,4}}? (?:med )?{_AMOUNT}(?P<after> (?:upp|på|fram"
    rf"|bak|bakåt|framåt))?",
)
def moved_by(found: re.Match[str], _: Context) -> list[Item] | None:
    """Postponed or brought forward; "flytta fram" is either, as people differ about it."""
    later = _shift(found["unit"], found["count"], 1)
    earlier = _shift(found["unit"], found["count"], -1)
    way = (found["way"] or found["after"] or "").strip()
    if found["verb"] == "tidigarelägg":
        return [earlier]
    if found["verb"] == "senarelägg" or (found["verb"] == "skjut" and way in {"", "upp", "på"}):
        return [later]
    if not way:
        return None
    return [
        Piece(
            tuple(
                Window(relations=(Relation(shift.kind, shift.least, shift.most),))
                for shift in (later, earlier)
            ),
            Grain.RELATION,
        )
    ]


@rule("samma", r"samma (?P<what>tid|tider|klockslag|kl|Uts|Uds|Udd|datum|Uvs|Wv\w|P\w|morgon)")
def _same(found: re.Match[str], _: Context) -> list[Item]:
    what = found["what"]
    if what in {"tid", "tider", "klockslag", "kl", "Uts"}:
        return [_relation(RelationKind.SAME_CLOCK)]
    if what == "Uvs":
        return [_relation(RelationKind.SAME_WEEK)]
    if what.startswith("W"):
        return [_relation(RelationKind.SAME_WEEKDAY)]
    same_day = _relation(RelationKind.SAME_DAY)
    if what == "morgon" or what.startswith("P"):
        part = "m" if what == "morgon" else what[1]
        return [same_day, Piece((at(*PARTS[part]),), Grain.PART_OF_DAY)]
    return [same_day]


@rule("en någon annan", r"(?:(?:en|någon) )?annan (?:Uds|datum)")
def _other_day(_: re.Match[str], __: Context) -> Item:
    return _relation(RelationKind.OTHER_DAY)


_COMPARED = r"(?P<side>senare|tidigare)"


@rule(
    "någon något en lite litet aningen komma kom få bli betydligt mycket ännu desto hellre",
    rf"(?:någon|något|en|lite|litet|aningen|komma|kom|få|bli|betydligt|mycket|ännu|desto|hellre) "
    rf"{_COMPARED}(?! än (?:kl|T|N|\d))"
    rf"(?: (?:tid|tider|besök|Uds|datum))?",
)
@rule("senare tidigare", rf"{_COMPARED} (?:tid|tider|besök|Uds|datum)")
@rule(
    "längre",
    r"längre fram(?! (?:i|under) )"
    r"(?!(?: ,)?(?: (?:runt|kanske|gärna|helst|i|under))* (?:M\d|v \d|Uv|nästa|Y|H))(?P<side>)",
)
@rule("senare tidigare", rf"{_COMPARED}(?= samma | [.,] | (?:men|eller|fast|tack|om) )")
def _earlier_or_later(found: re.Match[str], _: Context) -> Item:
    return _relation(_side(found))


@rule(
    "senare tidigare",
    rf"{_COMPARED} än (?:jag har|den|det|så|planerat|min|mitt|vad|bokat|bokad|tiden)(?: (?:tid"
    rf"|besök|bokade|nuvarande|som|jag|har|är|tiden|nu))*",
)
def _than_the_appointment(found: re.Match[str], _: Context) -> Item:
    return _relation(_side(found))


@rule(
    "före efter",
    r"(?P<side>före|efter) (?:(?:min|vår|hans|hennes)(?: \S+){0,2}? (?:tid|tiden|Uds|besök"
    r"|bokning)"
    r"|(?:den|det)(?: tid| tiden| datum| Uds| Udd| besök)? (?:som )?(?:jag|vi|ni|står)(?: "
    r"nu)?(?: har| fick| fått| gav)?)",
)
def _before_or_after_the_appointment(found: re.Match[str], _: Context) -> Item:
    return _relation(RelationKind.EARLIER if found["side"] == "före" else RelationKind.LATER)


@rule(
    "lite något litet senare tidigare",
    rf"(?:(?:lite|något|litet) )?{_COMPARED} (?:på|under|den) (?:Udd|Uds)",
)
def _earlier_or_later_that_day(found: re.Match[str], _: Context) -> Item:
    later = found["side"] == "senare"
    clock = RelationKind.LATER_CLOCK if later else RelationKind.EARLIER_CLOCK
    return _relation(RelationKind.SAME_DAY, clock)


@rule("inte", r"inte (?:lika|fullt så|riktigt så) (?P<how>tidigt|sent)(?! som)")
def _not_quite_as_early(found: re.Match[str], _: Context) -> Item:
    early = found["how"] == "tidigt"
    return _relation(RelationKind.LATER_CLOCK if early else RelationKind.EARLIER_CLOCK)


def _side(found: re.Match[str]) -> RelationKind:
    return RelationKind.EARLIER if found["side"] == "tidigare" else RelationKind.LATER


@rule("om", rf"om (?P<count>{COUNT}|någon|några|(?:ett )?par) U(?P<unit>[ti])[sp]")
def _in_some_hours(found: re.Match[str], context: Context) -> Item:
    shift = _shift(found["unit"], found["count"], 1)
    now = context.now.hour * 60 + context.now.minute
    window = at(now + shift.least - _ON_THE_DAY // 2, now + shift.most + _ON_THE_DAY // 2)
    today = Window(dates=(DateRange(context.today, context.today),), clock=window.clock)
    return Piece((today,), Grain.DAY)
