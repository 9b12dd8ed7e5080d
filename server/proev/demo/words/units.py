"""Lillevig Kommune: its units, directions, wanted behaviours and dilemmas."""

from __future__ import annotations

# key, parent, kind, name, core task, purpose
UNITS: list[tuple[str, str | None, str, str, str, str]] = [
    ("kommune", None, "organisation", "Lillevig Kommune", "Vi gør hverdagen lettere for dem, der bor her.",
     "Borgerne skal mærke, at vi lytter, før vi handler."),
    ("omsorg", "kommune", "department", "Sundhed og Omsorg", "Mennesker klarer mest muligt selv og får hjælp, når de ikke kan.",
     "Et liv på egne betingelser, også når kræfterne svigter."),
    ("teknik", "kommune", "department", "Teknik og Havn", "Havn, veje og byggeri, der virker for dem, der bruger dem.",
     "Det skal være til at finde ud af at bygge og sejle i Lillevig."),
    ("born", "kommune", "department", "Børn og Familie", "En tryg begyndelse for alle børn.", "De første 1.000 dage lægger grunden."),
    ("nord", "omsorg", "unit", "Hjemmeplejen Nord", "Borgeren klarer sin dag med den hjælp, der skal til.",
     "Vi kommer for borgerens skyld, ikke for køreplanens."),
    ("syd", "omsorg", "unit", "Hjemmeplejen Syd", "Trygge besøg, hvor borgeren bestemmer mest muligt.",
     "Færre overraskelser, flere kendte ansigter."),
    ("oest", "omsorg", "unit", "Hjemmeplejen Øst", "Hjælp, der gør mere mulig i morgen end i dag.", "Borgeren er med på holdet."),
    ("havn", "teknik", "unit", "Havnekontoret", "Gæster og fastliggere får svar og plads første gang.",
     "Havnen er byens stue ud mod vandet."),
    ("byg", "teknik", "unit", "Byggesag", "Borgeren får en afgørelse, der er til at forstå.", "Færre breve, flere svar."),
    ("dagpleje", "born", "unit", "Dagplejen", "Børn, der trives hos voksne, de kender.", "Overgange skal kunne mærkes mindst muligt."),
    ("sundhedspleje", "born", "unit", "Sundhedsplejen", "Nye familier føler sig i gode hænder.", "Vi ser familien, før vi ser skemaet."),
    ("nord-dag", "nord", "team", "Nord, dagholdet", "En rolig morgen for borgeren.", ""),
    ("nord-aften", "nord", "team", "Nord, aftenholdet", "En tryg aften og nat.", ""),
    ("syd-dag", "syd", "team", "Syd, dagholdet", "Besøg til tiden med tid til snak.", ""),
    ("syd-rehab", "syd", "team", "Syd, rehabilitering", "Borgeren kommer selv i gang igen.", ""),
    ("havn-kaj", "havn", "team", "Kajen", "Godt modtaget fra første fortøjning.", ""),
]  # fmt: skip

THEMES: list[tuple[str, str, str]] = [
    ("kommune", "Nærvær på arbejdet", "Vi taler om fravær, mens det er småt, og gør arbejdet til et sted, man kan være."),
    ("omsorg", "Borgeren først i sætningen", "Vi spørger, hvad der er vigtigst for borgeren, før vi fortæller, hvad vi kan."),
    ("teknik", "Forstået første gang", "Breve, skilte og svar skal kunne forstås uden at ringe til os."),
]

# key, unit, who, does, when, why
BEHAVIOURS: list[tuple[str, str, str, str, str, str]] = [
    ("ring", "nord", "Kontaktpersonen", "ringer til borgeren", "før første besøg på dagen", "Så borgeren er klar og kan sige fra."),
    ("sporg", "nord", "Den, der kommer", "spørger, hvad der er vigtigst i dag", "i døren", "Dagen bliver borgerens."),
    ("selv", "syd-rehab", "Borgeren", "gør selv det, hun kan", "mens vi er der", "Hver dag er træning."),
    ("overlever", "nord-aften", "Aftenvagten", "overleverer tre ting mundtligt", "ved vagtskiftet", "Intet falder mellem to stole."),
    ("kendt", "syd", "Planlæggeren", "sender et kendt ansigt", "de første to uger efter udskrivning", "Tryghed heler."),
    ("faelles", "oest", "Terapeut og hjælper", "besøger sammen", "ved det første besøg", "Én plan, to fag."),
    ("gaest", "havn-kaj", "Havnevagten", "går gæsten i møde", "når båden ligger fast", "Spørgsmål besvares på kajen."),
    ("svar", "havn", "Kontoret", "svarer samme dag", "på alle mails før kl. 14", "Ingen skal skrive to gange."),
    ("ring-byg", "byg", "Sagsbehandleren", "ringer til ansøgeren", "inden for tre dage", "Mangler findes, før køen vokser."),
    ("brev", "byg", "Den, der skriver", "læser brevet højt for en kollega", "før det sendes", "Er det til at forstå?"),
    ("afsked", "dagpleje", "Dagplejeren", "skriver én god ting fra dagen", "før afhentning", "Forældre får mere end klokkeslæt."),
    ("foerste", "sundhedspleje", "Sundhedsplejersken", "begynder med familiens eget spørgsmål", "ved hvert besøg", "Skemaet kan vente."),
    ("fravaer", "kommune", "Lederen", "ringer på andendagen og spørger, hvad der hjælper", "ved sygdom", "Omsorg før opfølgning."),
    ("sammen", "omsorg", "Teamet", "bruger fem minutter på én prøvehandling", "hver onsdag", "Lidt hver uge slår meget én gang."),
]  # fmt: skip

