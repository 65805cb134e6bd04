"""What is said around times: joining, denying, comparing, moving, giving reasons, not minding."""

import re

from actions.time_wishes.constraints import Pick
from actions.time_wishes.items import Bound, Context, Item, Mark, Word
from actions.time_wishes.rules import COUNT, GRAMMAR

_VISIT = (
    r"(?:tid|tiden|läkartid|läkartiden|besök|besöket|läkarbesök|läkarbesöket|återbesök|återbesöket|bokning|"
    r"bokningen|kallelse|kallelsen|möte|mötet|undersökning|undersökningen|röntgen|röntgentid|röntgentiden|"
    r"operation|operationen|kontroll|kontrollen|provtagning|provtagningen|behandling|behandlingen|"
    r"tandläkartid|tandläkartiden|ultraljudet|samtalet|vaccinationen|mammografin|mammografi|magnetröntgen|"
    r"uppföljningen|träffen|konsultationen)"
)
_WHOSE = r"(?:min|mitt|mina|vår|våra|hennes|hans|mammas|pappas|sonens|dotterns)"
_UNIT_OF_AMOUNT = (
    r"(?:tablett|tabletter|tab|kapsel|kapslar|piller|mg|milligram|ml|dl|cl|droppar|doser|dos|enheter|kilo|kg|"
    r"gram|cm|meter|km|mil|kr|kronor|procent|%|st|stycken|grader|barn|barnbarn|personer|sprutor|plåster|"
    r"trappor|steg|månaders|veckors|åringar|åring|poäng)"
)
_DOSE = r"(?:tablett|tabletter|tab|kapsel|kapslar|piller|mg|milligram|ml|droppar|doser|dos|enheter|sprutor)"
_BUSY_NOUN = (
    r"(?:semester|resa|kurs|kursen|dialys|möte|möten|gympa|vattengympa|gymmet|gym|träning|träningen|fotboll|"
    r"kör|körövning|yoga|simning|bridge|jobb|utbildning|lektion|lektioner|begravning|bröllop|dop|konferens|"
    r"prov|tenta|praktik|studiebesök|svenska|svenskakurs|fjällen|landet|utlandet|stugan|barnen|barnbarn|"
    r"barnbarnen|barnvakt|tvättstuga|tvättid|Jskola|Jjobb|annat|nåt annat|mycket|fullt|hantverkare)"
)
_ABLE_NOUN = r"(?:möjlighet|tid|lov|ledig|ledigt|någon|inte|kan|öppet|lediga|råd|lust)"

rule = GRAMMAR.rule


def _marks(starts: str, pattern: str, *items: Item) -> None:
    @rule(starts, pattern)
    def mark(_: re.Match[str], __: Context) -> list[Item]:
        return list(items)


_JOINING: list[tuple[str, str, Mark]] = [
    ("eller", "eller(?: också)?", Mark.OR),
    ("och & +", r"(?:och|&|\+)", Mark.AND),
    (",", ",", Mark.COMMA),
    (".", r"\.", Mark.STOP),
    ("-", "-", Mark.DASH),
    ("/", "/", Mark.SLASH),
    ("men utan", "(?:men|utan)", Mark.BUT),
    ("så", "så", Mark.SO),
    ("eftersom", "eftersom", Mark.BECAUSE),
    (
        "för",
        "för (?:att|då|jag|vi|han|hon|min|mitt|mina|det|dom|de|den|där|där|hantverkare)",
        Mark.BECAUSE,
    ),
    ("på", "på grund av", Mark.BECAUSE),
    ("då", "då (?:jag|vi|min|mitt|mina|han|hon|det|dom|de|har|är)", Mark.BECAUSE),
    ("annars i", "(?:annars|i andra hand|i sista hand|i nödfall|i värsta fall)", Mark.ELSE),
    ("inte", "inte", Mark.NOT),
    ("utom undvik med", "(?:utom|undvik|med utom(?: för| av)?|utom från)", Mark.EXCEPT),
    ("kan", "kan", Mark.ABLE),
    ("går", "går", Mark.ABLE),
    ("har finns", "(?:har (?:ni|du)|finns)", Mark.ABLE),
    ("bra", "bra", Mark.ABLE),
    ("ledig", "ledig", Mark.ABLE),
    ("vill", "vill", Mark.ABLE),
    ("jobbar", "jobbar", Mark.BUSY),
    ("upptagen", "upptagen", Mark.BUSY),
    ("tränar spelar", "(?:tränar|spelar)", Mark.BUSY),
    (
        "åker reser flyger far",
        "(?:åker|reser|flyger|far)(?: (?:bort|iväg|utomlands))?",
        Mark.LEAVES,
    ),
    ("dåligt", "dåligt", Mark.BAD),
    ("också även", "(?:också|även)", Mark.ALSO),
    (
        "flytta boka lägga lägg ombokad",
        "(?:flytta|boka om|lägga om|lägg om|bokas om|ombokad)",
        Mark.MOVE,
    ),
    ("skjut", "skjut(?: på| upp| fram)?", Mark.MOVE),
    ("senarelägg tidigarelägg", "(?:senarelägg|tidigarelägg)", Mark.MOVE),
    ("till mot", "(?:till|mot)", Mark.TO),
    ("istället", "istället för", Mark.INSTEAD_OF),
    ("än", "än", Mark.INSTEAD_OF),
    ("då", "då(?= (?:går|bra|ledig|kan|passar|,|\\.))", Mark.THEN),
    ("då", "då", Mark.THEN),
    ("den", "den (?:Udd|Uds|Uvd|veckan)", Mark.THEN),
    (
        "efter därefter sedan",
        "(?:efter (?:det|denna|den tiden|dess)|därefter|efteråt)",
        Mark.AFTER_THAT,
    ),
    ("före dessförinnan", "(?:före (?:dess|det|denna)|dessförinnan)", Mark.BEFORE_THAT),
]
for _starts, _pattern, _mark in _JOINING:
    _marks(_starts, _pattern, _mark)

