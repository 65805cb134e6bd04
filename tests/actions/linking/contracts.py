"""Contracts to link texts against, with awkward twins.

`NOW` is Monday 23 November 2026, week 48: Thursday is the 26th, next week begins on the 30th.
"""

from __future__ import annotations

from backend.contracts.schemas import Contract
from tests.actions.linking.builders import (
    a_contact,
    a_contract,
    a_detail,
    a_referral,
    a_task,
    a_visit,
    moment,
)

NOW = moment("2026-11-23 09:00")

HEART = a_contract(
    a_visit("ekg-0", "EKG", "Fysiologiska kliniken", at="2026-11-10 09:00", status="fulfilled"),
    a_visit(
        "hem-1",
        "Hembesök av distriktssköterska",
        "Hemsjukvården Björkhaga",
        at="2026-11-24 09:00",
        who="Britt Sandell",
        role="distriktssköterska",
    ),
    a_visit("prov-1", "Provtagning", "Vårdcentralen Björken", at="2026-11-25 08:00"),
    a_visit("lungrtg-1", "Lungröntgen", "Röntgenmottagningen", at="2026-11-26 10:00"),
    a_visit(
        "fys-1",
        "Träning hos fysioterapeut",
        "Rehab Björken",
        at="2026-11-30 15:00",
        who="Johan Åberg",
        role="fysioterapeut",
    ),
    a_visit(
        "hjart-1",
        "Läkarbesök",
        "Kardiologmottagningen",
        at="2026-12-01 13:30",
        who="Erik Lindgren",
        role="överläkare, kardiolog",
    ),
    a_visit("ogon-1", "Bedömning inför starroperation", "Ögonmottagningen", at="2026-12-03 10:15"),
    a_visit("spiro-1", "Spirometri", "Fysiologiska kliniken", at="2026-12-04 09:00"),
    a_visit(
        "diab-1",
        "Årskontroll",
        "Vårdcentralen Björken",
        at="2026-12-07 11:00",
        service="Diabetesmottagning",
        who="Maria Ek",
        role="diabetessköterska",
    ),
    a_visit(
        "tel-1",
        "Telefonuppföljning hjärtsvikt",
        "Kardiologmottagningen",
        at="2026-12-09 14:30",
        who="Sara Nilsson",
        role="hjärtsviktssköterska",
    ),
    a_visit("sip-1", "SIP-möte", "Björkhaga kommun"),
    a_detail("plan-heart", 12, "Hjärtskola"),
    a_referral("starr", "Starroperation", "Ögonkliniken S:t Erik"),
    a_task("vikt", "Väg dig varje morgon"),
    a_task("lista", "Uppdatera läkemedelslistan", owner_name="Vårdcentralen Björken"),
    a_contact(
        "PractitionerRole/karin",
        "Karin Holm",
        role="samordnande vårdkontakt",
        organization="Vårdcentralen Björken",
        coordinator=True,
    ),
    a_contact("HealthcareService/hem", "Hemsjukvården Björkhaga"),
    a_contact("HealthcareService/vc", "Vårdcentralen Björken"),
    a_contact("HealthcareService/rontgen", "Röntgenmottagningen"),
    a_contact("HealthcareService/rehab", "Rehab Björken"),
    a_contact("HealthcareService/hjart", "Kardiologmottagningen"),
    a_contact("HealthcareService/ogon", "Ögonmottagningen"),
    a_contact("HealthcareService/dietist", "Dietistmottagningen"),
)
"""Heart failure, KOL, diabetes and starr; a step, a referral and a meeting without a time."""

_GYM = ("Besök hos fysioterapeut", "Rehabmottagningen")

TWINS = a_contract(
    a_visit("ekg-0", "EKG", "Fysiologmottagningen", at="2026-11-02 09:00", status="fulfilled"),
    a_visit("gym-1", *_GYM, at="2026-11-25 13:00", who="Lisa Lindgren", role="fysioterapeut"),
    a_visit("knartg-1", "Röntgen knä", "Röntgenmottagningen", at="2026-11-26 10:00"),
    a_visit(
        "kur-x",
        "Samtal med kurator",
        "Kuratorsmottagningen",
        at="2026-11-27 11:00",
        status="cancelled",
        who="Lena Lindgren",
        role="kurator",
    ),
    a_visit(
        "ort-1",
        "Läkarbesök",
        "Ortopedmottagningen",
        at="2026-12-01 09:00",
        who="Per Svensson",
        role="ortoped",
    ),
    a_visit("prov-1", "Blodprovstagning", "Provtagningscentralen", at="2026-12-01 14:00"),
    a_visit("gym-2", *_GYM, at="2026-12-02 13:00", who="Lisa Lindgren", role="fysioterapeut"),
    a_visit("dt-1", "Datortomografi buk", "Röntgenmottagningen", at="2026-12-03 14:20"),
    a_visit("ekg-1", "EKG", "Fysiologmottagningen", at="2026-12-08 08:30"),
    a_visit(
        "ort-2",
        "Återbesök",
        "Ortopedmottagningen",
        at="2026-12-15 09:30",
        who="Per Svensson",
        role="ortoped",
    ),
    a_referral("knaop", "Operation av knä", "Ortopedkliniken"),
    a_contact("HealthcareService/ort", "Ortopedmottagningen"),
)
"""Two x-rays, two visits on one day, a clinic twice, done and booked of one sort, two Lindgren."""

