"""What citizens said: (mood 1–4, the good, what could be different, tag)."""

from __future__ import annotations

Voice = tuple[int, str, str, str]

CARE: list[Voice] = [
    (4, "Hun ringede, før hun kom. Så nåede jeg at få tøj på.", "", "besøg"),
    (4, "Jeg blev spurgt, hvad jeg helst ville. Det er længe siden.", "", "medbestemmelse"),
    (3, "De er søde alle sammen.", "", "besøg"),
    (2, "", "Der kommer en ny hver dag. Jeg fortæller det samme igen.", "kendte ansigter"),
    (1, "", "Ingen sagde, at besøget var flyttet.", "ventetid"),
    (3, "Vi gik ned i kælderen sammen. Det turde jeg ikke alene.", "", "træning"),
    (4, "Jeg lavede selv kaffen i dag.", "", "træning"),
    (2, "", "Det går for stærkt om morgenen.", "tid"),
    (3, "Nu ved min datter, hvornår I kommer.", "", "pårørende"),
    (2, "Hjælpen er god nok.", "Bare I kom på samme tid.", "ventetid"),
    (4, "Han satte sig ned. Det betyder alt.", "", "tid"),
    (1, "", "Jeg ventede hele formiddagen.", "ventetid"),
    (3, "Det er rart, at de to kommer sammen.", "", "samarbejde"),
    (3, "", "Skriv det i bogen, så aftenholdet også ved det.", "overlevering"),
    (4, "De husker, at jeg ikke tåler mælk.", "", "kendte ansigter"),
    (2, "", "Jeg vil gerne i bad om aftenen, ikke om morgenen.", "medbestemmelse"),
    (3, "Planen hænger på køleskabet. Jeg har selv skrevet den.", "", "medbestemmelse"),
]  # fmt: skip

HARBOUR: list[Voice] = [
    (4, "Vi blev mødt på kajen med et smil og et kort.", "", "modtagelse"),
    (3, "Nemt at betale på telefonen.", "", "betaling"),
    (2, "", "Skiltene er kun på dansk.", "skilte"),
    (1, "", "Bruseren var kold tre dage i træk.", "bad"),
    (4, "Kaffen var varm, og havnefogeden kendte vejret.", "", "modtagelse"),
    (2, "", "Jeg skrev to gange uden svar.", "svar"),
    (3, "Svar samme dag. Tak.", "", "svar"),
    (3, "Godt med cykler til låns.", "", "byen"),
    (2, "", "Hvor er der plads til en båd på 14 meter?", "plads"),
    (4, "Børnene fik et fangenet. Vi kommer igen.", "", "modtagelse"),
]

PERMITS: list[Voice] = [
    (4, "Hun ringede og sagde, hvad der manglede. Ti minutter, så var det klaret.", "", "opkald"),
    (2, "", "Brevet var på fire sider. Jeg forstod den ene.", "breve"),
    (1, "", "Ni uger uden at høre noget.", "ventetid"),
    (3, "Det nye brev begynder med svaret.", "", "breve"),
    (3, "", "Sig, hvor i køen jeg er.", "ventetid"),
    (2, "", "To afdelinger bad om den samme tegning.", "samarbejde"),
    (4, "For første gang forstod jeg en byggetilladelse.", "", "breve"),
]

FAMILIES: list[Voice] = [
    (4, "Hun begyndte med mit spørgsmål.", "", "besøg"),
    (3, "Én god ting om dagen. Vi læser den højt ved aftensmaden.", "", "afhentning"),
    (2, "", "Gæsteplejen kendte ikke hans sut.", "gæstepleje"),
    (4, "Vi besøgte gæsteplejen, før vi fik brug for den.", "", "gæstepleje"),
    (1, "", "Tre forskellige på tre besøg.", "kendte ansigter"),
    (3, "Godt at kunne skrive i stedet for at ringe.", "", "kontakt"),
    (3, "Far blev også spurgt.", "", "besøg"),
    (2, "", "Afhentningen føles som at stå i vejen.", "afhentning"),
]

VOICES: dict[str, list[Voice]] = {
    "nord": CARE, "syd": CARE, "oest": CARE, "havn": HARBOUR, "byg": PERMITS, "dagpleje": FAMILIES, "sundhedspleje": FAMILIES,
}  # fmt: skip

# Short notes from everyday work, by how it went
NOTES: dict[str, list[str]] = {
    "worked": [
        "Gik som smurt.", "Borgeren smilede, da jeg spurgte.", "Vi sparede en tur.", "Nemmere end ventet.", "Kollegaen vil også prøve.",
        "Hun var klar, da jeg kom.", "Det tog to minutter.", "Færre spørgsmål bagefter.", "Vi grinede lidt sammen.", "",
        "Den pårørende ringede og sagde tak.", "Det løste sig på stedet.", "Roligere start på dagen.", "",
    ],
    "partly": [
        "Virkede, men jeg kom bagud.", "Halvdelen lykkedes.", "Jeg glemte det første gang.", "Godt for den ene, svært for den anden.",
        "Kræver, at vi begge er der.", "Der manglede dækning.", "", "Telefonen tog tid.", "Det går bedre om eftermiddagen.",
    ],
    "not": [
        "Ingen tog telefonen.", "Ruten var skredet.", "Vikaren kendte det ikke.", "For travlt i dag.", "Borgeren ville hellere have det som før.",
        "", "Jeg nåede det ikke.", "Skemaet lå i den anden bil.",
    ],
}  # fmt: skip
