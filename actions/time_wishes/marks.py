"""What joins and bounds times: och, eller, men, inte, utom; efter, senast, i början av."""

from actions.time_wishes.constraints import Problem
from actions.time_wishes.items import Bound, Mark
from actions.time_wishes.rules import GRAMMAR

_MARKS: list[tuple[str, str, Mark]] = [
    ("eller", "eller(?: också)?(?: så)?", Mark.OR),
    ("och", "och(?= (?:senast|tidigast) )", Mark.BUT),
    ("och & +", r"(?:och|&|\+)", Mark.AND),
    (",", ",", Mark.COMMA),
    (".", r"\.", Mark.STOP),
    ("-", "-", Mark.DASH),
    ("/", "/", Mark.SLASH),
    ("men utan", "(?:men|utan)", Mark.BUT),
    ("så", "så", Mark.SO),
    ("alltså det", "(?:alltså|det vill (?:säga|säja)|det vell säja)", Mark.NAMELY),
    ("nej", "nej tack", Mark.BAD),
    ("nej eller", "(?:eller )?nej(?: förresten| förlåt| vänta)?", Mark.CORRECTS),
    ("eller", "eller nej ,", Mark.CORRECTS),
    ("eftersom", "eftersom", Mark.BECAUSE),
    (
        "för",
        "för (?:att|då|jag|vi|han|hon|min|mitt|mina|det|dom|de|den|där|hantverkare)",
        Mark.BECAUSE,
    ),
    (
        "för",
        r"för(?= (?!mig|oss|dig|er|honom|henne)\S+ (?:går|kan|jobbar|måste|ska|[a-zåäö]+r) )",
        Mark.BECAUSE,
    ),
    ("på", "på grund av", Mark.BECAUSE),
    ("då", "då (?:jag|vi|min|mitt|mina|han|hon|det|dom|de|har|är)", Mark.BECAUSE),
    (
        "annars i",
        "(?:annars|i andra hand|i O[2-5] hand|i sista hand|i nödfall|i värsta fall)",
        Mark.ELSE,
    ),
    (
        "och eller men",
        "(?:och|eller|men) om inte(?: så| då)?(?! (?:jag|vi|ni|det|de|hon|han))",
        Mark.ELSE,
    ),
    ("om", "om inte(?: det (?:går|funkar))?(?: så| då)(?! (?:jag|vi|ni|det))", Mark.ELSE),
    ("inte", "inte", Mark.NOT),
    ("inte", "inte krockar(?: med)?", Mark.EXCEPT),
    (
        "en någon något alla annan annat andra O2",
        "(?:(?:en|någon|något|alla) )?(?:annan|annat|andra|O2)"
        " (?:Ud[sp]|Uv[sp]|tid|tider|datum) än",
        Mark.EXCEPT,
    ),
    ("något någon", "(?:något|någon) (?:annat|annan) än", Mark.EXCEPT),
    ("utom undvik med", "(?:utom|undvik|med utom)(?: från| för| av)?", Mark.EXCEPT),
    ("också även", "(?:också|även)", Mark.ALSO),
    ("till mot", "(?:till|mot)", Mark.TO),
    ("istället", "istället för", Mark.INSTEAD_OF),
    ("istället", "istället", Mark.INSTEAD),
    ("än", "än", Mark.INSTEAD_OF),
    ("då", "då", Mark.THEN),
    ("den", "den (?:Udd|Uds)", Mark.THEN),
    ("den hela", "(?:hela )?den Uvd", Mark.THAT_WEEK),
    (
        "sen sedan",
        "(?:sen|sedan)(?= (?:kan|går|funkar|är (?:jag|vi) (?:ledig|hemma)) )",
        Mark.AFTERWARDS,
    ),
    (
        "efter därefter strax direkt precis",
        "(?:efter (?:det|de|denna|den tiden|dess|den(?= (?:[.,]|går|funkar|kan)))"
        "|därefter|efteråt|(?:strax|direkt|precis) efter(?= [.,]))",
        Mark.AFTER_THAT,
    ),
    (
        "före dessförinnan",
        r"(?:före (?:dess|det|denna)|före(?= \.)|dessförinnan)",
        Mark.BEFORE_THAT,
    ),
]

