"""As soon as possible, whenever, the first free; and what looks like a time and is none."""

import re

from actions.time_wishes.constraints import Pick
from actions.time_wishes.items import Context, Grain, Item, Mark, Piece, Word
from actions.time_wishes.rules import COUNT, GRAMMAR
from actions.time_wishes.windows import LAST_MINUTE, Window, at

_ASAP = (
    "(?:så (?:snart|tidigt) (?:ni|du|det) (?:har|finns|får|blir)"
    "(?: (?:en|ett|någon|något|in|ledig))*(?: (?:lucka|tid|ledig|plats|återbud))?"
    "|så (?:snart|tidigt) (?:som (?:bra|det går|ni kan)|det(?: bara| någonsin)? går|ni kan"
    "|du kan|bra)"
    "|snart som bra|snarast(?: bra| möjliga)?|fortast bra|snabbast bra|tidigast (?:möjliga"
    "|bra)(?: tid)?"
    "|tidigaste (?:möjliga |ledig )?(?:tid|tiden)|O1 bästa(?: tid| tiden)?"
    "|(?:närmaste|nästa) (?:ledig |möjliga )(?:tid|tiden)|närmaste (?:tid|tiden)"
    "|nästa ledig(?= (?:efter|från|på|i) )|så kort "
    "väntetid som bra)"
)
_ANY = (
    "(?:när som(?: helst)?"
    "|när (?:ni|du) har(?= (?:en |ett )?(?:[.,]|lucka|luckor|tid|tider|ledig|något|någon|plats"
    "|möjlighet))"
    "|när (?:ni|du) (?:vill|kan)(?! (?:att|ha|träffa|se|operera|göra"
    "|komma|min))|när det (?:funkar|går|bra)(?: bra)?(?: för)?(?: er| dig)?|vad som helst"
    r"|vilke[nt] (?:(?:tid|tiden|datum|U[dv][sd]|klockslag|kl) )?som(?: helst)?|vilka tider som "
    r"helst|vilken (?:tid|Uds) (?:ni|du|som) (?:än )?(?:har|vill|går)"
    "|(?:kl )?spelar (?:mig |det )?inte (?:någon )?roll(?: när| vilken(?: (?:Uds|tid))?)?"
    "|kvittar(?: lika)?|egalt|gör (?:mig )?(?:detsamma|desamma|samma)"
    r"|alla (?:tid|tider|tiderna|tidpunkter)|alla Udp(?: i Uvd)?|alla Uvg Udp|vilken Uds i "
    r"Uvd(?: som helst)?|har tid hela (?:Udd|Udp|tiden)|kan (?:ju )?(?:alltid|jämt)"
    r"|alltid (?:kan|ledig|hemma)|flexib\w+"
    r"|inte (?:särskilda |speciella )?(?:önskemål|preferens\w*)"
    "|(?:ni|du) (?:(?:kan|får) (?:väl |gärna )?)?bestäm(?:mer|ma)|bestäm (?:ni|du)"
    "|ta (?:det )?vad (?:ni|du|det|som) (?:har|finns|vill)(?= [.,])"
    "|det som passar er|alla går|ta (?:det )?som passar"
    "|(?:övriga|andra|O2) (?:Udp|Uvd|Uvp|tider)|i övr(?:igt)?)"
)

rule = GRAMMAR.rule
marks = GRAMMAR.marks


@rule(
    "övriga andra resterande O2",
    r"(?:övriga|andra|resterande|O2) Udp"
    r"(?:(?: är det)? (?:går|funkar|bra)(?: det)?(?: bra)?| kan (?:jag|vi))?"
    r"(?= (?:bara |endast |på )?(?:efter|före|från|mellan|kl|tidigast"
    r"|senast|P\w|\d+ -) )",
)
def _other_weekdays(found: re.Match[str], _: Context) -> Item:
    """Måndagar före nio, övriga dagar efter tre: the weekdays that were not named."""
    named = {int(code) for code in re.findall(r"W([0-6])", found.string[: found.start()])}
    others = tuple(day for day in range(7) if day not in named)
    if not named or not others:
        return Mark.ANY
    return Piece((Window(weekdays=others),), Grain.WEEKDAY)


