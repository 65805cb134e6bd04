"""The words of time: the forms that people write, and the canonical token that rules know them by.

| token | meaning |
|---|---|
| `W2s` | weekday 0–6, `v` vardag, `h` helg; `s` tisdag, `d` -en, `p` -ar, `g` -ens, `x` tisdags |
| `X1` | a weekday of two letters, which is one only beside another time |
| `M11` `O3` `25` | month; ordinal; number |
| `Pm` `Pf` `Pl` `Pe` `Pk` `Pn` | morgon, förmiddag, lunch, eftermiddag, kväll, natt |
| `Uds` … | `d` dag, `v` vecka, `m` månad, `å` år, `t` timme, `i` minut; `s d p g` as above |
| `Hjulafton` | a holiday in `holidays.NAMES` |

To add a word, add its form to its line. `spelling` finds one wrong letter and missing å, ä, ö.
"""

from collections.abc import Iterator
from itertools import product

Forms = dict[str, str]

_WEEKDAYS = """
    0 mån månd: månda mondag månnda måndas
    1 tis tisd: tisda tessda tisdas tista
    2 ons onsd: onsda onsta onsdas
    3 tors tor torsd: torsda tossda tosda tosdag tossdag torsdas torda torsta
    4 fre fred: fredda freda fredaj fredas
    5 lör lörd: lörda lödda lödag lördas
    6 sön sönd: sönda söndas
"""
_TWO_LETTERS = ("må", "ti", "on", "to", "fr", "lö", "sö")

_PARTS = """
    m: morgonen morgnar morgnarna morgontid morgontider mornar mornarna morronen mårronen bitti
       ottan morgonkvisten morgonkulan morgonsidan
    f: förmiddag förmiddagen förmiddagar förmiddagarna förmiddagstid förmiddagstider fm förmidda
       förmiddan formiddag föremiddag fmiddag
    l: lunch lunchen lunchtid lunchtider lunchdags lunchrast lunchrasten lunchtimmen
    e: eftermiddag eftermiddagen eftermiddagar eftermiddagarna eftermiddagstid eftermiddagstider em
       eftermidda eftermiddan ettermiddag ettermidda ettermiddan efterm emiddag efermiddag
       eftermedag eftermedda äftermiddag
    k: kväll kvällen kvällar kvällarna kvällstid kvällstider kvälls kvällskvisten kvällssidan afton
       aftonen
    n: natt natten nätter nattetid nattid
"""
_PLURAL_PARTS = ("ar", "arna", "er", "erna", "tider")
_SHORTEST_ENDING = 4

_NUMBERS = """
    0: noll
    2: två tvo
    3: tre
    4: fyra fyr
    5: fem
    6: sex
    7: sju
    8: åtta
    9: nio nie
    10: tio tie
    11: elva
    12: tolv tålv
    13: tretton
    14: fjorton
    15: femton
    16: sexton
    17: sjutton
    18: arton
    19: nitton
    20: tjugo tjuge tju
    30: trettio tretti
    40: fyrtio förti fyrti
    50: femtio femti
    60: sextio
    70: sjuttio
    80: åttio
    90: nittio
"""
_ORDINALS = """
    första/förste/fösta/försa/förta andra/andre tredje fjärde femte sjätte sjunde åttonde nionde
    tionde elfte tolfte trettonde fjortonde femtonde sextonde sjuttonde artonde nittonde tjugonde
"""

