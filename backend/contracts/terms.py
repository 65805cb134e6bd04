"""The systems and extensions that the mapping uses, by their URLs."""

from __future__ import annotations

BOOKING_RULES = "https://nasta-steg.se/fhir/booking-rules"
RELATIVE_TIME = "https://nasta-steg.se/fhir/relative-time"

IDENTIFIER_KINDS = {
    "http://electronichealth.se/identifier/personnummer": "personnummer",
    "urn:oid:1.2.752.129.2.1.3.1": "personnummer",
    "http://electronichealth.se/identifier/samordningsnummer": "samordningsnummer",
    "urn:oid:1.2.752.129.2.1.3.3": "samordningsnummer",
    "http://electronichealth.se/identifier/nationelltReservnummer": "reservnummer",
    "urn:oid:1.2.752.74.9.1": "reservnummer",
}

HSA_SYSTEMS = frozenset({"urn:oid:1.2.752.29.4.19", "urn:oid:1.2.752.129.2.1.4.1"})

SUBJECT_FIELDS = ("subject", "patient", "for", "beneficiary")
"""Where a patient's own resource says whom it is about."""

SHARED_TYPES = frozenset(
    {
        "Organization",
        "HealthcareService",
        "Location",
        "Practitioner",
        "PractitionerRole",
        "Schedule",
        "Slot",
    }
)
"""Resources that belong to the care, not to one patient; they may stand in several Bundles."""

PROTECTED_CODES = frozenset({"sekretessmarkering", "skyddadFolkbokforing"})