# unit, kind, text, raised to, answer
BARRIERS: list[tuple[str, str, str, str | None, str | None]] = [
    ("nord", "time", "Ruten er lagt, før vi når at spørge borgeren.", "omsorg", None),
    ("nord-dag", "time", "Om morgenen går telefonen, mens vi kører.", None, None),
    ("syd", "time", "Dokumentationen æder pausen.", None, None),
    ("nord", "culture", "Vi plejer at gøre det for borgeren. Det går hurtigere.", None, None),
    ("oest", "culture", "Man spørger ikke om hjælp hos os, man klarer den.", None, None),
    ("byg", "culture", "Vi skriver, som vi altid har skrevet, så ingen kan kritisere os.", None, None),
    ("havn", "culture", "Kontoret og kajen har hver sin måde at svare på.", None, None),
    ("syd", "economy", "Opkaldet tæller ikke som en ydelse.", "omsorg", "Fra nytår tæller opkald før besøg som en del af besøget."),
    ("oest", "economy", "To fag på samme besøg står to gange i regnskabet.", "omsorg", None),
    ("havn", "economy", "Der er ikke penge til skilte på tre sprog.", "teknik", None),
    ("nord", "silo", "Sygehuset ringer til visitationen, som ringer til os dagen efter.", "kommune", None),
    ("byg", "silo", "Byggesag og miljø svarer hver for sig på den samme ansøgning.", "teknik", "Vi prøver ét fælles svar i foråret."),
    ("dagpleje", "silo", "Sundhedsplejen ved noget om familien, som vi ikke må se.", None, None),
    ("sundhedspleje", "silo", "Lægen og vi spørger om det samme.", None, None),
    ("syd-rehab", "skills", "Vi er usikre på, hvornår vi skal holde hænderne på ryggen.", None, None),
    ("nord-aften", "skills", "Ikke alle tør tage snakken om døden.", None, None),
    ("byg", "skills", "Det er svært at skrive kort uden at blive uklar.", None, None),
    ("havn-kaj", "skills", "De unge sommervagter kan ikke tysk.", None, None),
    ("syd", "knowledge", "Vi ved ikke, hvad der blev aftalt i går.", None, None),
    ("dagpleje", "knowledge", "Vi mangler viden om børn født meget for tidligt.", None, None),
    ("havn", "knowledge", "Gæsterne ved ikke, at man kan betale på telefonen.", None, None),
    ("oest", "professional_boundary", "Hjælperen venter på, at terapeuten siger god for det.", None, None),
    ("nord", "professional_boundary", "Sygeplejersken ser såret, hjælperen ser borgeren. Vi taler ikke sammen.", None, None),
    ("sundhedspleje", "professional_boundary", "Vi må gerne, men vi plejer at sende videre.", None, None),
    ("nord-dag", "other", "Der er ikke dækning i kældrene.", None, None),
    ("havn-kaj", "other", "Når det regner, går ingen ud for at spørge.", None, None),
    ("kommune", "culture", "Vi taler om fravær, som om det er den enkeltes skyld.", None, None),
    ("kommune", "knowledge", "Vi ved ikke, hvad der virker hos naboen.", None, None),
    ("dagpleje", "time", "Afhentningen er det travleste kvarter på dagen.", None, None),
]  # fmt: skip

# unit, between, and, text, (choice, reason) or None, steps
DILEMMAS: list[tuple[str, str, str, str, tuple[str, str] | None, list[tuple[str, str]]]] = [
    ("nord", "en rute, der holder", "et besøg, der tager den tid, det tager", "Vi lover begge dele og holder sjældent dem begge.",
     ("Vi lægger et kvarters luft ind om formiddagen", "Luft koster mindre end brudte løfter."),
     [("Nye ruter med luft fra næste måned", "planlægger"), ("Spørg borgerne, om de mærker det", "teamleder")]),
    ("havn", "fastliggernes ro", "gæsternes liv på kajen", "Sommeren er kort for begge.",
     ("Musik til kl. 22, og fastliggerne er med til at vælge dage", "Dem, det går ud over, skal være med til at bestemme."),
     [("Aftale med bådelauget", "havnefoged")]),
    ("byg", "hurtige svar", "svar, der holder i retten", "Vi skriver langt for at være sikre.",
     ("Kort brev forrest, jura bagest", "Borgeren læser første side."), [("Skabelon til de ti almindeligste breve", "jurist")]),
    ("dagpleje", "faste gæsteplejere", "plads til alle ved sygdom", "Barnet kender én, men der er ikke altid plads.", None, []),
    ("omsorg", "borgerens ønske om samme hjælper", "medarbejderens ønske om afveksling", "Begge har ret.", None, []),
    ("kommune", "åbenhed om fravær", "den enkeltes privatliv", "Vi vil tale om det uden at hænge nogen ud.",
     ("Vi taler om arbejdet, aldrig om diagnosen", "Det kan alle være i."), [("Fast punkt på teammødet", "leder")]),
]  # fmt: skip
