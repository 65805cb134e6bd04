"""One by one the dangers that the lexicon knows, in the ways in which people write."""

from __future__ import annotations

import pytest

from backend.chat.safety import Safety, check

EMERGENCIES = {
    "chest": [
        "ont i bröstet",
        "ont i bröste",
        "bröstsmärta",
        "mycket ont hjärta",
        "han tar sig för bröstet",
    ],
    "breath": ["kan inte andas", "får ingen luft", "jag inte kan andas", "andnöd", "andas knappt"],
    "choking": ["satte en köttbit i halsen", "hon kvävs"],
    "stroke": ["ansiktet hänger", "mannen sluddrar", "orden kommer fel", "hela sidan är förlamad"],
    "unconscious": ["han är medvetslös", "mamma svarar inte", "går inte att väcka", "livlös"],
    "bleeding": ["det sprutar blod", "blöder och slutar inte", "kräks blod"],
    "pregnancy": ["gravid och blöder", "barnet kommer nu"],
    "allergy": ["anafylaktisk chock", "tungan svullnar"],
    "seizure": ["hon krampar", "epileptiskt anfall som inte går över"],
    "poisoning": ["min tvååring har druckit propplösare", "tog fel insulin av misstag"],
    "infection": ["hög feber och stel i nacken", "feber 40 och förvirrad"],
    "diabetes": ["blodsockret är 1,9"],
    "injury": ["ligger på golvet och kommer inte upp", "hon har blivit påkörd"],
    "fire": ["det brinner i köket"],
    "violence": ["min man slår mig nu", "han hotar mig med kniv"],
    "help": ["ring ambulans", "hjälp han andas inte", "112"],
    "several signs": ["hon är blek, slapp och har frossa"],
}

CRISES = {
    "wish to die": ["jag vill dö", "önskar att jag var död", "vill somna in och aldrig vakna"],
    "not live": ["orkar inte leva", "vill inte finnas", "ser ingen mening med livet"],
    "suicide": ["självmordstankar", "ta mitt liv", "tänker hänga mig", "kms", "unaliva mig"],
    "attempt": ["jag har tagit en överdos", "tagit alla mina sömntabletter"],
    "self-harm": ["jag skär mig", "min dotter har skurit sig", "vill skada mig själv"],
    "burden": ["alla får det bättre utan mig", "ingen skulle sakna mig"],
    "farewell": ["har skrivit avskedsbrev", "ger bort alla sina saker"],
    "means": ["har samlat tabletter hemma", "har snaran klar"],
    "place": ["står på bron och vill hoppa", "ska hoppa framför tåget"],
    "another": ["min son säger att han vill dö", "mamma vill inte leva längre"],
    "fear": ["rädd för vad jag kan göra mot mig själv"],
}

LANGUAGES = [
    ("emergency", "I can't breathe"),
    ("emergency", "لا أستطيع التنفس"),
    ("emergency", "نمی‌توانم نفس بکشم"),
    ("emergency", "en saa henkeä"),
    ("emergency", "neefta ayaa i dhegtay"),
    ("emergency", "nie mogę oddychać"),
    ("emergency", "не можу дихати"),
    ("crisis", "I want to kill myself"),
    ("crisis", "أريد أن أموت"),
    ("crisis", "می‌خواهم بمیرم"),
    ("crisis", "haluan kuolla"),
    ("crisis", "waxaan rabaa inaan dhinto"),
    ("crisis", "chcę umrzeć"),
    ("crisis", "хочу померти"),
]


@pytest.mark.parametrize("text", [text for texts in EMERGENCIES.values() for text in texts])
def test_an_emergency_leads_to_112(text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.kind == "emergency"


@pytest.mark.parametrize("text", [text for texts in CRISES.values() for text in texts])
def test_a_crisis_leads_to_the_suicide_line(text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.kind == "crisis"


@pytest.mark.parametrize(("kind", "text"), LANGUAGES)
def test_the_plainest_cry_for_help_is_read_in_other_languages(kind: str, text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "jag vill dö och kan inte andas",
        "har tagit alla mina tabletter och hjärtat rusar, svimmar",
    ],
)
def test_crisis_wins_over_emergency(text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.kind == "crisis"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("crisis", "min dotter har tagit en överdos alvedon"),
        ("emergency", "han har tagit en överdos heroin och reagerar inte"),
        ("emergency", "min tvååring har ätit mina tabletter"),
    ],
)
def test_an_overdose_is_a_crisis_and_an_accident_an_emergency(kind: str, text: str) -> None:
    found = check(text)
    assert found is not None
    assert found.kind == kind


def test_the_rule_that_fired_is_named_without_the_text() -> None:
    assert check("Gunilla har ont i bröstet") == Safety("emergency", "chest_pain")
