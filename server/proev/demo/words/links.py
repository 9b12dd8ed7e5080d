"""What belongs with what in Lillevig: a trial tries a wanted behaviour in a direction, something hinders it, something
prompted it, and some are tried in several units at once. Named by the trials' and behaviours' keys."""

from __future__ import annotations

# behaviour: the trials that try it
TRIED: dict[str, tuple[str, ...]] = {
    "ring": ("ring-1", "ring-2", "ring-3"),
    "sporg": ("dor", "plan"),
    "selv": ("haender", "kaffe-syd", "gaa"),
    "overlever": ("tre-ting",),
    "kendt": ("syd-kendt", "syd-kendt-2"),
    "faelles": ("to-fag",),
    "gaest": ("kaj", "net", "morgenrunde"),
    "svar": ("svar-14",),
    "ring-byg": ("ring-byg", "skaerm"),
    "brev": ("brev-1", "brev-2", "hoejt"),
    "afsked": ("god-ting",),
    "foerste": ("spoerg", "far"),
    "fravaer": ("andendag",),
    "sammen": ("aabne-dore",),
}

# the unit of the direction: the behaviours and the trials that go that way
DIRECTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kommune": (("fravaer",), ("andendag", "fredag")),
    "omsorg": (
        ("ring", "sporg", "kendt"),
        ("ring-1", "ring-2", "ring-3", "dor", "plan", "bad-aften", "syd-kendt", "syd-kendt-2"),
    ),
    "teknik": (("svar", "ring-byg", "brev"), ("skilt", "skilt-2", "svar-14", "ring-byg", "brev-1", "brev-2", "hoejt")),
}

# a barrier's words: the behaviour that it hinders, the trials that are about it
HINDERED: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "Ruten er lagt, før vi når at spørge borgeren.": ("sporg", ("dor", "plan")),
    "Om morgenen går telefonen, mens vi kører.": ("ring", ("ring-1", "ring-2")),
    "Vi plejer at gøre det for borgeren. Det går hurtigere.": (None, ("kaelder",)),
    "Dokumentationen æder pausen.": (None, ("app-pause",)),
    "Vi skriver, som vi altid har skrevet, så ingen kan kritisere os.": ("brev", ("brev-1", "brev-2")),
    "Det er svært at skrive kort uden at blive uklar.": ("brev", ("hoejt",)),
    "Kontoret og kajen har hver sin måde at svare på.": ("svar", ("svar-14",)),
    "Der er ikke penge til skilte på tre sprog.": (None, ("skilt", "skilt-2")),
    "Vi er usikre på, hvornår vi skal holde hænderne på ryggen.": ("selv", ("haender",)),
    "Vi ved ikke, hvad der blev aftalt i går.": ("kendt", ("bog",)),
    "Gæsterne ved ikke, at man kan betale på telefonen.": (None, ("mobil",)),
    "Hjælperen venter på, at terapeuten siger god for det.": ("faelles", ("to-fag",)),
    "To fag på samme besøg står to gange i regnskabet.": ("faelles", ("to-fag",)),
    "Når det regner, går ingen ud for at spørge.": ("gaest", ("morgenrunde",)),
    "Vi taler om fravær, som om det er den enkeltes skyld.": ("fravaer", ("andendag", "fredag")),
    "Afhentningen er det travleste kvarter på dagen.": ("afsked", ("god-ting",)),
    "Vi må gerne, men vi plejer at sende videre.": ("foerste", ("spoerg",)),
    "Der er ikke dækning i kældrene.": (None, ("kaelder",)),
}

# a trial that a barrier prompted: the barrier's words
BY_BARRIER: dict[str, str] = {
    "morgenrunde": "Når det regner, går ingen ud for at spørge.",
    "haender": "Vi er usikre på, hvornår vi skal holde hænderne på ryggen.",
}
# a trial that a dilemma prompted: what it is between
BY_DILEMMA: dict[str, str] = {"gaest-2": "faste gæsteplejere"}
# a trial that a citizen prompted: the mood, what could be different, the tag, the reply
BY_CITIZEN: dict[str, tuple[int, str, str, str]] = {
    "bad-aften": (2, "Jeg vil gerne i bad om aftenen, ikke om morgenen.", "medbestemmelse", "Vi prøver, at I selv vælger tid."),
    "skilt": (2, "Skiltene er kun på dansk.", "skilte", "Vi prøver skilte med billeder."),
    "koe": (1, "Sig, hvor i køen jeg er.", "ventetid", "Vi prøver at skrive jeres nummer hver fredag."),
}

# what a dilemma is between: the unit of the direction that it is about
TORN_WAYS: dict[str, str] = {"en rute, der holder": "omsorg", "hurtige svar": "teknik", "åbenhed om fravær": "kommune"}

# a trial: what the choice about it was between
TORN: dict[str, str] = {
    "ring-3": "Tid hos borgeren over for en fuld rute",
    "brev-1": "Et svar, der er til at forstå, over for et, der holder i retten",
    "to-fag": "To fag på samme besøg over for et regnskab, der tæller dem to gange",
    "net": "Fastliggernes ro over for liv på broerne",
}

# a trial: the other units that try the same at once, with their title and target group there
TOGETHER: dict[str, list[tuple[str, str, str]]] = {
    "syd-kendt-2": [
        ("nord", "To kendte ansigter i Nord", "Fire nyudskrevne i Nord"),
        ("oest", "To kendte ansigter i Øst", "Tre nyudskrevne i Øst"),
    ],
}
