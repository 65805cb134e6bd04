"""The small words around times: joining, excluding, comparing, giving reasons.

Each form that people write is given the one that the rules know. To add a word, add its form.
"""

from actions.time_wishes.words import table

_LEMMAS = """
    och: och o å ock samt plus oc
    eller: eller el elr ell eler ellr alternativt alt
    annars: annars
    men: men fast dock däremot
    så: så därför
    alltså: alltså asså
    eftersom: eftersom pga ty
    istället: istället istaället iställe isället

    inte: inte ej icke int inge inga ingen inget itne inre aldrig ente varken sällan knappast
        knappt ingenting ine inet inhte ite ina
    utom: utom utm uton förutom undantaget exkl exklusive bortsett utöver undantag minus
    undvik: undvik undviker undvika slipp slipper slippa
    utan: utan
    dåligt: dåligt dålig dåliga sämre svårt svår svåra svårare svårast omöjligt omöjlig krånglar
        krångligt olämpligt illa uteslutet utesluten opassande sämst knepigt jobbigt besvärligt
        tufft bökigt suger stel trött yr sjuk orolig seg
    krockar: krockar krockade krock krocka kolliderar

    kan: kan kunde kna ka kann
    går: går gick
    hinner: hinner
    funkar: funkar funkade fungerar fungerade funakr passar passade pasar önskar önskas föredrar
        fungar duger
    bra: bra okej ok okey perfekt utmärkt toppen möjligt möjlig möjlit fint finast jättebra bäst
        bättre prima kanon super lämpligt lämpligast lättast lättare enklast piggast pigg
        smidigast säkrare säkrast
    ledig: ledig lediga ledigt ledit tillgänglig fri fria ledi lugn lugnt lugnare

    jobbar: nattpass dagpass kvällspass jour beredskap skift treskift arbetspass jobbar jobba
        arbetar arbeta praktiserar studerar pluggar
    upptagen: upptagen upptagna upptaget bortrest bortresta utomlands iväg borta bort
        dubbelbokad uppbokad fullbokad full fulla fullt ockuperad
    tränar: tränar dansar simmar tävlar sjunger

    flytta: flytta flyttar flyttas flyttat flyta byta byt byter bytas ändra ändrar ändras omboka
        ombokar ombokas ombokning framflytta
    skjut: skjut skjuta skjuter skjutas
    senarelägg: senarelägg senarelägga senareläggas senarelägger
    tidigarelägg: tidigarelägg tidigarelägga tidigareläggas tidigarelägger
    mot: mot

    efter: efter eftr eter efte etter ätter efer after
    före: före förre innan inan föra innna
    från: från fårn frå
    med: med mä me
    from: from
    tom: tom
    till: till tll tlil te t til tills
    fram: fram
    framåt: framåt framöver frammåt
    mellan: mellan mella mellam melan emellan
    tidigast: tidigast
    senast: senast
    förrän: förrän förrn förän förräns förrns fören
    först: först
    strax: strax
    direkt: direkt
    vid: vid
    runt: runt omkring kring ungefär ca cirka circa typ
    närmaste: närmaste närmsta närmast
    inom: inom
    tiden: tiden

    början: början börja börjn
    mitten: mitten
    slutet: slutet
    slut: slut
    resten: resten
    halvan: halvan hälften
    senare: senare senar
    tidigare: tidigare tidigar
    tidigt: tidigt tidig tidiga tidit
    sent: sent sena
    sen: sen
    sedan: sedan

    någon: någon nånn nån ngn nå nåån naon nåra
    något: något nåt ngt nått någonting nånting
    några: några ngra nåra
    varje: varje
    alla: alla allt samtliga
    den: den d
    de: de dom di
    denna: denna detta
    här: här
    om: om
    över: över ö
    bara: bara bare ba
    jag: jag
    det: det dä dät
    är: är ä e
    nej: nej nä näe nää
    nära: nära
    vi: vi
    som: som
    vad: vad va
    helgons: helgons helgona helgonas helgon
    halvår: halvår halvåret

    Jjobb: jobbet jobb arbetet arbete kontoret arbetsdagen
    Jskola: skolan skola plugget dagis förskolan fritids lektionerna sfi
    Jjobbtid: arbetstider arbetstiderna arbetstid jobbtid arbetstiden
    Jskolatid: skoltid skoltiden
    Jfrukost: frukost frukosten
    dagtid: dagtid
    kontorstid: kontorstid kontorstider
    middag: middag midag middan midda
    Yvår: våren vårkanten vårterminen
    Ysommar: sommaren sommarn
    Yhöst: hösten höstkanten höstterminen
    Yvinter: vintern
    månadsskiftet: månadsskiftet månadsskifte
    annandag: annandag annandagen
    lönen: lönen lön löning löningen löningsdagen löningshelgen

    samma: samma sama samm
    snarast: snarast asap omgående omedelbart genast skyndsamt snarats
    snart: snart fort snabbt
    helst: helst hälst hellst
    möjligen: möjligen
"""


def function_words() -> dict[str, str]:
    """Each form in lower case and the word that the rules know it by."""
    return {form: lemma for lemma, forms in table(_LEMMAS) for form in forms}
