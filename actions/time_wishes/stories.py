"""Tells what is told in passing from what is wished: stories, others' hours, times gone by."""

from actions.time_wishes.clauses import Clause
from actions.time_wishes.items import Mark, Word
from actions.time_wishes.words import word_set

_ASKS_WHEN = word_set("har är får ska finns blir öppnar stänger vill kommer skulle passar")
_THIRD_PARTIES = word_set(
    """
    bussen tåget färjan båten taxin hemtjänsten färdtjänsten sjukresan sjuktransporten
    hantverkaren rörmokaren hantverkarna hantverkare sotaren skjutsen flyget planet städhjälpen
    assistenten
    """
)
_ONLY = word_set("bara endast enbart")
_PAST_VERBS = word_set("var kom blev skrev bröt såg tog sist ringde")
_PAST_ENDINGS = ("ades", "ade", "dde")
_WISHING_PAST = word_set("hade önskade kostade tänkte skulle ville hoppades")

# Words that tell nothing: what is left of a clause without them is a story of the writer's own.
_TELLING_NOTHING = word_set(
    """
    på i den det en ett jag ja vi mig mej oss er ni du till som att om av med för är vore blir
    bli ha har hade få får få kom komma kommer ska skulle vill vilja önskar dag dagen tid tiden
    tider datum kl hej hejsan tack snälla någon något några nån gång under hela själva typ kanske
    nog väl ju då här där hos min mitt mina så sen eventuellt samt vilken vad även gärna helst
    hellre bara endast enbart istället också absolut ev exakt prick allra mellan eller och nästa
    nu redan idag antingen båda dagar Uds Udd Udp U
    """
)


def is_told(clause: Clause) -> bool:
    """Endast förmiddagar. Han blir orolig mot kvällen: a story, and no wish for an evening."""
    return (
        not clause.has(Mark.ABLE, Mark.ALSO, Mark.OR, Mark.DESTINATION, Mark.INSTEAD)
        and clause.joint not in {Mark.ELSE, Mark.NAMELY, Mark.CORRECTS}
        and any(word not in _TELLING_NOTHING for word in clause.words)
    )


def is_past(clause: Clause) -> bool:
    """Jag opererades i januari; sist var i november."""
    return not clause.has(
        Mark.ABLE, Mark.NOT, Mark.DESTINATION, Mark.BAD, Mark.HAS_APPOINTMENT
    ) and any(
        word in _PAST_VERBS or (word.endswith(_PAST_ENDINGS) and word not in _WISHING_PAST)
        for word in clause.words
    )


def is_explanation(clause: Clause) -> bool:
    """När barnen är i skolan; but not: när kan jag få en tid."""
    items = clause.items
    if not (isinstance(items[0], Word) and items[0].text == "när") or len(items) < 2:
        return False
    after = items[1]
    return not (
        after is Mark.ABLE
        or (isinstance(after, Word) and after.text in _ASKS_WHEN)
        or clause.has(Mark.ANY)
    )


def is_of_others(clause: Clause) -> bool:
    """Bussen går nio; hemtjänsten kommer tolv; but not: bussen går bara tisdagar."""
    words = set(clause.words)
    if clause.has(Mark.STATE):
        return True
    return bool(_THIRD_PARTIES & words) and not _ONLY & words


def is_of_timetables(clause: Clause) -> bool:
    """Bussen går bara sju och ett, so that … is what it means for the patient."""
    return bool(_THIRD_PARTIES & set(clause.words))


def is_event(clause: Clause) -> bool:
    """Min syster kommer på fredag: whether that day suits is for the patient to say."""
    return clause.has(Mark.EVENT) and not clause.has(Mark.ABLE) and not _ONLY & set(clause.words)