_OTHERS = """
    Wvs: arbetsdag veckodag
    Wvp: arbetsdagar arbetsdagarna veckodagar veckodagarna
    Whs: helg hälg veckoslut
    Whd: helgen hälgen helga helgn veckoslutet
    Whp: helger helgerna helgtid helgtider helgdagar
    Whg: helgens

    M01: januari jan janu
    M02: februari feb febr
    M03: mars mar
    M04: april apr apirl apil aprill
    M05: maj mai
    M06: juni jun
    M07: juli
    M08: augusti aug
    M09: september sept sep
    M10: oktober okt
    M11: november nov
    M12: december dec

    Uds: dag da
    Udd: dagen dan
    Udp: dagar dagarna dar dagars dygn
    Udg: dagens
    Uvs: vecka veka veca vcka vecca vekka wecka vecak veckka
    Uvd: veckan vekan veckann vekkan wekan veckna
    Uvp: veckor veckorna veckors vekor
    Uvg: veckas veckans
    Ums: månad
    Umd: månaden
    Ump: månader månaderna
    Umg: månads månadens
    Uås: år
    Uåd: året
    Uåg: års årets
    Uts: timme timma
    Utd: timmen timman
    Utp: timmar tim
    Uis: minut
    Uip: minuter

    Hjul: jul julen julhelgen juldagarna
    Hjulafton: julafton julaftonen julaftons dopparedagen dopparedan
    Hjuldagen: juldagen juldag
    Hmellandagarna: mellandagarna mellandagar
    Hnyår: nyår nyåret nyårshelgen
    Hnyårsafton: nyårsafton nyårsaftonen
    Hnyårsdagen: nyårsdagen nyårsdag årsskiftet
    Htrettondagsafton: trettondagsafton trettondagsaftonen
    Htrettondagen: trettondagen trettondag trettondan
    Htrettonhelgen: trettonhelgen trettondagshelgen
    Htjugondagknut: knut tjugondag tjugondagknut
    Hfettisdagen: fettisdagen fettisdag semmeldagen
    Hstilla_veckan: påskveckan dymmelveckan
    Hskärtorsdagen: skärtorsdagen skärtorsdag
    Hlångfredagen: långfredagen långfredag
    Hpåskafton: påskafton påskaftonen
    Hpåskdagen: påskdagen påskdag
    Hpåsk: påsk påsken påskhelgen påskhelg
    Hvalborg: valborg valborgsmässoafton valborgsmässoaftonen
    Hkristi_himmelsfärd: himmelsfärd himmelsfärdsdag himmelsfärdsdagen himmelsfärden
        kristihimmelsfärd
    Hklämdagen: klämdagen klämdag
    Hpingst: pingst pingsten pingsthelgen
    Hpingstafton: pingstafton
    Hpingstdagen: pingstdagen pingstdag
    Hnationaldagen: nationaldagen nationaldag nationaldan
    Hmidsommar: midsommar midsommaren midsommarhelgen
    Hmidsommarafton: midsommarafton midsommaraftonen
    Hmidsommardagen: midsommardagen midsommardag
    Hhalloween: halloween
    Hallhelgonahelgen: allhelgona allhelgonahelgen allahelgona allahelgonahelgen
    Halla_helgons: allahelgons allahelgonsdag
    Hlucia: lucia luciadagen luciadag luciamorgonen
    Hsportlovet: sportlovet sportlov sportlovs sportlovsveckan vinterlovet vinterlov februarilovet
    Hpåsklovet: påsklovet påsklov påsklovsveckan
    Hsommarlovet: sommarlovet sommarlov
    Hhöstlovet: höstlovet höstlov höstlovsveckan läslovet
    Hjullovet: jullovet jullov
    Hjulafton Uvd: julveckan
    Hnyårsafton Uvd: nyårsveckan
    Hmidsommarafton Uvd: midsommarveckan
    Hlucia Uvd: luciaveckan
    Hpingstafton Uvd: pingstveckan

    idag: idag ida idak
    imorgon: imorgon imorn imon imorrn imorron imårn imårrn imorrgon imorgen imårron imorogn imora
             imrogn imron imårr imårron
    iövermorgon: iövermorgon iövermorn övermorgon övermorn iövermorron övermorron iövemorgon
        ovrmorgon
    idag Pk: ikväll ikvälle ikvell
    idag Pe: ieftermiddag
    idag Pf: iförmiddag
    igår: igår iförrgår förrgår imorse
    inatt: inatt
    morgon: morgon mogon morogn morgn mrogon morgonn morron mårron moron mornn morrn mårn morn
    nästa: nästa nåsta nesta näst nxt näsat nässta nästta näasta näästa naesta nessta
    nästa nästa: nästnästa övernästa
    nästa Uvs: nästavecka
    nästkommande: nästkommande instundande
    kommande: kommande stundande
    varannan: varannan vartannat varannen
    jämna: jämna jämn jämnt
    udda: udda ojämna ojämn
    halv: halv halva
    kvart: kvart kvarten
    kl: kl klockan klocka klokan klåckan klocken klo
    v: v w vk vnr
"""

