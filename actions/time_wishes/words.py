"""The words of time: every form that people write, and the canonical token that the rules know it by.

| token | meaning |
|---|---|
| `W2s` | weekday 0–6, `v` vardag or `h` helg; `s` tisdag, `d` tisdagen, `p` tisdagar, `g` tisdagens, `x` tisdags |
| `X1` | a weekday of two letters, which is one only beside another time |
| `M11` `O3` | month; ordinal |
| `Pm` `Pf` `Pl` `Pe` `Pk` `Pn` | morgon, förmiddag, lunch, eftermiddag, kväll, natt |
| `Uds` … | unit: `d` dag, `v` vecka, `m` månad, `å` år, `t` timme, `i` minut; `s`, `d`, `p`, `g` as above |
| `Hjulafton` | a holiday in `holidays.NAMES` |
| `25` | a number, also from words |

To add a word, add its form here; misspellings by one letter and missing å, ä, ö are found by `spelling`.
"""

from itertools import product

Forms = dict[str, str]

_DAYS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_SHORT = ("mån månd", "tis tisd", "ons onsd", "tor tors torsd", "fre fred", "lör lörd", "sön sönd")
_DIALECT = (
    "månda mondag månnda måndas", "tisda tessda tisdas tista", "onsda onsta onsdas",
    "torsda tossda tosda tosdag tossdag torsdas", "fredda freda fredaj fredas", "lörda lödda lödag lördas",
    "sönda söndas",
)  # fmt: skip
_TWO_LETTERS = ("må", "ti", "on", "to", "fr", "lö", "sö")

_PARTS = {
    "m": "morgonen morgnar morgnarna morgontid morgontider mornar mornarna morronen mårronen bitti "
    "ottan morgonkvisten morgonkulan morgonsidan",
    "f": "förmiddag förmiddagen förmiddagar förmiddagarna förmiddagstid förmiddagstider fm förmidda "
    "förmiddan formiddag föremiddag fmiddag förmiddagsbesök",
    "l": "lunch lunchen lunchtid lunchtider lunchdags lunchrast lunchrasten lunchtimmen",
    "e": "eftermiddag eftermiddagen eftermiddagar eftermiddagarna eftermiddagstid eftermiddagstider em "
    "eftermidda eftermiddan ettermiddag ettermidda ettermiddan efterm emiddag efermiddag eftermedag eftermedda eftermidag äftermiddag",
    "k": "kväll kvällen kvällar kvällarna kvällstid kvällstider kvälls kvällskvisten kvällssidan kvällning "
    "afton aftonen kvällsbesök",
    "n": "natt natten nätter nattetid nattid",
}  # fmt: skip
_PLURAL_PARTS = ("ar", "arna", "er", "erna", "tider")

_SHORTEST_ENDING = 4
_LONG, _LONG_DAY = 7, 6
_DAY_ENDINGS = ("dag", "dagen", "dagar", "dagarna")

_MONTHS = (
    "januari jan janu", "februari feb febr", "mars mar", "april apr apirl apil aprill", "maj mai", "juni jun", "juli",
    "augusti aug", "september sept sep", "oktober okt oct", "november nov", "december dec",
)  # fmt: skip

_NUMBERS = {
    0: "noll", 1: "", 2: "två tvo", 3: "tre", 4: "fyra fyr", 5: "fem", 6: "sex", 7: "sju",
    8: "åtta", 9: "nio nie", 10: "tio tie", 11: "elva", 12: "tolv tålv", 13: "tretton",
    14: "fjorton", 15: "femton", 16: "sexton", 17: "sjutton", 18: "arton", 19: "nitton",
    20: "tjugo tjuge tju", 30: "trettio tretti", 40: "fyrtio förti fyrti", 50: "femtio femti",
    60: "sextio", 70: "sjuttio", 80: "åttio", 90: "nittio",
}  # fmt: skip
_ORDINALS = (
    "första förste fösta försa föst", "andra andre", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde",
    "nionde", "tionde", "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde",
    "sjuttonde", "artonde", "nittonde", "tjugonde",
)  # fmt: skip

_UNITS = {
    "Uds": "dag da", "Udd": "dagen dan", "Udp": "dagar dagarna dar dagars dygn",
    "Uvs": "vecka veka vcka vecca vekka wecka vecak veckka", "Uvd": "veckan vekan veckann vekkan wekan veckna", "Uvp": "veckor veckorna veckors vekor", "Uvg": "veckas veckans",
    "Ums": "månad", "Umd": "månaden", "Ump": "månader månaderna", "Umg": "månads månadens",
    "Uås": "år", "Uåd": "året", "Uåg": "års årets",
    "Uts": "timme timma", "Utd": "timmen timman", "Utp": "timmar tim",
    "Uis": "minut", "Uip": "minuter",
}  # fmt: skip

