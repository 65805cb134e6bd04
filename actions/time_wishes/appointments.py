"""The time that the patient has, and its move: min tid på torsdag, flytta till fredag."""

from actions.time_wishes.items import Mark
from actions.time_wishes.rules import GRAMMAR

_VISIT = (
    "(?:tid|tiden|tider|tiderna|läkartid|läkartiden|besök|besöket|läkarbesök|läkarbesöket"
    "|återbesök|återbesöket|bokning|"
    "bokningen|kallelse|kallelsen|möte|mötet|undersökning|undersökningen|röntgen|röntgentid"
    "|röntgentiden|"
    "operation|operationen|kontroll|kontrollen|provtagning|provtagningen|behandling|behandlingen|"
    "tandläkartid|tandläkartiden|ultraljudet|samtalet|vaccinationen|mammografin|mammografi"
    "|magnetröntgen|"
    "uppföljningen|träffen|konsultationen)"
)
ELSEWHERE = "(?:tandl|fris|bank|advokat|veterin|optiker|fotv|hovsl|bilprov)"
"""How the names begin of those whom one sees for something else than this care."""
_WHOSE = "(?:min|mitt|mina|vår|våra|hennes|hans|mammas|pappas|sonens|dotterns)"

marks = GRAMMAR.marks

marks(
    "min mitt mina vår våra hennes hans mammas pappas sonens dotterns",
    rf"{_WHOSE} (?:(?!har )(?:[a-zåäö]+) ){{0,2}}?{_VISIT}"
    "(?: (?:som )?(?:jag )?(?:har|är|ligger|fick))?",
    Mark.HAS_APPOINTMENT,
)
marks(
    "tiden",
    "tiden (?:som )?(?:jag (?:nu )?(?:har|fick|fått|hade|hade fått|blev)|vi fick)(?: (?:nu"
    "|bokad))?",
    Mark.HAS_APPOINTMENT,
)
marks("tiden", r"tiden(?= (?:på|den|i|kl|från|[WSIE]\S*) )", Mark.HAS_APPOINTMENT)
marks(
    "har hade fick fått",
    r"(?!har (?:jag|vi) (?:redan )?besök [.,])"
    "(?:har|hade|fick|fått)(?: (?:jag|ju|nu|redan|också|fått|en|ett|min|bokad|inbokad|blivit))*"
    rf" (?:bokad|inbokad|kallad|kallelse|läkartid|besök|bokning)(?: {_VISIT})?",
    Mark.HAS_APPOINTMENT,
)
marks(
    "har hade fick fått",
    "(?:(?:har|hade) (?:jag )?(?:ju |nu |redan )*(?:en|fått(?: en)?|min)|hade|fick(?: en)?"
    "|fått(?: en)?)"
    " tid(?: bokad)?",
    Mark.HAS_APPOINTMENT,
)
marks(
    "har hade",
    r"(?:har|hade) (?:(?:jag|ju|nu|redan|vi) )*tid"
    rf"(?: hos (?!{ELSEWHERE})\S+|(?= (?:först )?(?:kl|T\S+|N\S+|\d+|den|S\S+|I\S+|imorgon|idag"
    r"|på W\d[sd]"
    r"|W\d[sd]|i M\d\d|M\d\d|i (?:början|slutet|mitten)) ))",
    Mark.HAS_APPOINTMENT,
)
marks(
    "ni",
    "ni (?:har )?(?:gett|gav|givit|skickat|satt|bokat)(?: upp)?(?: mig| oss| henne| honom)?"
    "(?: en| på)?(?: tid| tiden)?",
    Mark.HAS_APPOINTMENT,
)
marks(
    "satt utsatt bestämd planerad",
    "(?:satt|utsatt|bestämd|planerad)(?: upp)?(?: mig| oss)? (?:till|på)",
    Mark.HAS_APPOINTMENT,
)
marks("fått fick", r"(?:fått|fick) (?:\S+ ){0,2}?(?:tid|tider|kallelse)", Mark.HAS_APPOINTMENT)
marks(
    "bokad inbokad kallad bokat inbokat",
    "(?:bokad|inbokad|kallad|bokat|inbokat)",
    Mark.HAS_APPOINTMENT,
)
marks(
    "skulle",
    "skulle (?:egentligen |ju )*(?:(?:ha )?(?:kommit|varit|träffat)"
    "|(?:komma|till) (?:till )?(?:er|dit|doktorn|läkaren))",
    Mark.HAS_APPOINTMENT,
)
marks(
    "ska",
    r"ska (?:ju |egentligen )*(?:in |komma |gå )?(?:till|hos) (?:er|läkaren|doktorn|sjukhuset"
    r"|\S+(?:läkaren|sköterskan|mottagningen|hygienisten|morskan|ologen|peuten|gymnasten))",
    Mark.HAS_APPOINTMENT,
)

# Jag vill ha tiden den 3 september: it is wished for.
marks(
    "ha ta få boka tar",
    r"(?:ha|ta|få|boka|tar)(?: in)? (?:gärna )?tiden(?= (?:den|på|kl|S|I|\d))",
    Mark.ABLE,
)
marks("lägg lägga läggas läggs hamna", "(?:lägg|lägga|läggas|läggs|hamna)", Mark.DESTINATION)
marks(
    "ny annan en någon nytt byta flytta",
    "(?:(?:en|någon) )?(?:ny|annan) (?:tid|tider)|nytt datum|flytta (?:dag|tid|datum)",
    Mark.NEW_TIME,
)
marks(
    "vänta väntar stå står",
    r"(?:vänta|väntar) (?:\S+ ){0,3}?till|(?:stå|står)(?: nu)? på",
    Mark.HAS_APPOINTMENT,
)
marks("avboka avbokar", "(?:avboka|avbokar)", Mark.HAS_APPOINTMENT)
marks("flytta ombokad", "(?:flytta|ombokad)", Mark.MOVE)
marks("boka bokas lägga lägg", "(?:boka|bokas|lägga|lägg) om", Mark.MOVE)
marks("skjut", "skjut(?: på| upp| fram)?", Mark.MOVE)
marks("senarelägg tidigarelägg", "(?:senarelägg|tidigarelägg)", Mark.MOVE)