_BOUNDS: list[tuple[str, str, Bound]] = [
    ("efter", "efter", Bound.AFTER),
    ("från from", "(?:från och med|från|from)", Bound.FROM),
    ("tidigast", "tidigast", Bound.FROM),
    ("förrän", "förrän", Bound.NOT_UNTIL),
    ("först", "först", Bound.NOT_UNTIL),
    ("före", "före", Bound.BEFORE),
    ("tidigare", "tidigare än", Bound.BEFORE),
    ("på den", "(?:på )?den här sidan(?: om| av)?", Bound.BEFORE),
    (
        "fram till tom max längst",
        "(?:(?:max |längst )?fram till(?: och med)?|till och med|tom|(?:max|längst) till)",
        Bound.UNTIL,
    ),
    ("senast", "senast", Bound.LATEST),
    ("senare", "senare än", Bound.LATER_THAN),
    ("på", "på (?:andra|O2) sidan(?: om| av)?", Bound.AFTER),
    ("runt vid nära", "(?:runt|vid|nära)", Bound.AROUND),
    ("strax direkt precis", "(?:strax|direkt|precis) efter", Bound.SOON_AFTER),
    ("strax direkt precis", "(?:strax|direkt|precis) före", Bound.SOON_BEFORE),
    ("mellan", "mellan", Bound.BETWEEN),
    ("i början O1", "(?:i )?(?:början|O1 veckorna)(?: av| på| i)?", Bound.EARLY),
    ("i mitten", "(?:i )?mitten(?: av| på| i)?", Bound.MIDDLE),
    ("mitt", "mitt (?:i|under)(?= (?:nästa|v|M|Uv) ?)", Bound.MIDDLE),
    ("i slutet sista", "(?:i )?(?:slutet|sista veckorna)(?: av| på| i)?", Bound.LATE),
    ("slut i", "(?:i )?slut (?:av|på|i)", Bound.LATE),
    ("resten", "resten(?: av)?", Bound.REST),
    ("senare längre", "(?:senare|längre fram) (?:i|under)(?= (?:M|Uv|Um|Y|Uå))", Bound.REST),
    ("tidigt", "tidigt(?: i| under)?(?= (?:M|nästa U|Uv|v |Y))", Bound.EARLY),
    ("sent", "sent(?: i| under)?(?= (?:M|nästa U|Uv|v |Y))", Bound.LATE),
    (
        "O1 förra tidigare",
        "(?:O1 (?:halvan|delen)|(?:förra|tidigare) (?:halvan|delen))(?: av| på| i)?",
        Bound.FIRST_HALF,
    ),
    ("O2 senare sista", "(?:O2|senare|sista) (?:halvan|delen)(?: av| på| i)?", Bound.SECOND_HALF),
    ("och framåt eller", "(?:(?:och )?framåt|(?:och|eller) senare)", Bound.ONWARDS),
    ("och eller", "(?:och|eller) tidigare", Bound.BACKWARDS),
]

for _starts, _pattern, _mark in _MARKS:
    GRAMMAR.marks(_starts, _pattern, _mark)
for _starts, _pattern, _bound in _BOUNDS:
    GRAMMAR.marks(_starts, _pattern, _bound)

GRAMMAR.marks("så", "så(?= (?:tidigt|sent) )")
# Typed without its ring; but "doktorn sa efter jul".
GRAMMAR.marks("sa", "sa(?= (?:helst|gärna|kan|går|funkar|då) )", Mark.SO)
GRAMMAR.marks("sa", r"(?<=, )sa(?= (?:efter|före|innan|från|tidigast|bara) )", Mark.SO)

GRAMMAR.marks("inte", r"inte lika \S+ som", Mark.BAD, Mark.BUT)

