"""What a text names: its hits, corrected and put together to mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from actions.linking.hits import Hit, hits, one_phrase, separated
from actions.linking.index import Index, Linguist
from actions.linking.people import own_hits
from actions.linking.text import Text

CORRECTION = re.compile(
    r"\b(?:nej (?:jag|ja) menar|(?:jag|ja) menar|menar jag|nej förresten|eller snarare"
    r"|rättare sagt|nej inte|nej vänta|fel av mig)\b"
)
_AND_NOT = re.compile(
    r"(?:^|(?<=,)|\b(?:och|nä|nej)) ?inte (?:den|det|han|hon)\b[^.,?!]*"
    r"|\b(?:i ?stället för|än) (?:den |det )?"
    r"(?:ettan|tvåan|trean|fyran|andra|första|sista|tredje)\b"
)
_ANOTHERS = re.compile(
    r"\b(?:min|mitt|mina)\s(?:\w+\s)?(?:syster|syrra|bror|brorsa|mamma|mor|pappa|far|granne|kompis|vän|väninna"
    r"|fru|hustru|man|make|maka|sambo|dotter|son|barn)\w*\s(?:har|hade|haft|fick|dog|ska|skall|är)\b"
    r"[^.,?!]*?(?=[.,?!]|\b(?:men|så)\b|$)"
)
_NOT_BUT = re.compile(r"\b(?:inte|ej|icke)\b(?P<wrong>[^.?!]{1,80}?)\butan\b")


@dataclass(frozen=True, slots=True)
class Mention:
    """Hits that stand together and may name one thing between them."""

    hits: tuple[Hit, ...]

    @property
    def start(self) -> int:
        """Its first token."""
        return self.hits[0].start

    @property
    def end(self) -> int:
        """The token after its last."""
        return self.hits[-1].end


def mentions(text: Text, index: Index, linguist: Linguist) -> list[Mention]:
    """The mentions of `text` in order. What the patient takes back is left out."""
    care = hits(text, linguist.vocabulary)
    own = own_hits(text, index, linguist.vocabulary, care)
    named = {hit.start for hit in own}
    kept = [hit for hit in care if not (hit.end - hit.start == 1 and hit.start in named)]
    found = corrected(text, sorted([*kept, *own], key=lambda hit: hit.start))
    return _grouped(text, _without_noise(found))


def corrected(text: Text, found: list[Hit]) -> list[Hit]:
    """Leave out what is taken back ("nej jag menar", "inte X utan Y") or is another person's."""
    for match in CORRECTION.finditer(text.lower):
        after = [hit for hit in found if text.tokens[hit.start].start >= match.end()]
        found = after or found
    for match in _ANOTHERS.finditer(text.lower):
        mine = [
            hit for hit in found if not match.start() <= text.tokens[hit.start].start < match.end()
        ]
        found = mine or found
    for match in _NOT_BUT.finditer(text.lower):
        start, end = match.span("wrong")
        wrong = [hit for hit in found if start <= text.tokens[hit.start].start < end]
        after = [hit for hit in found if text.tokens[hit.start].start >= match.end()]
        if after:
            found = [hit for hit in found if hit not in wrong]
    return found


def without_taken_back(text: str) -> str:
    """The text with X of "inte X utan Y" and "Y, inte X" blanked, each letter in its place."""
    for pattern in (_NOT_BUT, _AND_NOT):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text


def _without_noise(found: list[Hit]) -> list[Hit]:
    """Leave out complaints."""
    return [hit for hit in found if not hit.complaint]


def _grouped(text: Text, found: Sequence[Hit]) -> list[Mention]:
    return _naming(_runs(found, lambda left, right: not separated(text, left, right)))


def parts(text: Text, mention: Mention) -> list[Mention]:
    """The smallest phrases of `mention`, for when nothing is all of it."""
    return _naming(_runs(mention.hits, lambda left, right: one_phrase(text, left, right)))


def single(mention: Mention) -> list[Mention]:
    """Each hit of `mention` for itself."""
    return _naming([[hit] for hit in mention.hits])


def _runs(hits: Sequence[Hit], together: Callable[[Hit, Hit], bool]) -> list[list[Hit]]:
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups and together(groups[-1][-1], hit):
            groups[-1].append(hit)
        else:
            groups.append([hit])
    return groups


def _naming(groups: list[list[Hit]]) -> list[Mention]:
    """Leave out what only hints where something is named outright."""
    found = [Mention(tuple(group)) for group in groups]
    named = [mention for mention in found if not all(hit.sense.hint for hit in mention.hits)]
    return named or found


_AND = re.compile(r"[,;/&+]|\b(?:och|samt|å|o|eller|el|plus|då)\b")
_CLAUSE = re.compile(r"[.?!]|\b(?:men|så|eftersom|för att)\b")


def joined_by_and(text: Text, left: Mention, right: Mention) -> bool:
    """Whether two mentions are listed side by side."""
    between = text.between(left.end - 1, right.start)
    return bool(_AND.search(between)) and not _CLAUSE.search(between)
