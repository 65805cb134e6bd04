"""What people say of a time: that they can, are busy, leave, are back; that it is bad."""

import re

from actions.time_wishes.appointments import ELSEWHERE
from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Context, Item, Mark, Word
from actions.time_wishes.rules import GRAMMAR
from actions.time_wishes.words import word_set

_WE = "(?:jag|ja|vi|han|hon)"
_ADVERBS = "(?:(?:ju|även|alltid|också|redan|nu|ofta|väl|bara|dock|oftast) )*"
_CLOCK = r"(?:kl|halv|kvart|T\d\S*|N\d\S*|\d+(?! (?:M|(?:-|till|och|eller) \d+ M))|ett) "

# What one may have without being busy with it.
_HAD = word_set(
    """
    tid tider möjlighet möjligheter lov ledig någon något några inte kan öppet råd lust ont lättare
    lättast bara bra bil bilen skjuts barnvakt hjälp chans önskemål problem frågor fråga behov
    feber färdtjänst sjukresa ledsagare tolk sällskap jag vi ni du han hon det den de som en ett
    alltid redan ju nu håltimme rast flera många allt alla svårt dåligt hund katt remiss kallelse
    bokad plats lediga återbud kod portkod diabetes cancer ingenting vilken så gärna
    """
)
_SUPINES = ("it", "at", "tt", "rt", "ft", "lt", "gt", "kt")
_BUSY_ALL_THE_SAME = frozenset({"annat", "sport", "idrott", "akut"})
_DESCRIBING = word_set(
    """
    inte bara helst gärna någon något några alltid tyvärr enda bäst mest kanske alltså dags första
    sista samma redan också nästa hela vecka veckan bättre bra ledig kan funkar går dåligt lite
    ganska väldigt okej fine perfekt måndag varannan udda jämna idag imorgon iövermorgon början
    mitten slutet kring halv kvart månadsskiftet inom efter före mellan senast tidigast stängda
    lediga öppna vilken varje runt
    """
)
_ENGAGEMENTS = (
    "dialys|prov|tenta|praktik|sfi|kurs|utbildning|dagverksamhet|strålning|cellgifter|körlektion"
    "|uppkörning|fotboll|simning"
)
_NEARBY = "(?:stan|närheten|krokarna|byn|vården|behov|form|fas)"

rule = GRAMMAR.rule
marks = GRAMMAR.marks

for _word in ("kan", "går", "funkar", "hinner", "bra", "ledig", "hemma", "vill", "finns"):
    marks(_word, _word, Mark.ABLE)
marks("har", "har (?:ni|du|lov)", Mark.ABLE)
marks("hitta föreslå ordna fixa", "(?:hitta|föreslå|ordna|fixa)", Mark.ABLE)
marks("ge boka ta välj", "(?:ge|boka|ta|välj)(?: in)? (?:mig|oss|henne|honom)", Mark.ABLE)
marks("jag ja vi", "(?:jag|ja|vi) är(?= inte)", Word("jag"), Mark.ABLE)

marks("är", rf"är (?:{_WE} )?(?:bara )?(?:hemma )?i (?:sverige|landet|stan)", Mark.ABLE)
for _word in ("jobbar", "upptagen", "tränar", "spelar", "semester", "sover"):
    marks(_word, _word, Mark.BUSY)
marks("kör", "kör (?:lastbil|taxi|buss|spårvagn|tåg|truck|ambulans)", Mark.BUSY)
# Jobbar dag vecka 46 men kväll vecka 47: the other shift is no wish either.
marks(
    "jobbar",
    r"jobbar (?:Uds|P\w|morgon)(?![^.]* så )"
    r"(?=[^.]*? (?:men|och|,) (?:Uds|P\w|morgon) (?:v|Uv|W|M))",
    Mark.BUSY,
    Problem.UNCLEAR,
)
for _word in ("dåligt", "krockar", "slut"):
    marks(_word, _word, Mark.BAD)