_BOUNDS: list[tuple[str, str, Bound]] = [
    ("efter", "efter", Bound.AFTER),
    ("från from", "(?:från och med|från|from)", Bound.FROM),
    ("tidigast", "tidigast", Bound.FROM),
    ("förrän", "förrän", Bound.NOT_UNTIL),
    ("först", "först", Bound.NOT_UNTIL),
    ("före", "före", Bound.BEFORE),
    ("tidigare", "tidigare än", Bound.BEFORE),
    ("fram till tom", "(?:fram till(?: och med)?|till och med|tom)", Bound.UNTIL),
    ("senast", "senast", Bound.LATEST),
    ("senare", "senare än", Bound.LATER_THAN),
    ("runt vid", "(?:runt|vid)", Bound.AROUND),
    ("strax direkt precis", "(?:strax|direkt|precis) efter", Bound.SOON_AFTER),
    ("strax direkt precis", "(?:strax|direkt|precis) före", Bound.SOON_BEFORE),
    ("mellan", "mellan", Bound.BETWEEN),
    ("i början O1", "(?:i )?(?:början|O1 delen|O1 veckorna)(?: av| på| i)?", Bound.EARLY),
    ("i mitten", "(?:i )?mitten(?: av| på| i)?", Bound.MIDDLE),
    ("i slutet sista", "(?:i )?(?:slutet|sista delen)(?: av| på| i)?", Bound.LATE),
    ("resten", "resten(?: av)?", Bound.REST),
    ("senare längre", "(?:senare|längre fram) (?:i|under)(?= (?:M|Uv|Um|Y|Uå))", Bound.REST),
    ("tidigt", "tidigt (?:i |under )?(?=M|nästa U|Uv|v |Y)", Bound.EARLY),
    ("sent", "sent (?:i |under )?(?=M|nästa U|Uv|v |Y)", Bound.LATE),
    ("O1", "O1 halvan(?: av| på| i)?", Bound.FIRST_HALF),
    ("O2", "O2 halvan(?: av| på| i)?", Bound.SECOND_HALF),
    ("och framåt eller", "(?:(?:och )?framåt|(?:och|eller) senare)", Bound.ONWARDS),
    ("och eller", "(?:och|eller) tidigare", Bound.BACKWARDS),
]
for _starts, _pattern, _bound in _BOUNDS:
    _marks(_starts, _pattern, _bound)


def _before_clock(words: str, most_between: int = 3) -> str:
    """Some words, perhaps some more, and a clock time after them."""
    clock = r"(?:kl|halv|kvart|T\d\S*|N\d\S*|\d+|ett) "
    between = r"(?: (?!kl |halv |kvart )[a-zåäöJ]\S*)"
    return rf"{words}{between}{{0,{most_between}}}?(?= {clock})"


@rule("slutar slutade", _before_clock("(?:slutar|slutade)"))
@rule("lämna lämnar", _before_clock("(?:lämna|lämnar)"))
def free_from(_: re.Match[str], __: Context) -> Item:
    return Bound.FROM