_OF_DAYS = re.compile(r"(?:W\d\w|[SI]\d\S*|M\d\d|E\d+|den \d+)(?: |$)")


@rule("hela heldag när", r"(?:hela (?:Udd|Udp|Uds)|heldag|när som(?: helst)?)")
def _all_day(found: re.Match[str], _: Context) -> Item | None:
    """Tisdag hela dagen eller onsdag efter tre: the hours are the Wednesday's only."""
    said = found.string[: found.start()].rpartition(" . ")[2]
    clause = re.split(r" (?:men|så|annars|eftersom) ", said)[-1]
    if not _OF_DAYS.search(clause) or re.search(r"P\w |kl |T\d|\d - \d|efter |inte |utom ", clause):
        return None
    return Piece((at(0, LAST_MINUTE),), Grain.PART_OF_DAY)


marks("så snart snarast", f"{_ASAP} (?:därefter|efter det|efter dess|efteråt)", Mark.ASAP)
marks("så snart snarast fortast snabbast tidigast tidigaste O1 närmaste nästa", _ASAP, Mark.ASAP)
marks(
    "när vad vilken vilket vilka har kl spelar kvittar egalt gör alla alltid kan flexibel flexibla "
    "flexibelt inte ni du "
    "bestäm det ta övriga andra O2 i",
    _ANY,
    Mark.ANY,
)

# Greetings and good wishes.
marks("god", "god (?:morgon|P[efk]|Hjul|Uds|natt|Pn|fortsättning)")
marks(
    "trevlig glad ha gott",
    r"(?:trevlig|glad|ha en (?:bra|fin|trevlig|skön|god|härlig)|gott nytt) (?:W\S+|H\S+|P\S+|Uds"
    r"|Uås|morgon|Y\S+)",
)

marks(
    "hej hejsan hallå jag mitt",
    r"(?:(?:hej|hejsan|hallå)(?: ,)? (?:det är|här är|jag heter|mitt namn är)|jag heter"
    r"|mitt namn är) [a-zåäö]+(?: [a-zåäö]+)?(?: här)?(?= (?:jag|och|,|\.) )",
)

marks("den", "den (?:senaste|närmaste) tiden")
marks("morgon", "morgon morgon")

# Said around wishes without adding to them.
marks("i", "i O1 hand")
marks("var", "var (?:så )?(?:snäll|vänlig|god|goda|vänliga|snälla)")
marks("om", "om (?:det )?(?:är )?(?:går|bra)(?: det)?")
marks("O1", "O1 och främst")


@rule("hela heldag", r"(?<=W\d[sdp] )(?:heldag|hela Udd)(?=(?P<more> (?:och )?W\d\w P\w)?)")
def _whole_day(found: re.Match[str], _: Context) -> Item | None:
    """Onsdag heldag fredag förmiddag: hours of another day are not that day's."""
    said = found.string[: found.start()].rpartition(" . ")[2]
    if re.search(r"(?:,|och|eller|men) (?:på )?W\d\w $", said):
        return None
    timed = found["more"] or re.search(r"P\w |(?:kl|efter|före|mellan) \d", said)
    return Piece((at(0, LAST_MINUTE),), Grain.PART_OF_DAY) if timed else None


# Kvällar och helger: either.
marks("och", r"(?<=P\w )och(?= (?:på )?W[h0-6]p (?:[.,]|går|funkar|bra|är|eller) )", Mark.OR)
marks("hela heldag", "(?:hela (?:Udd|Udp|Uds|tiden)|heldag)")
marks("en", "en halv (?:Uds|Udd)")
_NO_MATTER = "(?:noga|petig|kinkig|viktigt|bråttom|kräsen)"
marks("jag ja är inte det", f"(?:(?:jag|ja|det) )?(?:är )?inte (?:så )?{_NO_MATTER}")
marks("på via per", "(?:på|via|per) (?:telefon|video|videosamtal|telefonen)")
marks("med på", r"(?:med|på) (?:\d+ \S+|kort|en Uts|några \S+) varsel")
marks("så", "så (?:långt|mycket) (?:före|fram|framåt) som bra")
marks("som", "som bra")
marks(
    "lite längre",
    r"(?:lite |ännu )?längre fram(?=(?: ,)?(?: (?:runt|kanske|gärna|helst))* (?:M\d|v \d|Y|H))",
)