marks("går", "går bort", Mark.BAD)
marks("är", "är (?:ju |helt |tyvärr )?(?:kört|körd|körda|fel)", Mark.BAD)
marks(
    "jag vi funkar",
    r"(?:(?:jag|vi) funkar|funkar (?:jag|vi)) (?:barn\w*|hund\w*|katt\w*)",
    Mark.BUSY,
)
marks(
    "går",
    r"går (?:i|på)(?= (?!en|ett|den|de|kl|morgon|mitt|slutet|början|nästa|alla|allt)[a-zåäöJ])",
    Mark.BUSY,
)
marks("ta", r"ta(?= (?:W|M|S|I|E|den \d|den O|kl|\d))", Mark.ABLE)
marks("åka resa", "(?:åka|resa) (?:bort|iväg|utomlands)", Mark.LEAVES)
marks("får väntar", "(?:får|väntar|väntar på) (?:besök|gäster|främmande|hantverkare)", Mark.BUSY)
marks(
    "jag vi",
    "(?:jag|vi) ska (?!komma|få|boka|kunna|vara|vilja|till|på|bara|ha tid|ta)[a-zåäö]+a",
    Mark.BUSY,
)
marks(
    "åker reser flyger far",
    r"(?:åker|reser|flyger|far)(?: (?:bort|iväg|utomlands))?"
    r"(?: till [a-zåäö]+(?= (?:den|S\d|\d|W|på W|v \d|i M) ?))?",
    Mark.LEAVES,
)

marks("jag ja vi han hon", f"{_WE} går(?= (?!bra|inte|ledig|att|med på|det)[a-zåäöJ])", Mark.BUSY)
marks("går", "går (?:jag|ja|vi)(?= (?!med på|inte)[a-zåäöJ])", Mark.BUSY)
marks(
    "på",
    r"på (?:en )?(?:semester\w*|resa|resande fot|kurs|konferens|annan ort|landet|rehab|läger|spa)",
    Mark.BUSY,
)
marks(
    "är",
    rf"är (?:{_WE} )?{_ADVERBS}(?:(?:uppe|nere|ute|borta|kvar|inne|själv|fast) )?(?:på|i|hos"
    rf"|utanför) "
    rf"(?!W|P|M|U|H|S|I|E|T|N|Y|X|O|\d|den|kl|morgon|början|slutet|mitten|ett|en|nästa"
    rf"|månadsskiftet|er |dig |sjukhus|vårdcentral|mottagning|klinik|{_NEARBY})"
    r"[a-zåäöJ]\S*",
    Mark.BUSY,
)
marks(
    "ska",
    rf"ska (?:{_WE} |\S+ )?(?:ju |också )*(?:till|på|in|dit|hämta|passa|ha|göra)"
    r" (?!W|P|M|U|H|S|I|E|T|N|Y|\d|den|kl|någon|något|en|ett|tid|er )[a-zåäö]\S*",
    Mark.BUSY,
)
marks("ska", rf"ska (?:{_WE} )?(?:åka|resa|flyga)(?: bort| iväg)?", Mark.LEAVES)
marks(
    "ligger inlagd intagen",
    r"(?:ligger (?:inne|inlagd|på (?:sjukhus|avdelning|rehab)\w*)|inlagd|intagen)",
    Mark.BUSY,
)


@rule("är det", r"(?:är det|det är) (?P<event>[a-zåäö]{4,})(?! (?:som|att))")
def there_is_something_on(found: re.Match[str], _: Context) -> Item | None:
    """Torsdag är det fackmöte: something else to be at, unless the word tells how the day is."""
    event = found["event"]
    described = event in _DESCRIBING or event.endswith(("t", "ast", "are"))
    return None if described else Mark.BUSY