_HOLIDAYS = {
    "jul": "jul julen julhelgen juldagarna",
    "julafton": "julafton julaftonen julaftons dopparedagen dopparedan",
    "juldagen": "juldagen juldag",
    "mellandagarna": "mellandagarna mellandagar",
    "nyår": "nyår nyåret nyårshelgen",
    "nyårsafton": "nyårsafton nyårsaftonen",
    "nyårsdagen": "nyårsdagen nyårsdag årsskiftet",
    "trettondagsafton": "trettondagsafton trettondagsaftonen",
    "trettondagen": "trettondagen trettondag trettondan",
    "trettonhelgen": "trettonhelgen trettondagshelgen",
    "tjugondagknut": "knut tjugondag tjugondagknut",
    "fettisdagen": "fettisdagen fettisdag semmeldagen",
    "stilla_veckan": "påskveckan dymmelveckan",
    "skärtorsdagen": "skärtorsdagen skärtorsdag",
    "långfredagen": "långfredagen långfredag",
    "påskafton": "påskafton påskaftonen",
    "påskdagen": "påskdagen påskdag",
    "påsk": "påsk påsken påskhelgen påskhelg",
    "valborg": "valborg valborgsmässoafton valborgsmässoaftonen sistaapril",
    "kristi_himmelsfärd": "himmelsfärd himmelsfärdsdag himmelsfärdsdagen himmelsfärden kristihimmelsfärd",
    "klämdagen": "klämdagen klämdag",
    "pingst": "pingst pingsten pingsthelgen",
    "pingstafton": "pingstafton",
    "pingstdagen": "pingstdagen pingstdag",
    "nationaldagen": "nationaldagen nationaldag nationaldan",
    "midsommar": "midsommar midsommaren midsommarhelgen",
    "midsommarafton": "midsommarafton midsommaraftonen",
    "midsommardagen": "midsommardagen midsommardag",
    "halloween": "halloween",
    "allhelgonahelgen": "allhelgona allhelgonahelgen allahelgona allahelgonahelgen",
    "alla_helgons": "allahelgons allahelgonsdag",
    "lucia": "lucia luciadagen luciadag luciamorgonen",
    "sportlovet": "sportlovet sportlov sportlovs sportlovsveckan vinterlovet vinterlov februarilovet",
    "påsklovet": "påsklovet påsklov påsklovsveckan",
    "sommarlovet": "sommarlovet sommarlov",
    "höstlovet": "höstlovet höstlov höstlovsveckan läslovet",
    "jullovet": "jullovet jullov",
}
_HOLIDAY_WEEKS = {
    "julafton": "julveckan",
    "nyårsafton": "nyårsveckan",
    "midsommarafton": "midsommarveckan",
    "lucia": "luciaveckan",
    "pingstafton": "pingstveckan",
    "valborg": "valborgsveckan",
}

_RELATIVE = {
    "idag": "idag ida idak",
    "imorgon": "imorgon imorn imon imorrn imorron imårn imårrn imorrgon imorgen imårron imorogn imora imrogn",
    "iövermorgon": "iövermorgon iövermorn övermorgon övermorn iövermorron övermorron överimorgon iövemorgon "
    "ovrmorgon",
    "idag Pk": "ikväll ikvälle ikvell",
    "idag Pe": "ieftermiddag",
    "idag Pf": "iförmiddag",
    "igår": "igår iförrgår förrgår imorse",
    "inatt": "inatt",
    "morgon": "morgon mogon morogn morgn mrogon morgonn morron mårron moron mornn morrn mårn morn",
    "nästa": "nästa nåsta nesta näst nxt näsat nässta nästta näasta näästa naesta nessta",
    "nästa nästa": "nästnästa",
    "nästa Uvs": "nästavecka",
    "nästkommande": "nästkommande instundande",
    "kommande": "kommande stundande",
    "varannan": "varannan vartannat varannen",
    "jämna": "jämna jämn jämnt",
    "udda": "udda ojämna ojämn",
    "halv": "halv halva",
    "kvart": "kvart kvarten",
    "kl": "kl klockan klocka klokan klåckan klocken klo",
    "v": "v w vk vnr",
}