_TIME = "(?:ledig |möjliga |tillgängliga )?tid(?:en)?"


@rule(
    "O1 sista senaste allra tidigaste",
    rf"(?:allra )?(?P<which>O1|sista|senaste|tidigaste) {_TIME}(?P<day> (?:på|för|under)(?: Udd"
    rf"|(?= P)))?",
)
@rule("dagens Udg", rf"(?:dagens|Udg) (?P<which>O1|sista) {_TIME}(?P<day>)")
def _pick(found: re.Match[str], _: Context) -> Item:
    first = found["which"] in {"O1", "tidigaste"}
    if found["day"] is not None:
        return Pick.FIRST_OF_DAY if first else Pick.LAST_OF_DAY
    return Pick.FIRST if first else Pick.LAST


marks("O1", "O1 ledig", Pick.FIRST)

_PAST = (
    r"(?:(?:sedan|sen) (?:i |den )?(?:(?:H|M|Y|I|S|E|O)\S*|\d{1,2} M\d\d)|igår"
    r"|förra (?:\S+)|i (?:julas|somras|höstas|våras|vintras|påskas|fjol)|för (?:\S+ "
    r"){1,3}?sedan"
    r"|(?:i|sedan|under|på) (?:över |drygt |nästan |flera |snart )?"
    rf"(?:{COUNT}|några|flera|(?:ett )?par|många) U[dvmåti][sp](?: sedan| tid)?)"
)
_DOSE = (
    "(?:tablett|tabletter|tab|kapsel|kapslar|piller|mg|milligram|ml|droppar|doser|dos|enheter"
    "|sprutor)"
)
_AMOUNT = (
    "(?:dl|cl|kilo|kg|gram|cm|meter|km|mil|kr|kronor|procent|st|stycken|grader|barn|barnbarn"
    "|personer|plåster|förslag|alternativ|"
    "trappor|steg|månaders|veckors|åringar|åring|poäng)"
)


@rule("var", r"var(?= (?:O\d|U))")
def _each(_: re.Match[str], __: Context) -> Item:
    return Word("varje")


@rule("igår förra i för sedan sen under på", _PAST)
@rule("# en ett", rf"{COUNT} (?:Uå[sp](?: gammal)?|U[ti][sp]|(?:lång |långa )?U[dvm][sp])")
@rule(
    "# en ett flera några",
    rf"(?:{COUNT}|flera|några) (?:gång|gånger)(?: (?:om|i|per) (?:Udd|Uds|Uvd|Uvs|Umd|Ums))?",
)
@rule("# en ett", rf"{COUNT} Ud[sp] (?:i|per) Uv[ds]")
@rule("# en ett", rf"{COUNT} (?:, \d+ )?{_AMOUNT}")
@rule(
    "O1 O2 O3",
    r"O\d (?:gången|besöket|barnet|sidan|frågan|saken|våningen|personen|tid|alternativet)",
)
def _no_time(found: re.Match[str], _: Context) -> Item:
    return Word(found[0])


marks("# en ett", rf"{COUNT} (?:, \d+ )?{_DOSE}", Mark.NO_TIME)
marks("sent", "sent återbud")
marks("gravid är", r"(?:gravid(?: \S+){0,2}|är i) (?:Uvs|v) \d+")
marks(
    "kod koden portkod nummer numret nr rum våning avdelning ärendenummer ärendenumret postnummer",
    r"(?:kod|koden|portkod|nummer|numret|nr|rum|våning|avdelning|ärendenummer|ärendenumret"
    r"|postnummer)"
    r"(?: är)? \d+",
)
marks("vilken alla", "(?:vilken Uds|alla Ud[sp])(?: som helst)? utan", Mark.ANY, Mark.EXCEPT)
marks("alla varje var", "(?:alla|varje|var) (?:Uv[sp]|Uvg)", Mark.EVERY_WEEK)
marks("§", "§")
marks("skala skalan född födda", "(?:skala|skalan|född|födda)", Mark.NO_TIME)
marks("heter", r"heter \S+(?: och \S+)?")
marks("blodtryck blodtrycket", "blodtryck(?:et)?", Mark.NO_TIME)