marks(
    "har",
    "har (?:redan |ju )*(?:någon|något|en sak|saker|annat|en annan sak)(?: annat)? (?:inbokad"
    "|bokad|inbokat|bokat|inplanerat)",
    Mark.BUSY,
)
# Tisdag har jag tid hos tandläkaren; but not: jag har tid hos er på tisdag.
marks(
    "har",
    rf"har (?:{_WE} )?{_ADVERBS}(?:en )?tid (?:hos|på) (?:min )?{ELSEWHERE}\S*",
    Mark.BUSY,
)
marks("har", r"(?<=[^\W_] )har (?:jag|vi|ja) (?:redan )?besök(?= [.,]|och|men)", Mark.BUSY)
# Jag jobbar skift, nästa vecka eftermiddag: when one is free is not said.
marks("jobbar", "jobbar jobbar(?= ,)(?![^.]* (?:så|kan|ledig) )", Mark.BUSY, Problem.UNCLEAR)
# Min son kommer hem på fredag: what that means for the patient is not said.
_KIN = "son|dotter|man|fru|sambo|mamma|pappa|mor|far|bror|syster|sonen|dottern|barnen|sambon|frun"
marks(
    f"min mitt mina vår {_KIN.replace('|', ' ')}",
    rf"(?:(?:min|mitt|mina|vår) )?(?:{_KIN}) kommer (?:hem|tillbaka|hit)(?![^.]* (?:så|efter) )",
    Problem.UNCLEAR,
)
# Klockan åtta, sen måste jag till jobbet: nothing more about when.
marks(
    "sen sedan då måste",
    r"(?:sen |sedan |då )?måste (?:jag|vi)? ?(?:vidare |iväg )?till J\w+(?= [.,])",
)
# Det var torsdag: no Thursday to come.
marks("det", "det var(?= (?:på |en )?W)", Word("det"), Word("var"))
marks("har", "har (?:jag|ja|vi) (?:då )?(?:alltid )?Pl", Mark.BUSY)
marks("min mina J", "(?:(?:min|mina) )?Jjobbtid", Mark.BUSY)
marks(
    "J",
    r"(?<![^.,] )J(?:skola|jobb)(?= (?:på |från |hela |varje )?(?:W\S+|kl|T\S+|\d+|M\d\d|v|Uv\w"
    r"|P\w) )",
    Mark.BUSY,
)
marks(
    f"Jskola Jjobb {_ENGAGEMENTS.replace('|', ' ')}",
    rf"(?:(?<=W\d[sdp] )(?:Jskola|Jjobb|{_ENGAGEMENTS})(?= (?:[.,WX]|och|men))"
    rf"|(?<![^.,] )(?:{_ENGAGEMENTS})(?= (?:på )?W))",
    Mark.BUSY,
)
# At home and at work: whether that is a good day is asked, unless it is said.
marks(
    "jobbar",
    rf"jobbar (?:{_WE} )?(?:hemma|hemifrån)(?![^.]* (?:så|då|går|funkar|bra) )",
    Mark.BUSY,
    Problem.UNCLEAR,
)
marks("jag ja vi", r"(?:jag|ja|vi) J(?:skola|jobb)", Mark.BUSY)
marks(
    "går vaknar vakna stiger lägger",
    "(?:går upp|vakna|vaknar|stiger upp|lägger (?:mig|oss))",
    Mark.STATE,
)
_HELPER = "kontaktperson kontaktpersonen assistent assistenten ledsagare ledsagaren boendestödjare"
marks(_HELPER, f"(?:{_HELPER.replace(' ', '|')}) jobbar", Problem.UNCLEAR)
marks("ska", "ska (?:ändå |också |ju )*(?:till|hos|in till) er", Problem.UNCLEAR)
for _word in (
    "begravning", "bröllop", "dop", "kalas", "konfirmation", "möte", "förhinder", "tandläkare",
    "frisör", "besiktning", "förlossning",
):  # fmt: skip
    marks(_word, _word, Mark.BUSY)
marks("måste", "måste vara (?:hemma|kvar|på plats)", Mark.BUSY)
marks(
    "jag ja vi",
    r"(?:jag|ja|vi) tar(?= (?!den|det|gärna|hellre|helst|vilken|vad|emot|en|någon|något|tid|över"
    r"|första|kl|hand)[a-zåäö])",
    Mark.BUSY,
)