_marks(
    "börjar startar hämta hämtar", _before_clock("(?:börjar|startar|hämta|hämtar)"), Bound.BEFORE
)
_marks(
    "måste",
    _before_clock(
        "måste (?:(?:vara|bli|komma) )?(?:(?:klar|färdig|iväg|hem)(?: (?:senast|före|till))?"
        "|(?:hemma|tillbaka) (?:senast|före))",
        most_between=0,
    ),
    Bound.BEFORE,
)
_marks("måste", "måste vara (?:hemma|kvar|på plats)", Mark.BUSY)
_marks(
    "hemma tillbaka kommer",
    r"(?:kommer )?(?:hemma|hem|tillbaka)(?: igen)?(?= (?:den|S\d\S*|I\d\S*|E\d+|W\S+|på W\S+|\d+ M\d\d|imorgon) )",
    Mark.ABLE,
    Bound.FROM,
)

_ASAP = (
    r"(?:så (?:snart|tidigt|snabbt) (?:som (?:möjligt|bra|det går|ni kan)|det(?: bara| någonsin)? går|ni kan|du kan|bra)"
    r"|snart som bra|snarast(?: bra| möjliga)?|fortast bra|snabbast bra|tidigast (?:möjliga|bra)(?: tid)?"
    r"|tidigaste (?:möjliga |ledig )?(?:tid|tiden)|O1 bästa(?: tid)?|närmaste (?:ledig |möjliga )?(?:tid|tiden)"
    r"|så kort väntetid som bra)"
)
_marks("så snart snarast fortast snabbast tidigast tidigaste O1 närmaste", _ASAP, Mark.ASAP)

_ANY = (
    r"(?:när som(?: helst)?|när (?:ni|du) (?:vill|kan|har)|när det (?:passar|går)(?: er| dig)?|vad som helst"
    r"|vilke[nt] (?:(?:tid|tiden|datum|U[dv][sd]|klockslag|kl) )?som(?: helst)?|vilka tider som helst"
    r"|spelar (?:mig |det )?inte (?:någon )?roll|kvittar(?: lika)?|egalt|gör (?:mig )?(?:detsamma|desamma|samma)"
    r"|alla (?:tid|tider|tiderna|tidpunkter)|alla Udp|alla Uv[ps]|(?:kan )?alltid|flexib\w+|inte (?:särskilda |speciella )?(?:önskemål|preferens\w*)"
    r"|(?:ni|du) bestämmer|bestäm (?:ni|du)|det som passar er|alla går|ta (?:det )?som passar"
    r"|(?:övriga|andra|resten av) (?:Udp|Uvd|tider)|när ni har (?:tid|ledigt))"
)
_marks(
    "när vad vilken vilket vilka spelar kvittar egalt gör alla alltid kan flexibel flexibla inte ni du bestäm "
    "det ta övriga andra resten",
    _ANY,
    Mark.ANY,
)
_marks("i", "i (?:O1|första) hand")
_marks("om", "om (?:det )?(?:är )?(?:går|bra|möjligt)(?: det)?")
_marks("O1", "O1 och främst")
_marks("hela", "hela (?:Udd|Udp)")
_marks("en", "en halv (?:Uds|Udd)")
_marks("så", "så (?:långt|mycket) (?:före|fram|framåt) som bra")

_TIME = r"(?:ledig |möjliga |tillgängliga |bästa )?tid(?:en)?"


@rule(
    "O1 sista senast senaste allra dagens tidigaste",
    rf"(?:allra )?(?P<which>O1|sista|senaste|tidigaste) {_TIME}(?P<day> (?:på|för|under) (?:Udd|(?=P)))?",
)
@rule("dagens", rf"dagens (?P<which>O1|sista) {_TIME}(?P<day>)")
def pick(found: re.Match[str], _: Context) -> Item:
    first = found["which"] in {"O1", "tidigaste"}
    if found["day"] is not None:
        return Pick.FIRST_OF_DAY if first else Pick.LAST_OF_DAY
    return Pick.FIRST if first else Pick.LAST


_marks("O1", "O1 ledig", Pick.FIRST)

