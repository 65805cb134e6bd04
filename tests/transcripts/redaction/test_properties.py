"""What holds of every text, whatever is in it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backend.transcripts.redaction import KnownPerson, Redacted, Redactor, Relative
from tests.transcripts.redaction import spellings
from tests.transcripts.redaction.labelled import generated, handwritten

ON = date(2026, 11, 16)
PERSON = KnownPerson(
    given=("Gun-Britt", "Maj"),
    family=("Söderkvist",),
    numbers=("19610118-2803",),
    phones=("070-174 06 12",),
    emails=("gun@example.se",),
    street="Björkvägen 4 B",
    postal_code="981 37",
    town="Kiruna",
    care_of="Ahlm",
    relatives=(Relative("Bo Ek", ("+46701740613",)),),
)
PIECES = [
    "Anna", "anna", "Björn", "sten", "Svensson", "doktor", "heter", "jag", "min", "man", "hos",
    "och", "Sankt", "Görans", "sjukhus", "vårdcentralen", "kl", "10.15", "251125", "20261125",
    "1015", "871220", "-", "–", "2385", "610118-2803", "0701740612", "+46", "(0)", "noll", "sju",
    "ett", "tjugo", "sextioåtta", "sista fyra", "född", "Storgatan", "12", "lgh 1101", "753 20",
    "Uppsala", "c/o", "@", "example.se", "snabel-a", "[namn]", "[personnummer]", "[", "]", "\n",
    ".", ",", "/", "mvh", "den 3 maj", "maj", "Maj", "Gun", "Britt", "söderqvist", "Bo", "ek",
    "björkvägen", "4b", "kiruna", "\u200b", "İ", "e\u0301", "١٢", "９", "TF12", "S:t", "'", "’s",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=14).map("".join),
)
redactors = st.sampled_from(
    [Redactor(), Redactor(PERSON), Redactor(PERSON, keep=("Sankt Görans sjukhus", "Bo"))]
)


def rebuilt(text: str, redacted: Redacted) -> str:
    """The redacted text made again from the original and the spans."""
    parts, done = [], 0
    for span in redacted.spans:
        parts += [text[done : span.start], span.kind.marker]
        done = span.end
    return "".join([*parts, text[done:]])


@settings(max_examples=400, deadline=None)
@given(text=texts, redactor=redactors)
@example(text="[namn] Anna Svensson", redactor=Redactor())
@example(text="personnummer 871220-2385 vill avboka 251125 1015", redactor=Redactor())
def test_redacting_a_redacted_text_changes_nothing(text: str, redactor: Redactor) -> None:
    once = redactor.redact(text, on=ON).text
    again = redactor.redact(once, on=ON)
    assert again.text == once
    assert again.spans == ()


@settings(max_examples=400, deadline=None)
@given(text=texts, redactor=redactors)
def test_spans_are_in_order_apart_and_make_the_redacted_text(text: str, redactor: Redactor) -> None:
    redacted = redactor.redact(text)
    ends = 0
    for span in redacted.spans:
        assert ends <= span.start < span.end <= len(text)
        ends = span.end
    assert rebuilt(text, redacted) == redacted.text


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(codec=None), max_size=40))
def test_no_text_makes_it_raise(text: str) -> None:
    Redactor(PERSON).redact(text, on=ON)


@settings(max_examples=100, deadline=None)
@given(
    fields=st.fixed_dictionaries(
        {
            "given": st.lists(st.text(max_size=8), max_size=2).map(tuple),
            "family": st.lists(st.text(max_size=8), max_size=2).map(tuple),
            "numbers": st.lists(st.text(max_size=13), max_size=2).map(tuple),
            "phones": st.lists(st.text(max_size=13), max_size=2).map(tuple),
            "emails": st.lists(st.text(max_size=8), max_size=2).map(tuple),
            "street": st.text(max_size=9),
            "postal_code": st.text(max_size=6),
            "town": st.text(max_size=6),
            "care_of": st.text(max_size=6),
        }
    ),
    text=texts,
)
def test_no_record_makes_it_raise(fields: dict[str, Any], text: str) -> None:
    Redactor(KnownPerson(**fields)).redact(text)


@pytest.mark.parametrize("spelling", spellings.PERSONNUMMER)
@pytest.mark.parametrize("around", ["{}", "mitt nummer är {} tack", "{}, kl 10.15", "({})"])
def test_every_spelling_of_the_known_number_is_removed(spelling: str, around: str) -> None:
    written = spellings.PERSONNUMMER[spelling](spellings.Number("19610118", "2803"))
    redacted = Redactor(PERSON).redact(around.format(written)).text
    assert redacted == around.format("[personnummer]")


@pytest.mark.parametrize("spelling", spellings.PERSONNUMMER)
@pytest.mark.parametrize("around", ["{}", "mitt nummer är {} tack", "{}, kl 10.15"])
def test_every_spelling_of_a_strangers_number_is_removed(spelling: str, around: str) -> None:
    written = spellings.PERSONNUMMER[spelling](spellings.Number("19610118", "2803"))
    assert Redactor().redact(around.format(written)).text == around.format("[personnummer]")


@pytest.mark.parametrize("spelling", spellings.PHONE)
@pytest.mark.parametrize("redactor", [Redactor(), Redactor(PERSON)], ids=["stranger", "known"])
def test_every_spelling_of_a_phone_number_is_removed(spelling: str, redactor: Redactor) -> None:
    written = spellings.PHONE[spelling]("0701740612")
    assert redactor.redact(f"ring {written} tack").text == "ring [telefon] tack"


@pytest.mark.parametrize("spelling", spellings.MAIL)
def test_every_spelling_of_a_mail_address_is_removed(spelling: str) -> None:
    written = spellings.MAIL[spelling]("gun", "example.se")
    assert Redactor(PERSON).redact(f"mejla {written} tack").text == "mejla [e-post] tack"


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(["Gun-Britt", "Söderkvist", "Gun", "gun britt", "Gunbritt", "Kiruna"]),
    change=st.sampled_from([str.lower, str.upper, str.title, lambda name: name + "s"]),
    before=st.sampled_from(["", "hej ", "på ", "är ", "kl 8 "]),
    after=st.sampled_from(["", ".", " ringer", ", kl 9"]),
)
def test_every_case_of_a_known_name_is_removed(
    name: str, change: Any, before: str, after: str
) -> None:
    redacted = Redactor(PERSON).redact(before + change(name) + after).text
    assert not re.search(r"gun|britt|kvist|kiruna", redacted, re.IGNORECASE)


@pytest.mark.parametrize("name", ["dev", "report", "second", "third"])
def test_labels_of_the_sets_lie_inside_their_texts(name: str) -> None:
    for turn in (*generated(name), *handwritten(name)):
        for label in turn.labels:
            assert 0 <= label.start < label.end <= len(turn.text), turn.id
            assert turn.text[label.start : label.end].strip(), turn.id