GRAMMAR.marks(
    "måste", "måste (?:vara|bli|komma)(?= (?:före|efter|senast|tidigast|mellan) )", Mark.ABLE
)
GRAMMAR.marks("utanför", "utanför(?= (?:kontorstid|dagtid|Jjobbtid|skoltid) )", Mark.EXCEPT)
GRAMMAR.marks("varför", "varför inte", Mark.ABLE)

# Fredag, inget annat.
GRAMMAR.marks("inte", "inte (?:annat|annan|andra|O2)(?: (?:Ud[sp]|tid|tider|datum))?(?= [.,])")
# Så sent som möjligt i augusti: in the day, or in the month.
GRAMMAR.marks(
    "så", r"så sent (?:som bra|det går)(?= (?:i|under|på) (?:M|Uv|Um|nästa|v ))", Problem.UNCLEAR
)
# Torsdag, eller om det inte går fredag.
GRAMMAR.marks(
    "eller annars", "(?:eller|annars) om (?:det|den) inte (?:går|funkar|finns)", Mark.ELSE
)
# Det går att ställa in: then it is no hindrance.
GRAMMAR.marks(
    "går", r"går att (?:ställa in|boka|flytta|ändra|avboka)(?: om)?(?= [.,])", Problem.UNCLEAR
)
# Finns det bara förmiddagstider: asked, not wished for.
GRAMMAR.marks("finns", "finns det (?:bara|endast)", Problem.UNCLEAR)
# Så sent som i september.
GRAMMAR.marks("så", "så (?:sent|tidigt|långt fram|länge) som(?= (?:i|på|den|nästa|till) )")
# Före jag åker den 2 juli.
_WHEN_I = (
    r"(?:att )?(?:jag|vi) (?!kan|får|vill|har)[a-zåäö]+(?: (?!den|på|i)[a-zåäö]+){0,2}"
    r"(?= (?:den (?:\d|O)|S\d|I\d|\d+ M|E\d|på W)\S* )"
)
GRAMMAR.marks("före", f"före {_WHEN_I}", Bound.BEFORE)
GRAMMAR.marks("efter", f"efter {_WHEN_I}", Bound.AFTER)
# Alternativ 1: fredag.
GRAMMAR.marks("eller", "eller [1-4] ,", Mark.OR)

# Torsdag jag inte kan: a learner's order of words, or a clause beginning with "som" or "då".
GRAMMAR.marks("jag ja vi", "(?:jag|ja|vi) inte (?:kan|hinner)", Mark.ABLE, Mark.NOT)

# Jag sa torsdag men jag menade tisdag.
GRAMMAR.marks("men jag ja", "(?:men )?(?:jag|ja) (?:menade|menar)(?: förstås| ju)?", Mark.CORRECTS)
# Ta bort min tid på torsdag: it is to be cancelled, and that day is no wish.
GRAMMAR.marks(
    "ta avboka avbokar stryk ställ", "(?:ta upptagen|avbokar?|stryk|ställ in)", Problem.UNCLEAR
)

# Har ni inget på fredag, kan ni inte ta mig på fredag: a negative question is a wish.
GRAMMAR.marks("har finns", r"(?:har (?:ni|du)|finns(?: det)?)(?: \S+){0,2}? inte", Mark.ABLE)
GRAMMAR.marks("kan går", r"(?<![^.,] )(?:kan (?:ni|du|man|jag|vi)|går det) inte", Mark.ABLE)
GRAMMAR.marks("kan", "kan inte (?:ni|du)", Mark.ABLE)

# För sent, för långt bort: no good, and no time of day.
GRAMMAR.marks(
    "för alldeles", "(?:alldeles )?för (?:sent|tidigt|länge|långt(?: bort| fram)?|nära)", Mark.BAD
)
# Tio är för tidigt: and so is nine.
_FAR_TOO = "(?:är|blir|känns) (?:alldeles |lite |nog |lite väl )?för"
GRAMMAR.marks("är blir känns", f"{_FAR_TOO} tidigt", Bound.BACKWARDS, Mark.BAD)
GRAMMAR.marks("är blir känns", f"{_FAR_TOO} sent", Bound.ONWARDS, Mark.BAD)
GRAMMAR.marks("inte", "inte (?:för|så)(?= (?:tidigt|sent) )", Mark.NOT)