_marks(
    "min mitt mina vår våra hennes hans mammas pappas sonens dotterns",
    rf"{_WHOSE} (?:(?:[a-zåäö]+) ){{0,2}}?{_VISIT}(?: (?:som )?(?:jag )?(?:har|är|ligger|fick))?",
    Mark.HAS_APPOINTMENT,
)
_marks(
    "tiden",
    r"tiden (?:som )?(?:jag (?:nu )?(?:har|fick|fått|hade|hade fått|blev)|vi fick)(?: (?:nu|bokad))?",
    Mark.HAS_APPOINTMENT,
)
_marks("tiden", r"tiden(?= (?:på|den|i|kl|W|S|I|E|från) )", Mark.HAS_APPOINTMENT)
_marks("tiden", r"tiden(?= (?:W|S|I|E)\S* )", Mark.HAS_APPOINTMENT)
_marks(
    "har hade fick fått",
    rf"(?:har|hade|fick|fått)(?: (?:jag|ju|nu|redan|också|fått|en|ett|min|bokad|inbokad|blivit))*"
    rf" (?:bokad|inbokad|kallad|kallelse|läkartid|besök|bokning)(?: {_VISIT})?",
    Mark.HAS_APPOINTMENT,
)
_marks(
    "har hade fick fått",
    r"(?:(?:har|hade) (?:jag )?(?:ju |nu |redan )*(?:en|fått(?: en)?|min)|hade|fick(?: en)?|fått(?: en)?) tid(?: bokad)?",
    Mark.HAS_APPOINTMENT,
)
_marks(
    "bokad inbokad kallad bokat inbokat",
    r"(?:bokad|inbokad|kallad|bokat|inbokat)",
    Mark.HAS_APPOINTMENT,
)
_marks(
    "skulle",
    r"skulle (?:egentligen |ju )*(?:(?:ha )?(?:kommit|varit|träffat)|(?:komma|till) (?:till )?(?:er|dit|doktorn|läkaren))",
    Mark.HAS_APPOINTMENT,
)
_marks(
    "ska",
    r"ska (?:ju |egentligen )*(?:till|in till|komma till) (?:er|läkaren|doktorn|sjukhuset)",
    Mark.HAS_APPOINTMENT,
)

_marks("har", rf"har (?:ju |även |alltid |också |redan )*{_BUSY_NOUN}", Mark.BUSY)
_marks(
    "har",
    rf"har (?:jag|vi) (?:ju |även |alltid |också |redan )*(?!{_ABLE_NOUN} )[a-zåäö]+",
    Mark.BUSY,
)
_marks(
    "jag vi",
    rf"(?:jag|vi) har (?:ju |även |alltid |också |redan )*(?:en |ett )?{_BUSY_NOUN}",
    Mark.BUSY,
)
_marks(
    "på",
    rf"på (?:en )?(?:semester\w*|resa|resande fot|kurs|konferens|annan ort|landet|rehab|läger|spa)",
    Mark.BUSY,
)
_marks("semester", "semester", Mark.BUSY)
_marks(
    "är",
    r"är (?:jag |vi |han |hon )?(?:hela (?:nästa )?\w+ )?(?:på|i|hos|utanför) (?!W|P|M|U|H|S|I|E|T|N|Y|X|\d|den|kl|början|slutet|mitten|ett|en|nästa|månadsskiftet)[a-zåäöJ]\S*",
    Mark.BUSY,
)
_marks("sover", "sover", Mark.BUSY)
_marks("jag vi", r"(?:jag|vi) är(?= (?:jag |vi )?inte)", Mark.ABLE)

_PAST = (
    r"(?:igår|förra (?:\S+)|i (?:julas|somras|höstas|våras|vintras|påskas|fjol)|för (?:\S+ ){1,3}?sedan"
    r"|(?:i|sedan|under|på) (?:över |drygt |nästan |flera |snart )?"
    rf"(?:{COUNT}|några|flera|(?:ett )?par|många) U[dvmåti][sp](?: sedan| tid)?)"
)


@rule("igår förra i för sedan under på", _PAST)
@rule("# en ett", rf"{COUNT} (?:Uå[sp](?: gammal)?|U[ti][sp]|(?:lång |långa )?U[dvm][sp])")
@rule(
    "# en ett flera några",
    rf"(?:{COUNT}|flera|några) (?:gång|gånger)(?: (?:om|i|per) (?:Udd|Uds|Uvd|Uvs|Umd|Ums))?",
)
@rule("# en ett", rf"{COUNT} (?:, \d+ )?{_UNIT_OF_AMOUNT}")
@rule(
    "O2 O3 O1",
    r"O\d (?:gången|besöket|barnet|sidan|frågan|saken|våningen|personen|tid|alternativet)",
)
def no_time(found: re.Match[str], _: Context) -> Item:
    return Word(found[0])


_marks("# en ett", rf"{COUNT} (?:, \d+ )?{_DOSE}", Mark.NO_TIME)
_marks("§", "§")
_marks("blodtryck blodtrycket", r"blodtryck(?:et)?", Mark.NO_TIME)
