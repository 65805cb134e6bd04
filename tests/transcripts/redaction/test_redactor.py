"""What a redaction keeps and gives back."""

from __future__ import annotations

from backend.transcripts.redaction import Kind, KnownPerson, Redactor, Span


def test_phrases_to_keep_stay_whatever_they_look_like() -> None:
    keep = Redactor(keep=("Elin Anderssons mottagning", "018-611 00 00"))
    text = "ring Elin Anderssons mottagning på 018-611 00 00"
    assert keep.redact(text).text == text


def test_a_clinic_to_keep_stays_although_it_has_the_patients_name() -> None:
    keep = Redactor(KnownPerson(given=("Elin",)), keep=("Elin Anderssons mottagning",))
    text = "Elin vill till Elin Anderssons mottagning"
    assert keep.redact(text).text == "[namn] vill till Elin Anderssons mottagning"


def test_a_known_number_goes_even_inside_a_phrase_to_keep() -> None:
    keep = Redactor(KnownPerson(phones=("0701740611",)), keep=("växel 070-1740611",))
    assert keep.redact("växel 070-1740611").text == "växel [telefon]"


def test_each_marker_says_its_kind() -> None:
    text = "Anna Ek, 871220-2385, 0701740611, anna@example.se, Storgatan 1"
    redacted = Redactor().redact(text)
    assert redacted.text == "[namn], [personnummer], [telefon], [e-post], [adress]"
    assert [span.kind for span in redacted.spans] == [
        Kind.NAME,
        Kind.PERSONNUMMER,
        Kind.PHONE,
        Kind.MAIL,
        Kind.ADDRESS,
    ]


def test_a_text_without_personal_data_comes_back_as_it_is() -> None:
    redacted = Redactor().redact("När är min tid?")
    assert (redacted.text, redacted.spans) == ("När är min tid?", ())


def test_a_marker_in_a_text_is_left_alone_and_no_word_of_it_is_context() -> None:
    text = "[personnummer] vill avboka 261125 kl 1015"
    assert Redactor().redact(text).text == text


def test_names_side_by_side_become_one_marker() -> None:
    redacted = Redactor().redact("hej Anna Maria Svensson!")
    assert redacted.text == "hej [namn]!"
    assert redacted.spans == (Span(Kind.NAME, 4, 23),)