def time_words() -> Forms:
    """Each form in lower case, and its canonical tokens separated by spaces."""
    forms: Forms = {}
    for number, names in enumerate(_DAYS):
        _add_weekday(forms, str(number), f"{names}dag", [*_SHORT[number].split()])
        for dialect in _DIALECT[number].split():
            _add_weekday(forms, str(number), dialect, [])
        forms[_TWO_LETTERS[number]] = f"X{number}"
    _add_weekday(forms, "v", "vardag", ["arbetsdag", "veckodag"])
    for ending, form in (("arbetsdagar", "p"), ("veckodagar", "p"), ("arbetsdagarna", "p")):
        forms[ending] = f"Wv{form}"
    _add_weekend(forms)
    for code, written in _PARTS.items():
        forms.update(dict.fromkeys(written.split(), f"P{code}"))
    for number, written in enumerate(_MONTHS, 1):
        names = written.split()
        forms.update(dict.fromkeys([*names, f"{names[0]}s"], f"M{number:02}"))
    _add_numbers(forms)
    for unit, written in _UNITS.items():
        forms.update(dict.fromkeys(written.split(), unit))
    for name, written in _HOLIDAYS.items():
        forms.update(dict.fromkeys(written.split(), f"H{name}"))
    for name, written in _HOLIDAY_WEEKS.items():
        forms.update(dict.fromkeys(written.split(), f"H{name} Uvd"))
    for token, written in _RELATIVE.items():
        forms.update(dict.fromkeys(written.split(), token))
    return forms


def is_misspellable(form: str, tokens: str) -> bool:
    """Whether a word one letter away can hardly be anything else: the long names of days, months and holidays."""
    if tokens[0] == "W" and "dag" not in form:
        return False
    return len(form) >= _LONG or (len(form) >= _LONG_DAY and form.endswith(_DAY_ENDINGS))


def _add_weekday(forms: Forms, code: str, name: str, short: list[str]) -> None:
    definite = f"{name}en" if name.endswith("g") else f"{name}n"
    plural = [f"{name}ar", f"{name}arna"] if name.endswith("g") else [f"{name}r", f"{name}ar"]
    forms.update(dict.fromkeys([name, *short], f"W{code}s"))
    forms.update(dict.fromkeys([definite, f"{name}n"], f"W{code}d"))
    forms.update(dict.fromkeys(plural, f"W{code}p"))
    forms[f"{definite}s"] = f"W{code}g"
    forms[f"{name}s"] = f"W{code}x"
    _add_compounds(forms, code, name)


def _add_weekend(forms: Forms) -> None:
    forms.update(dict.fromkeys(["helg", "hälg", "veckoslut"], "Whs"))
    forms.update(dict.fromkeys(["helgen", "helga", "veckoslutet", "helgn"], "Whd"))
    forms.update(dict.fromkeys(["helger", "helgerna", "helgtid", "helgtider", "helgdagar"], "Whp"))
    forms["helgens"] = "Whg"
    _add_compounds(forms, "h", "helg")


def _add_compounds(forms: Forms, code: str, name: str) -> None:
    """Onsdagskvällar, måndagmorgon, tisdagseftermiddagen."""
    for part, written in _PARTS.items():
        for ending in (*written.split(), "morgon"):
            if len(ending) < _SHORTEST_ENDING or (ending == "morgon" and part != "m"):
                continue
            form = "p" if ending.endswith(_PLURAL_PARTS) else "d" if ending.endswith("en") else "s"
            for joint in ("", "s"):
                forms.setdefault(f"{name}{joint}{ending}", f"W{code}{form} P{part}")


def _add_numbers(forms: Forms) -> None:
    for number, written in _NUMBERS.items():
        forms.update(dict.fromkeys(written.split(), str(number)))
    for tens, number in product((20, 30, 40, 50), range(1, 10)):
        units = _NUMBERS[number].split() if number > 1 else ["en", "ett"]
        for ten, unit in product(_NUMBERS[tens].split(), units):
            forms[f"{ten}{unit}"] = str(tens + number)
    for number, written in enumerate(_ORDINALS, 1):
        forms.update(dict.fromkeys(written.split(), f"O{number}"))
    for tens, number in product((20, 30), range(1, 10)):
        for ten, unit in product(_NUMBERS[tens].split(), _ORDINALS[number - 1].split()):
            forms[f"{ten}{unit}"] = f"O{tens + number}"
    forms["trettionde"] = "O30"
    for number in range(1, 13):
        for written in _NUMBERS[number].split() if number > 1 else ["ett"]:
            hour = "ett" if number == 1 else str(number)
            forms[f"halv{written}"] = f"halv {hour}"
            forms[f"{written}tiden"] = f"{hour} tiden"
