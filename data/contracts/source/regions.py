"""The regions and municipalities, and telephone numbers that ring nowhere.

The regions are real, so that their tables in `data/regions/` are found by name. Every hospital,
clinic, street and person is invented. HSA-ids carry a region's real organisation number and a T
for test. The numbers are those that PTS keeps for books and films.
"""

from __future__ import annotations

from data.contracts.source.fhir import organization

STOCKHOLM = organization("rs", "SE2321000016-T000", "Region Stockholm")
UPPSALA = organization("ru", "SE2321000024-T000", "Region Uppsala")
OSTERGOTLAND = organization("ro", "SE2321000040-T000", "Region Östergötland")
JONKOPING = organization("rj", "SE2321000057-T000", "Region Jönköpings län")
VASTRA_GOTALAND = organization("vgr", "SE2321000131-T000", "Västra Götalandsregionen")
VARMLAND = organization("rvl", "SE2321000156-T000", "Region Värmland")
VASTMANLAND = organization("rvm", "SE2321000172-T000", "Region Västmanland")
SKANE = organization("rsk", "SE2321000255-T000", "Region Skåne")


def phone(area: str, number: int) -> str:
    """A number of PTS's for fiction: area `08`, `031`, `040`, `0980` or `070`, number 0 to 99.

    Raises:
        KeyError, ValueError: there is no such number.
    """
    first = 5 if area == "070" else 0
    if not first <= number <= 99:
        raise ValueError(f"{area}: {number} is not among the numbers for fiction")
    return {
        "08": f"08-465 004 {number:02d}",
        "031": f"031-390 06 {number:02d}",
        "040": f"040-628 04 {number:02d}",
        "0980": f"0980-319 2{number:02d}",
        "070": f"070-174 06 {number:02d}",
    }[area]
