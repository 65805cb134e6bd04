"""Bytes that are no JSON object are refused with a reason, whatever their size and depth."""

from __future__ import annotations

import random

import pytest

from backend.fhir.faults import BundleRefused
from backend.fhir.reading import read_json

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON: Expecting value at line 1, column 1"),
        (b"<Bundle/>", "not JSON"),
        (b'{"a": 1}\n{"a": 2}', "not JSON: Extra data at line 2, column 1"),
        (b'{"a": 1', "not JSON"),
        (b"[1, 2]", "a JSON object was expected"),
        (b'"Bundle"', "a JSON object was expected"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b'{"a": -Infinity}', "-Infinity is not JSON"),
        (b'{"a": 1e999}', "1e999 is larger than a number may be"),
        (b'{"a": ' + b"9" * 5000 + b"}", "integer string conversion"),
        (b'{"a": 1, "b": 2, "a": 3}', "the key 'a' stands twice in one object"),
        ("{'a': 'å'}".encode("latin-1"), "not UTF-8 text (byte 7)"),
        ('{"a": "å"}'.encode("utf-16"), "not UTF-8 text"),
        (b"\xff\xfe\x00", "not UTF-8 text"),
        (b"\x00" * 10, "not JSON"),
    ],
)
def test_what_is_no_json_object_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(BundleRefused) as refusal:
        read_json(content)

    assert why in str(refusal.value)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
@pytest.mark.parametrize("depth", [100, 100_000])
def test_deeply_nested_json_is_refused(opening: bytes, depth: int) -> None:
    closing = b"]" if opening == b"[" else b"}"
    content = b'{"a": ' + opening * depth + b"1" + closing * depth + b"}"

    with pytest.raises(BundleRefused, match="nested too deeply"):
        read_json(content)


def test_five_megabytes_of_junk_are_refused() -> None:
    junk = random.Random(1).randbytes(5 * MEGABYTE)

    with pytest.raises(BundleRefused, match="not UTF-8"):
        read_json(junk)


def test_five_megabytes_of_junk_in_json_are_refused() -> None:
    with pytest.raises(BundleRefused, match="a JSON object was expected"):
        read_json(b"[" + b'"skr\\u00e4p",' * (5 * MEGABYTE // 13) + b"1]")


def test_more_than_is_read_at_all_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.fhir.reading.MAX_BYTES", MEGABYTE)

    with pytest.raises(BundleRefused, match="larger than 1 MB"):
        read_json(b" " * (MEGABYTE + 1))


def test_umlauts_and_a_byte_order_mark_are_read() -> None:
    assert read_json('\ufeff{"a": "åäö ÅÄÖ é 🏥"}'.encode()) == {"a": "åäö ÅÄÖ é 🏥"}
