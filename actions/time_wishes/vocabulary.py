"""The words that people put around a time that they wish for, and that say nothing about it.

Any other word beside a time may turn it into something else: "parkeringen är gratis efter 18".
To add a word, add it to its line; missing å, ä, ö and one wrong letter in a long word are allowed.
"""

from actions.time_wishes.words import word_set

_SMALL = """
    på i den det de dem dom en ett jag ja vi mig mej oss er ni du dig dej man till som att om av med
    för är vore blir bli var ha har hade få får fått vara vart varit blivit hos min mitt mina vår
    vårt våra honom henne han hon hans hennes sig sej sin sitt denna detta dessa där här dit hit
    bort då nu sen sedan så lika mer mest minst något någon några nån nåt ngn annan annat andra
    samma själv själva båda bägge antingen både mellan eller och men varje alla allt vilken vilket
    vilka vad när hur varför även också bara endast enbart just exakt prick typ kanske nog väl ju
    visst jo nä nej okej ok ska skall kan kunna kunde skulle vill ville lär bör måste behöver behöva
    behövde borde te mot ifrån över under
"""
_ADVERBS = """
    blev tho kropp kroppen visa visas fritt chill möjliga tänkbart självaste vilja velat viljat
    bästa näst enda endaste huvudsakligen mesta flesta föredragen vanlig vanligt vanliga fortast
    snabbt snabbast tänkbar tänkbara aktuell aktuellt önskad önskat önskvärd förfrågan meddelande
    ärende ärendet angående beträffande gällande enligt tyckte tycker tycks verkar låter känns
    kändes upplever anser menas syftar innebär betyder annorlunda lättare smidig enkel enkelt bekväm
    bekvämt bekvämast gynnsam gynnsamt rimlig rimligt rimligen ideal drömtid drömtiden faktum
    grunden botten orsak skäl anledning åsikt sida del delen vis sätt sättet vägnar skull öppen
    öppna öppnar ledigare flexibel snarare närmare vidare dessutom jämt ständigt ganska rätt väldigt
    extremt otroligt jättebra superbra kanonbra utmärkt finfint okidoki yes japp jepp jadå absolut
    självklart hoppsan oj aj ojdå usch tusen massor stort ursäkta förlåt sorry stör störa besvära
    besvär krångla snällaste vänlig vänliga hjälpsam hjälpsamma erbjudande förmån nåen någonsin
    ingenstans alltihop alltsammans ytterligare extra ensam ensamt fler flera många färre par antal
    perioden period perioder tidpunkt tidpunkter tidpunkten tidsperiod tidsperioden tillfällen
    tillfället gången gångerna veckodag veckodagar veckodagen dagtid datum kalender kalendern
    almanacka almanackan schema schemat planering planeringen passning anpassa anpassar anpassat
    styra styr rätta rättar hinns orkas passad passat passande funkat fungerat gått hunnit kunnat
    behövt pröva prova försöka försöker försök satsa satsar sikta siktar rikta garanterat säkrast
    tryggast hämtar hämta sitta sitter stå står ligga ligger tänka tro tror trodde gäller gällde
    skicka skickar sms la säj säja liksom ingenting förhand obs förresten hel klämma va alls heller
    hellre helst gärna möjligtvis möjligen eventuellt ev företrädesvis ändå redan fortfarande
    egentligen faktiskt allra tyvärr tydligen därför sådär såhär ungefär kring snart hemskt jätte
    mycket lite riktigt alltid oftast ibland hela samt dock ändock naturligtvis såklart givetvis
    förstås vanligtvis vanligen normalt förhoppningsvis speciellt särskilt främst framförallt
    huvudsak åtminstone iallafall ens nästan gång gånger gng gg nångång he hä nånting åter igen
    tillbaka hem kvar ihop tillsammans snarast istället alltså ba asså ebba tex helt tränga öhm eh
    öh hmm hm ungefärligen ny nya nytt nånstans någonstans generellt bättre bäst bra fint skönt lätt
    lättast enklast smidigt smidigare smidigast toppen snällt snäll snälla lugnt lugnast trevligt
    underbart fantastiskt kul perfekt idealiskt optimalt önskvärt okay lämpligt praktiskt hyfsat
    klart säkert möjligt möjlig alternativ alternativt alternativet förslag tanken önskan önskemål
    prioritet prio val förstahandsval andrahandsval tack tackar tacksam tacksamt tacksamma vänligen
    hälsning hälsningar mvh vh ber tackam hej hejsan hallå tjena tja god hello
"""
_WISHING = """
    önskar önska önskas önskade undrar undra tänker tänkte tänkt hoppas hoppades föredrar föreslår
    föreslå väljer välja vald tar ta tag taga tog ge ger gav fixa fixar ordna ordnar ordnas hitta
    hittar hittas leta kolla kollar se ser titta finns fanns boka bokar bokas bokad bokat omboka
    flytta byta ändra lägga lägg lägger läggs sätta sätter skriva skriv in upp ner fram bestämma
    bestämmer planera erbjuda erbjuder komma kommer kom komm kommit besöka träffa träffas gå går
    funka funkar passa passar duga duger hinna hinner orka orkar klara klarar våga välkommen
    uppskatta uppskattar uppskattas behövs menar menade säga säger säg sagt fråga frågar frågan svar
    höra hör göra göras görs gör gjort vänta väntar tid tider tiden tiderna datumet dag dagen dagar
    dagarna plats platser lucka luckor ledig lediga öppet öppettider tillgängligt besked avbokning
    återbud chans chansen möjlighet möjligheter fall läge tillfälle
"""
_CARE = """
    röntgen doktor doktorn läkare läkaren sköterska sköterskan syster kirurgen kliniken sjukhus
    sjukhuset vårdcentral vårdcentralen mottagning mottagningen avdelningen besök besöket återbesök
    återbesöket undersökning undersökningen kontroll kontrollen provtagning provtagningen prov
    provet prover proverna blodprov blodprovet blodproverna behandling behandlingen samtal samtalet
    telefonsamtal videosamtal videobesök videomöte ultraljud ultraljudet mammografi mammografin ekg
    mr dt ct scan operation operationen ingrepp ingreppet tolk tolken dietist dietisten kurator
    kuratorn psykolog psykologen logoped logopeden fysioterapeut fysioterapeuten sjukgymnast
    sjukgymnasten sjukgymnastik arbetsterapeut arbetsterapeuten barnmorska barnmorskan
    distriktssköterska distriktssköterskan ögonläkare ögonläkaren hudläkare hudläkaren ortopeden
    vaccination vaccinationen vaccin hälsokontroll läkartid läkartiden röntgentid röntgentiden
    bokning bokningen remiss kallelse uppföljning uppföljningen gastroskopi koloskopi skiktröntgen
    magnetröntgen magnetkamera hörseltest syntest synundersökning ögonen rehab svaren svaret
    provsvar provsvaret provsvaren resultat resultatet
"""
_KIN = """
    dotter dottern son sonen barn barnen fru frun hustru hustrun mannen make maken maka sambo sambon
    mamma mamman pappa pappan mor far bror svärdotter svärson barnbarn barnbarnet granne grannen
    kompis kompisen vän vännen väninna väninnan tjej tjejen kille killen dotterdotter dotterson
    sonson sondotter ledsagare ledsagaren kontaktperson anhörig anhöriga skjutsar skjutsa skjuts kör
    köra körs följer följa hjälper hjälpa hjälp bil bilen håltimme rast möte färdtjänst färdtjänsten
    sjukresa sällskap stöd barnvakt
"""


OTHERS = word_set(_CARE)
"""Who may be busy, or booked, when the patient is not."""
KIN = word_set(_KIN)
VOCABULARY = word_set(_SMALL + _ADVERBS + _WISHING + _CARE + _KIN)