@rule(
    "har",
    rf"(?<!ni )(?<!du )har (?!\S+ (?:öppet|stängt|tid|tider|ledig|någon|något|besökstid) )(?:{_WE} "
    rf")?{_ADVERBS}(?:(?:en|ett|min|mitt|mina) )?(?P<noun>[a-zåäöJ]\S*)",
)
def has_something_on(found: re.Match[str], _: Context) -> Item | None:
    """Har dialys, har jag kurs, har barnen: busy, unless it helps or is a verb's supine."""
    noun = found["noun"]
    if noun in _HAD or (noun.endswith(_SUPINES) and noun not in _BUSY_ALL_THE_SAME):
        return None
    return Mark.BUSY


@rule(
    "jag ja vi han hon mamma pappa",
    rf"(?:{_WE}|mamma|pappa) (?:är|blir) {_ADVERBS}(?:så |mycket |väldigt |lite |rätt |ganska )?"
    r"(?P<state>[a-zåäö]+)(?= (?:om|på|i) (?:P|morgon|Udp))",
)
def state(found: re.Match[str], _: Context) -> Item | None:
    """Jag är mör på morgnarna: whether that is good or bad is for the patient to say."""
    return (
        None
        if found["state"] in {"ledig", "upptagen", "dåligt", "bra", "hemma", "inte"}
        else Mark.STATE
    )


def _before_clock(words: str, most_between: int = 3) -> str:
    """Some words, perhaps some more, and a clock time after them."""
    between = r"(?: (?!kl |halv |kvart )[a-zåäöJ]\S*)"
    return rf"{words}{between}{{0,{most_between}}}?(?= {_CLOCK})"


marks(
    "får ska kan vill",
    _before_clock("(?:får|ska|kan|vill) (?:vara|bli) (?:klar|färdig)(?: (?:till|senast|före))?", 0),
    Bound.BEFORE,
)
marks("slutar slutade sluta", _before_clock("(?:slutar|slutade|sluta)"), Bound.FROM)
marks("gå går", _before_clock("(?:gå|går) (?:från|hem från) Jjobb", 0), Bound.FROM)
marks("framme", _before_clock("framme", 2), Bound.FROM)
marks("lämna lämnar", _before_clock("(?:lämna|lämnar)"), Bound.FROM)
marks("börjar startar", _before_clock("(?:börjar|startar)"), Bound.BEFORE)
marks("hämta hämtar", _before_clock("(?:hämta|hämtar)"), Bound.BEFORE)
marks("hinner", _before_clock("hinner (?:till|hem|tillbaka)", 2), Mark.ABLE, Bound.BEFORE)
marks("hinner", _before_clock("hinner inte (?:till|hem|tillbaka)", 2), Mark.NOT, Bound.BEFORE)
marks(
    "är blir bli",
    _before_clock("(?:är|blir|bli) (?:ledig|klar|färdig)(?: från| efter| vid)?", 0),
    Mark.ABLE,
    Bound.FROM,
)
marks(
    "måste behöver",
    _before_clock(
        "(?:måste|behöver) (?:(?:vara|bli|komma) )?(?:"
        "(?:åka|gå|köra|sticka|upptagen)(?: hem| härifrån)?"
        "|(?:klar|färdig|iväg|hem)(?: (?:senast|före|till))?"
        "|hemma (?:senast|före)|tillbaka(?: (?:på|i|hos) \\S+)?(?: (?:senast|före|till))?)",
        most_between=0,
    ),
    Bound.BEFORE,
)
marks(
    "hemma tillbaka kommer hem",
    r"(?<!inte )(?:kommer )?(?:hemma|hem|tillbaka)(?: igen)?"
    r"(?= (?:den|S\d\S*|I\d\S*|E\d+|W\S+|på W\S+|\d+ M\d\d|imorgon) )",
    Mark.ABLE,
    Bound.FROM,
)
