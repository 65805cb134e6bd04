"""What sort of step, mode and level of care a record's words tell of.

Swedish compounds carry their sense last and their subject first ("kranskärlsröntgen"), so terms
are looked for anywhere within the words. The order of the table decides: what stands first wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from backend.contracts.schemas import Kind

_TERMS: tuple[tuple[Kind, str], ...] = (
    (Kind.SIP_MEETING, r"\bsip\b|sip-möte|samordnad individuell plan|vårdplaneringsmöte"),
    (
        Kind.WAITING_FOR_ANSWER,
        r"invänta svar|vänta(r|n)? på (svar|besked|provsvar)|besked om|svar på prov|provsvar"
        r"|remissvar|bedömning av remiss",
    ),
    (Kind.WAITING_FOR_CALL, r"vänta(r|n)? på (kallelse|tid)|kallelse kommer|kallas|väntelista"),
    (
        Kind.FOLLOW_UP,
        r"återbesök|uppföljning|uppföljande|(?<!egen)kontroll(en)?\b|kontrollbesök"
        r"|läkemedelsgenomgång",
    ),
    (
        Kind.SURGERY,
        r"operation|operera|kirurgiskt ingrepp|dagkirurgi|amputation|protesbyte|transplantation",
    ),
    (Kind.SAMPLING, r"provtagning|blodprov|urinprov|\bprov(er)?\b|avföringsprov|cellprov"),
    (
        Kind.EXAMINATION,
        r"röntgen|magnetkamera|\bmr\b|datortomografi|\bdt\b|skikt|ultraljud|mammografi|skopi"
        r"|fotografering|undersökning|utredning|spirometri|\bekg\b|\beeg\b|ekokardiografi|arbetsprov|scintigrafi"
        r"|biopsi|pet-ct|sömnregistrering|polysomnografi|gastro|mätning|synfält|hörselprov|\btest",
    ),
    (Kind.HOME_CARE, r"hemsjukvård|hemtjänst|hembesök|avancerad sjukvård i hemmet|\basih\b"),
    (
        Kind.REHABILITATION,
        r"rehab|fysioterapi|sjukgymnast|arbetsterapi|logoped|träning|hjärtskola|kolskola",
    ),
    (
        Kind.TREATMENT,
        r"behandling(?!skonferens)|dialys|cytostatika|cellgift|strålning|strålbehandling|infusion|injektion"
        r"|dropp|terapi|vaccin|omläggning|blodtransfusion|insättning",
    ),
    (Kind.SELF_CARE, r"egenvård|egenkontroll|mät(a|er)? själv|daglig vikt"),
    (Kind.WAITING_FOR_ANSWER, r"svar på"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _TERMS)
_AROUND_SURGERY = re.compile(
    r"\b(?:inför|efter|före|kring|om)\s+(?:(?:en|din|sin|den|planerad)\s+)?\w*operation(?:en|er)?\b"
)
"""What surrounds an operation is not one: a talk before it, a visit after it."""

_VIDEO = re.compile(
    r"(?<!instruktions)(?<!informations)video(?!-?eeg|film|klipp|fluoro|endoskop|laryngo|nystagmo)"
    r"|digitalt (vård)?(besök|möte)"
)
_PHONE = re.compile(
    r"(?<!mobil)telefon(?!nummer|nr|växel|kö|svar| ?\d| ?:|tid(en|er|erna)? (är|mån|vardag|kl|\d))"
    r"|ringer (upp )?dig(?! (om|med|angående|för att|när)\b)"
)
_HOW_TO_REACH = re.compile(
    r"\b(ring|kontakta|nå|når|nås|avboka|boka (av|om)|omboka|hör av dig)\b(?! dig)"
    r"|\b(vår|våra|mottagningens) telefontid|^\s*(se|titta på) |\btolk"
)
"""Sentences about something else than how the visit is held."""
_SENTENCES = re.compile(r"[.!?\n;]+")

_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "primary",
        re.compile(
            r"vårdcentral|primärvård|hälsocentral|husläkar|distriktssköters|barnavårdscentral"
            r"|\bbvc\b|barnmorskemottagning|ungdomsmottagning|familjeläkar|närakut"
        ),
    ),
    ("dental", re.compile(r"tandvård|tandläk|folktandvård|tandhygien")),
    ("municipal", re.compile(r"kommun|hemtjänst|stadsdel|äldreomsorg|särskilt boende")),
    ("psychiatry", re.compile(r"psykiatri|\bbup\b|beroendemottagning")),
)
_SURGERY_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("day_surgery", re.compile(r"dagkirurg|dagoperation")),
    ("inpatient_surgery", re.compile(r"operation|transplantation|amputation")),
)


def kind_of(*words: str | None) -> Kind | None:
    """The kind that the words tell of, the earlier ones first; `None` when none does."""
    for text in words:
        lowered = _AROUND_SURGERY.sub("", (text or "").casefold())
        for kind, pattern in _COMPILED:
            if pattern.search(lowered):
                return kind
    return None


def mode_of(*words: str | None) -> Literal["visit", "video", "phone"]:
    """Whether a visit is on site, by video or by phone.

    A sentence on how to reach the clinic ("Avboka på telefon") tells nothing of that.
    """
    sentences = [
        sentence
        for text in words
        for sentence in _SENTENCES.split((text or "").casefold())
        if not _HOW_TO_REACH.search(sentence)
    ]
    if any(_VIDEO.search(sentence) for sentence in sentences):
        return "video"
    return "phone" if any(_PHONE.search(sentence) for sentence in sentences) else "visit"


def level_of(clinic_words: Sequence[str | None], visit_words: Sequence[str | None]) -> str:
    """The level of care, as in `backend.rules.tables.CareLevel`, or `municipal`."""
    clinic = " ".join(text for text in clinic_words if text).casefold()
    for level, pattern in _LEVELS:
        if pattern.search(clinic):
            return level
    visit = _AROUND_SURGERY.sub("", " ".join(text for text in visit_words if text).casefold())
    for level, pattern in _SURGERY_LEVELS:
        if pattern.search(f"{visit} {clinic}" if level == "day_surgery" else visit):
            return level
    return "specialised"