BREAST = a_contract(
    a_visit(
        "mammo-0", "Mammografi", "Mammografienheten", at="2026-10-26 09:00", status="fulfilled"
    ),
    a_visit(
        "us-0", "Ultraljud bröst", "Röntgenavdelningen", at="2026-10-28 10:00", status="fulfilled"
    ),
    a_visit("narkos-1", "Narkosbedömning", "Preoperativa mottagningen", at="2026-11-25 10:30"),
    a_visit(
        "op-1",
        "Bröstoperation",
        "Kirurgkliniken",
        at="2026-11-27 07:15",
        who="Hanna Wester",
        role="kirurg",
    ),
    a_visit(
        "tel-1",
        "Telefonsamtal med kontaktsjuksköterska",
        "Bröstmottagningen",
        at="2026-11-30 10:00",
        who="Anna Berg",
        role="kontaktsjuksköterska",
    ),
    a_visit(
        "kur-1",
        "Samtal med kurator",
        "Kirurgkliniken",
        at="2026-12-01 11:00",
        who="Eva Lund",
        role="kurator",
    ),
    a_visit(
        "onko-1",
        "Nybesök",
        "Onkologmottagningen",
        at="2026-12-14 13:00",
        who="Anders Berg",
        role="onkolog",
    ),
    *(
        a_visit(f"cyto-{n}", f"Cytostatikabehandling, kur {n}", "Onkologiska dagvården", at=at)
        for n, at in enumerate(("2026-12-21 09:00", "2027-01-11 09:00", "2027-02-01 09:00"), 1)
    ),
    a_detail("plan-breast", 9, "Strålbehandling"),
    a_detail("plan-breast", 10, "Väntan på provsvar, vävnadsprov"),
    a_contact("PractitionerRole/anna", "Anna Berg", role="kontaktsjuksköterska", coordinator=True),
    a_contact("Practitioner/lund", "Eva Lund", role="kurator"),
    a_contact("HealthcareService/kir", "Kirurgkliniken"),
    a_contact("HealthcareService/onko", "Onkologmottagningen"),
)
"""Breast cancer: a series of treatments, steps without a time, two Berg."""

TEEN = a_contract(
    a_visit(
        "vacc-1",
        "HPV-vaccination",
        "Elevhälsan",
        at="2026-11-24 12:30",
        role="skolsköterska",
    ),
    a_visit(
        "psy-1",
        "Videosamtal med psykolog",
        "BUP-mottagningen",
        at="2026-11-26 15:00",
        who="Sofia Lindqvist",
        role="psykolog",
    ),
    a_visit("tand-1", "Tandreglering", "Folktandvården Eken", at="2026-11-30 14:10"),
    a_visit("npu-1", "Neuropsykiatrisk utredning", "BUP-mottagningen", at="2026-12-02 09:00"),
    a_visit("hud-1", "Besök hos hudläkare", "Hudmottagningen", at="2026-12-04 08:45"),
    a_visit(
        "diet-1",
        "Besök hos dietist",
        "Barnmottagningen",
        at="2026-12-10 10:00",
        who="Ylva Ström",
        role="dietist",
    ),
    a_visit("log-w", "Logopedbedömning", "Logopedmottagningen"),
    a_task("somn", "Skriv sömndagbok"),
)
"""A teenager: BUP twice, school, teeth, and an invitation without a time."""

KIDNEY = a_contract(
    a_visit(
        "mr-0",
        "Magnetkamera huvud",
        "Röntgenmottagningen",
        at="2026-11-05 09:00",
        status="fulfilled",
    ),
    *(
        a_visit(f"dia-{n}", "Hemodialys", "Dialysmottagningen", at=f"2026-11-{day} 13:00")
        for n, day in enumerate((23, 25, 27), 1)
    ),
    a_visit("ulj-1", "Ultraljud njurar", "Röntgenmottagningen", at="2026-11-26 08:20"),
    a_visit(
        "fot-1",
        "Medicinsk fotvård",
        "Fotvården Linden",
        at="2026-11-30 11:15",
        role="fotterapeut",
    ),
    a_visit("somn-1", "Sömnregistrering", "Sömnlaboratoriet", at="2026-12-03 19:00"),
    a_visit("oron-1", "Hörselprov", "Öron-, näs- och halsmottagningen", at="2026-12-07 09:20"),
    a_visit(
        "njur-1",
        "Läkarbesök",
        "Njurmedicinska mottagningen",
        at="2026-12-08 10:40",
        who="Olof Palmgren",
        role="njurläkare",
    ),
    a_visit("gastro-1", "Gastroskopi", "Endoskopimottagningen", at="2026-12-11 07:45"),
    a_visit("uro-1", "Läkarbesök", "Urologmottagningen", at="2026-12-16 14:00"),
    a_visit("kolo-1", "Koloskopi", "Endoskopimottagningen", at="2026-12-18 08:00"),
    a_visit("endo-1", "Återbesök", "Endokrinologmottagningen", at="2027-01-12 09:00"),
    a_referral("transpl", "Utredning inför njurtransplantation", "Transplantationsmottagningen"),
    a_contact("HealthcareService/dialys", "Dialysmottagningen"),
    a_contact("HealthcareService/njur", "Njurmedicinska mottagningen"),
    a_contact("HealthcareService/fot", "Fotvården Linden"),
    a_contact("Organization/transpl", "Transplantationsmottagningen"),
)
"""Dialysis three days a week and a calendar full of different examinations."""

EMPTY = a_contract()

CONTRACTS: dict[str, Contract] = {
    "heart": HEART,
    "twins": TWINS,
    "breast": BREAST,
    "teen": TEEN,
    "kidney": KIDNEY,
    "empty": EMPTY,
}