# Inte någon annan dag än tisdag: only that.
GRAMMAR.marks(
    "inte",
    "inte (?:på )?(?:(?:någon|något|några) )?(?:"
    "(?:(?:annan|annat|andra|O2) (?:Ud[sp]|Uv[sp]|tid|tider|datum)|annan|annat|fler Udp) än"
    "|(?:Ud[sp]|tid|tider) utom)",
)
GRAMMAR.marks("inte", r"inte (?:bara|enbart|endast)(?= [^.]*?utan (?:även|också) )")
GRAMMAR.marks(
    "inte",
    "inte (?:(?:något|några|någon) )?(?:problem|bekymmer|hinder|inbokat|inplanerat|planerat"
    "|möten|möte|lektioner|pass)",
    Mark.ABLE,
)

# Jag vet inte om jag kan på tisdag; tisdag är osäkert: that is to be asked.
GRAMMAR.marks(
    "vet", r"vet (?:jag |vi |ja )?(?:\S+ )?inte om(?! (?:ni|du|det|man) )", Problem.UNCLEAR
)
GRAMMAR.marks("är", r"är (?:här|kvar|på besök)(?= till )", Problem.UNCLEAR)
_TIME = r"(?:W\S+|P\w|[SITE]\d\S*|\d+|M\d\d|O\d+|H\S+|Uv\w|v \d+|kl|halv|morgon)"
GRAMMAR.marks(
    "är blir",
    r"(?:är|blir) (?!ledig|hemma|bra|upptagen|bortrest|borta|bokad|inbokad|kallad|planerad)"
    r"[a-zåäö]+(?:ad|rd|gd|en)"
    rf"(?= (?:i |på |den |till |från )*{_TIME} )",
    Problem.UNCLEAR,
)
GRAMMAR.marks(
    "har",
    r"har (?:jag|vi) (?:inte (?:barnen|barnbarnen|hunden)|(?:de|dem) inte)(?![^.]* så då )",
    Problem.UNCLEAR,
)
# Ring mig efter tre: when to call, and no time to come.
GRAMMAR.marks(
    "ring ringa nås nå smsa mejla maila hör höra",
    r"(?:ring|ringa|nås|nå|smsa|mejla|maila|hör av|höra av)"
    r"(?: (?:mig|oss|henne|honom|er|upp|tillbaka|gärna|helst|inte|bara|dit))+"
    rf"(?= (?:(?:på|före|efter|mellan|kl|den|från|tidigast|senast) )*"
    rf"(?:{_TIME}|imorgon|idag|nästa) )",
    Problem.UNCLEAR,
)
# Torsdag har min fru tid hos er: when somebody else comes.
GRAMMAR.marks(
    "har",
    r"har (?:min|mitt) \S+ (?:en )?tid(?! (?:att|för|till|över))",
    Mark.EVENT,
)
# Nästa vecka bara inte jättetidigt: what is ruled out is not known.
GRAMMAR.marks(
    "bara fast",
    r"(?:bara|fast) (?:helst )?inte(?= (?!kan|går|funkar|hinner|vill|då|det|de|jag|vi|för|så|om|när"
    r"|på|i|den|före|efter|mellan|kl|varje|runt|vid|under|alla|någon|samma|senare|tidigare|direkt"
    r"|strax|nästa|morgon)[a-zåäö]+ )",
    Mark.NOT,
    Problem.UNCLEAR,
)
# Min man har tid tisdag 9.15: that is his.
GRAMMAR.marks(
    "min mitt",
    rf"(?:min|mitt) (?:man|fru|sambo|mamma|pappa|mor|far|son|dotter|bror|syster|granne|vän|barn)"
    rf" har (?:en )?tid(?= (?:(?:hos|på) er )?(?:på |den )?{_TIME} )",
    Problem.UNCLEAR,
)
# Jag bor i Norge mars till oktober: hardly a wish.
GRAMMAR.marks(
    "bor vistas",
    r"(?:bor|vistas) (?:i|på|hos) \S+"
    r"(?= (?:(?:under|från|mellan|i|på|hela) )*(?:M\d\d|Y\S+|Uv\w|v \d|H\S+) )",
    Problem.UNCLEAR,
)
GRAMMAR.marks("slutar börjar", "(?:slutar|börjar) (?:tidigt|tidigare|sent|senare)", Problem.UNCLEAR)
GRAMMAR.marks(
    "läkaren doktorn sköterskan kirurgen mottagningen",
    r"(?:läkaren|doktorn|sköterskan|kirurgen|mottagningen) (?:har (?:jobbar|mottagning)|är|jobbar)"
    rf"(?= (?:[a-zåäö]+ ){{0,2}}{_TIME} )",
    Problem.UNCLEAR,
)
# Tre veckor från fredag.
GRAMMAR.marks(
    "# en ett",
    r"(?:\d+|en|ett|några|ett par) U[dvm][sp] från(?= (?:W|I|S|\d|den|på|nästa|H))",
    Problem.UNCLEAR,
)
# Jag opereras på torsdag; receptet går ut 15 november.
GRAMMAR.marks(
    "jag vi",
    r"(?:jag|vi) (?!hoppas|träffas)[a-zåäö]{4,}as"
    rf"(?= (?:(?:på|den|i|under) )*(?:{_TIME}|imorgon|nästa) )",
    Problem.UNCLEAR,
)
GRAMMAR.marks(
    "går löper tar räcker är",
    rf"(?:går ut|löper ut|tar slut|räcker|är slut)"
    rf"(?= (?:(?:på|den|i|till) )*(?:{_TIME}|imorgon|nästa) )",
    Problem.UNCLEAR,
)
# Medicin klockan 8 och 20; har ont på kvällen: told, and no wish.
_TELLS = r"(?![^.]* (?:så|då|spelar|helst|gärna|vill) )"
_SHORT = r"(?: (?!helst|gärna|vill|kan|komma|behöver|går)[a-zåäö]+){0,2}"
GRAMMAR.marks(
    "medicin mediciner medicinen insulin insulinet waran tabletter sprutan",
    r"(?:medicin|mediciner|medicinen|insulin|insulinet|waran|tabletter|sprutan)"
    rf"{_SHORT}(?= (?:{_TIME}|N\S+) ){_TELLS}",
    Problem.UNCLEAR,
)
GRAMMAR.marks(
    "ont värk yr yrsel värst illamående",
    rf"(?:ont|värk|yr|yrsel|värst|illamående){_SHORT}(?= (?:på |om )?P\w ){_TELLS}",
    Problem.UNCLEAR,
)
GRAMMAR.marks("sen sedan", "(?:sen|sedan)(?= (?:vilken|när som|alla) )", Problem.UNCLEAR)
GRAMMAR.marks("kör", "kör(?= (?:hela|jämt|varje) )", Problem.UNCLEAR)
GRAMMAR.marks("osäkert tveksamt", "(?:osäkert|tveksamt)", Problem.UNCLEAR)

# Jag har svårt att ta mig dit före tio.
GRAMMAR.marks(
    "dåligt",
    r"dåligt att"
    r"(?: (?!och|men|så|för|eftersom|på|före|efter|mellan|kan|går|vill|är)[a-zåäö]+){1,5}?"
    rf"(?= (?:(?:på|före|efter|mellan|kl|den|senare än) )*{_TIME} )",
    Mark.BAD,
)

# Inte förr, inte senare: said after a bound, they add nothing to it.
GRAMMAR.marks("inte", r"inte (?:förr|tidigare|senare|före|efter)(?= [.,])")