_LONG, _LONG_DAY = 7, 6
_DAY_ENDINGS = ("dag", "dagen", "dagar", "dagarna")


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def table(text: str) -> Iterator[tuple[str, list[str]]]:
    """The lines `name: form form …` of a text; one without a colon goes on with the last."""
    name, forms = "", list[str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        head, colon, rest = line.rpartition(":")
        if colon and name:
            yield name, forms
        name, forms = (head, rest.split()) if colon else (name, forms + line.split())
    yield name, forms


def time_words() -> Forms:
    """Each form in lower case, and its canonical tokens separated by spaces."""
    forms = {form: token for token, written in table(_OTHERS) for form in written}
    forms |= {
        f"{form}s": token for form, token in forms.items() if token[0] == "M" and len(form) > 4
    }
    for names, dialect in table(_WEEKDAYS):
        code, *short = names.split()
        _add_weekday(forms, code, f"{short[0]}dag")
        forms |= dict.fromkeys(short, f"W{code}s")
        for name in dialect:
            _add_weekday(forms, code, name)
        forms[_TWO_LETTERS[int(code)]] = f"X{code}"
    _add_weekday(forms, "v", "vardag")
    _add_compounds(forms, "h", "helg")
    for code, written in table(_PARTS):
        forms |= dict.fromkeys(written, f"P{code}")
    _add_numbers(forms)
    return forms


def is_misspellable(form: str, tokens: str) -> bool:
    """Whether a word one letter away can hardly be anything else: long names of days and months."""
    if tokens[0] == "W" and "dag" not in form:
        return False
    return len(form) >= _LONG or (len(form) >= _LONG_DAY and form.endswith(_DAY_ENDINGS))


def _add_weekday(forms: Forms, code: str, name: str) -> None:
    definite = f"{name}en" if name.endswith("g") else f"{name}n"
    plural = (
        [f"{name}ar", f"{name}er", f"{name}arna"]
        if name.endswith("g")
        else [f"{name}r", f"{name}ar"]
    )
    forms |= dict.fromkeys([definite, f"{name}n"], f"W{code}d")
    forms |= dict.fromkeys(plural, f"W{code}p")
    forms |= {name: f"W{code}s", f"{definite}s": f"W{code}g", f"{name}s": f"W{code}x"}
    _add_compounds(forms, code, name)


def _add_compounds(forms: Forms, code: str, name: str) -> None:
    """Onsdagskvällar, måndagmorgon, tisdagseftermiddagen."""
    for part, written in table(_PARTS):
        endings = [ending for ending in written if len(ending) >= _SHORTEST_ENDING]
        for ending in [*endings, "morgon"] if part == "m" else endings:
            form = "p" if ending.endswith(_PLURAL_PARTS) else "d" if ending.endswith("en") else "s"
            for joint in ("", "s"):
                forms.setdefault(f"{name}{joint}{ending}", f"W{code}{form} P{part}")


def _add_numbers(forms: Forms) -> None:
    numbers = {int(number): written for number, written in table(_NUMBERS)}
    ordinals = [written.split("/") for written in _ORDINALS.split()]
    units = {1: ["en", "ett"], **{number: numbers[number] for number in range(2, 10)}}
    for number, written in numbers.items():
        forms |= dict.fromkeys(written, str(number))
    for number, written in enumerate(ordinals, 1):
        forms |= dict.fromkeys(written, f"O{number}")
    forms["trettionde"] = "O30"
    for tens, unit in product((20, 30, 40, 50), units):
        for ten in numbers[tens]:
            forms |= {f"{ten}{name}": str(tens + unit) for name in units[unit]}
            forms |= {f"{ten}{name}": f"O{tens + unit}" for name in ordinals[unit - 1]}
    for hour in range(1, 13):
        for name in numbers[hour] if hour > 1 else ["ett"]:
            token = "ett" if hour == 1 else str(hour)
            forms |= {f"halv{name}": f"halv {token}", f"{name}tiden": f"{token} tiden"}
