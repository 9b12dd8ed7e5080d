"""Stories that last for months, most of them without a network: from an idea to everyday practice in two units, which still
holds half a year later though its owner has left; and a trial that is stopped and put to use elsewhere.

The server's clock and the phones' are ahead by the same number of days; everything else is what it always is.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import EDIT, Today
from e2e.pages.life import Card, Learned, Life, Review
from e2e.pages.practice import Adopt, Check, Practice, signed_in
from e2e.server import Server
from tests.support.this_day import this_day

TITLE = "Opkald før besøg"


class Town:
    """Phones that are taken up now and then over the months, and a server that is there only when they send."""

    def __init__(self, phones: Phones, server: Server) -> None:
        self.phones, self.server = phones, server
        server.stop()
        server.environment["PROEV_SESSION_DAYS"] = "400"
        server.start()

    def add(self, name: str, unit: str, role: str = "staff") -> str:
        """One more person."""
        return self.server.add_user(name, f"{name.title()} Holm", unit, role)

    def begin(self, *names: str) -> None:
        """Everybody signs in once, and the phones keep the app."""
        for name in names:
            self.phones.close(signed_in(self.phones.open(name), self.server, name).context)
        self.server.stop()

    def take_up(self, name: str, day: int) -> Page:
        """Somebody's phone, so many days after the beginning, without a network."""
        context = self.phones.open(name)
        context.clock.install(time=datetime.now(UTC) + timedelta(days=day))
        return Today.open(context, self.server.url).is_shown().page

    def send(self, page: Page, day: int) -> None:
        """There is a network for a moment: everything is sent, what is new comes, and the phone is put away."""
        self.server.days_ahead = day
        self.server.start()
        page.goto(f"{self.server.url}/hvad-ligger-hvor")
        with page.expect_response(lambda answer: answer.url.endswith("/api/v1/sync") and answer.ok, timeout=60_000):
            page.get_by_role("button", name="Send nu").click()
        Today(page).unsent(0).untroubled()
        self.phones.close(page.context)
        self.server.stop()

    def fetch(self, name: str, day: int) -> None:
        """Somebody's phone gets what the others have sent."""
        self.send(self.take_up(name, day), day)


def on(day: int) -> str:
    """The day, so many days after the beginning."""
    return str(this_day() + timedelta(days=day))


def see(page: Page, town: Town, trial: str) -> Life:
    """A trial's page."""
    page.goto(f"{town.server.url}/proevehandlinger/{trial}")
    return Life(page)


def adjust(page: Page, learned: str, change: str, until: int) -> Life:
    """Gather up, adjust, and set the child in motion."""
    Life(page).gather_up().decide("Justér", learned, "Vi er på vej", "Gem, og beskriv justeringen")
    child = Card(page).step("Hvad vil vi ændre?", change=change).step("Hvad tror vi, der sker?", prediction="Færre går forgæves")
    child.step("Hvor lidt kan vi nøjes med?", ends_on=on(until))
    return child.start().yes().is_("I gang")


def test_an_idea_becomes_everyday_practice_in_two_units_and_holds(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, ids = installation
    town = Town(phones_chromium, server)
    south = server.command("unit", "add", "Hjemmeplejen Syd")
    town.add("sif", south)
    town.add("nora", ids["unit"])
    town.begin("mette", "musa", "lone", "sif", "nora")

    # Day 0: an idea in the car, made ready and set in motion, and seen twice.
    page = town.take_up("mette", 0)
    Today(page).new_trial().titled(TITLE)
    page.get_by_role("link", name=EDIT).click()
    card = Card(page).step("Hvad vil vi ændre?", change="Vi ringer, før vi kører")
    card.step("Hvem gør hvad, hvornår?", who="Kontaktpersonen", does="ringer til borgeren", when="før ruten begynder")
    card.step("Hvad tror vi, der sker?", prediction="Halvt så mange går forgæves")
    card.step("Hvad vil vi lære?", learning_question="Er et opkald nok?")
    card.step("Hvor lidt kan vi nøjes med?", target_group="Fem borgere", ends_on=on(13))
    card.step("Skal vi måle noget?", measure_name="Forgæves besøg")
    card.start().yes().is_("I gang").note("Det virkede", "3").note("Delvist", "4")
    town.send(page, 1)

    # It ends, and waits for them on the start screen; adjusted once, and once more.
    page = town.take_up("mette", 15)
    page.get_by_role("link", name=re.compile(f"Klar til opsamling.*{TITLE}")).click()
    Review(page).looks_back("Halvt så mange går forgæves", "Fra 3 til 4").decide(
        "Justér", "Om morgenen er for tidligt", "Vi er på vej", "Gem, og beskriv justeringen"
    )
    child = Card(page).step("Hvad vil vi ændre?", change="Vi ringer aftenen før")
    child.step("Hvad tror vi, der sker?", prediction="Færre går forgæves").step("Hvor lidt kan vi nøjes med?", ends_on=on(28))
    child.start().yes().is_("I gang").note("Det virkede", "2")
    town.send(page, 15)
    page = town.take_up("mette", 30)
    page.get_by_role("link", name=re.compile(f"Klar til opsamling.*{TITLE}")).click()
    page.get_by_role("link", name="Tilbage").click()
    life = adjust(page, "Aftenholdet kan ringe", "Aftenholdet ringer ved vagtskiftet", 43).note("Det virkede", "1")
    life.ramp(TITLE, f"{TITLE}, 2. runde", f"{TITLE}, 3. runde")
    third = page.url.rsplit("/", 1)[1]
    town.send(page, 30)

    # Day 45: their leader takes it into use in the north, and shares what they learned.
    town.fetch("lone", 44)
    page = town.take_up("lone", 45)
    see(page, town, third).is_("Klar til opsamling").gather_up()
    adopt = Adopt.of(page, server, third).answer(Mødet="Det står på kørelisten").go_on().asks("Hvad holder I op med?")
    page.get_by_role("button", name="Vi holder ikke op med noget").click()
    adopt.go_on().asks("Hvem gør hvad, hvornår?").go_on().asks("Hvem er ansvarlig – og hvem afløser?")
    adopt.choose("Ansvarlig", "Mette Holm").choose("Afløser", "Musa Holm").go_on()
    adopt.answer(Derfor="Det virker", Det_lærte_I="Aftenholdet når det ved vagtskiftet").go_on()
    practice = adopt.take_into_use().is_phase("På vej ind")
    where = page.url.removeprefix(server.url)
    practice.says("Hjemmeplejen Nord")
    see(page, town, third)
    page.get_by_role("link", name="Del det, I lærte, med de andre").click()
    Learned(page).share()
    town.send(page, 45)

    # The south finds it among what others have learned and takes it up by itself, offline; the practice comes when it sends.
    town.fetch("sif", 46)
    page = town.take_up("sif", 46)
    page.get_by_role("navigation").get_by_role("link", name="Læring").click()
    page.get_by_role("link", name=re.compile(f"{TITLE}, 3. runde")).click()
    page.get_by_role("button", name="Tag i brug i Hjemmeplejen Syd").click()
    expect(page.get_by_text("Hjemmeplejen Syd har taget den i brug.")).to_be_visible()
    town.send(page, 46)

    # Day 76: both units are asked. The north still does it; the south says no, and everybody sees that it slips.
    answer(town, "musa", 76, where, "Ja", "Hjemmeplejen Nord").is_phase("På vej ind")
    town.send(town.phones.open_ones[0].pages[0], 76)
    town.fetch("sif", 76)
    page = town.take_up("sif", 77)
    page.get_by_role("link", name=re.compile("Gør vi det stadig\\?.*" + TITLE)).click()
    thanks = Check(page).answer("Nej", "Sommerafløserne ved det ikke")
    again = thanks.practice().is_phase("Er ved at glide").says("Hjemmeplejen Syd: I svarede “nej”").way("Prøv igen")
    expect(page.get_by_label("Hvornår ser I på det igen?")).to_have_value(on(91))
    again.because("Hvem gør hvad?", "Det kommer med i oplæringen", "Gem aftalen").is_phase("Er ved at glide")
    town.send(page, 77)
    answer(town, "sif", 90, where, "Ja", "Hjemmeplejen Syd").is_phase("På vej ind")
    town.send(town.phones.open_ones[0].pages[0], 90)

    # Day 110: the owner finds another job. Her deputy carries it on, and is asked for one of his own.
    server.days_ahead = 110
    server.command("user", "deactivate", ids["mette"])
    town.fetch("musa", 110)
    page = town.take_up("musa", 111)
    expect(page.get_by_role("heading", name=f"Du er ansvarlig for “{TITLE}")).to_be_visible()
    town.send(page, 111)
    town.fetch("lone", 111)
    page = town.take_up("lone", 112)
    page.goto(server.url + where)
    Practice(page).says("Musa Holm", "Hvem er afløser?")
    page.get_by_label("Afløser", exact=True).select_option(label="Nora Holm")
    page.get_by_role("button", name="Gem afløser").click()
    Practice(page).says("Nora Holm")
    town.send(page, 112)

    # The 90 and the 180 day questions, by different people in both units: it holds, and hangs on nobody.
    for name, day, unit in (
        ("nora", 136, "Hjemmeplejen Nord"), ("sif", 137, "Hjemmeplejen Syd"),
        ("lone", 226, "Hjemmeplejen Nord"), ("sif", 227, "Hjemmeplejen Syd"),
    ):  # fmt: skip
        answer(town, name, day, where, "Ja", unit)
        town.send(town.phones.open_ones[0].pages[0], day)
    town.fetch("lone", 228)
    page = town.take_up("lone", 229)
    page.goto(server.url + where)
    Practice(page).is_phase("Holder").says("Nej. Den holder", "Musa Holm", "Nora Holm")
    town.send(page, 229)


def answer(town: Town, name: str, day: int, where: str, said: str, unit: str) -> Practice:
    """Somebody answers whether it is still done, after the phone has got what is new; stays on the practice's page."""
    town.fetch(name, day)
    page = town.take_up(name, day)
    page.goto(town.server.url + where)
    check = Practice(page).check()
    choice = page.locator("main").get_by_role("link", name=re.compile(unit))
    expect(
        page.get_by_role("heading", name="Hvor gælder svaret?").or_(page.get_by_role("radio", name="Ja", exact=True))
    ).to_be_visible()
    if choice.count():
        check.in_unit(unit)
    return check.answer(said).practice()


def test_a_trial_is_stopped_with_learning_and_put_to_use_elsewhere(
    phones_chromium: Phones, installation: tuple[Server, dict[str, str]]
) -> None:
    server, _ids = installation
    town = Town(phones_chromium, server)
    harbour = server.command("unit", "add", "Havnekontoret")
    town.add("hans", harbour)
    town.begin("mette", "hans")

    # The north tries, learns that it is the wrong time of the day, stops, and shares it.
    page = town.take_up("mette", 0)
    Today(page).new_trial().titled("Fælles morgenmad")
    page.get_by_role("link", name=EDIT).click()
    card = Card(page).step("Hvad vil vi ændre?", change="Vi spiser morgenmad sammen")
    card.step("Hvem gør hvad, hvornår?", who="Holdet", does="dækker bord", when="kl. 8")
    card.step("Hvad tror vi, der sker?", prediction="Der bliver talt mere").step(
        "Hvad vil vi lære?", learning_question="Kommer de?"
    )
    card.step("Hvor lidt kan vi nøjes med?", target_group="Fem borgere", ends_on=on(13))
    card.start().yes().gather_up().decide(
        "Stop", "Roen kommer, når ingen skal nå noget", "Kl. 8 er for tidligt", "Stop – det lærte vi"
    )
    stopped = re.search(r"proevehandlinger/([^/]+)", page.url)
    assert stopped
    Learned(page).shows("Roen kommer, når ingen skal nå noget").share()
    town.send(page, 1)

    # Months later the harbour looks for something like it, with a slip of the pen, on the quay without a network.
    town.fetch("hans", 90)
    page = town.take_up("hans", 91)
    page.get_by_role("navigation").get_by_role("link", name="Læring").click()
    page.get_by_label("Søg i det, andre har lært").press_sequentially("morgnmaden")
    page.get_by_role("link", name=re.compile("Fælles morgenmad")).click()
    expect(page.get_by_text("Roen kommer, når ingen skal nå noget")).to_be_visible()
    page.get_by_role("link", name="Prøv hos os").click()
    expect(page.locator(".begun")).to_contain_text("Roen kommer, når ingen skal nå noget")
    card = Card(page)
    page.get_by_label("Hvad vil I prøve?").fill("Kaffe på kajen")
    card.step("Hvad vil vi ændre?", change="Vi holder kaffepause med gæsterne")
    card.step("Hvem gør hvad, hvornår?", who="Vagten", does="brygger en kande", when="kl. 15")
    card.step("Hvad tror vi, der sker?", prediction="Gæsterne bliver").step("Hvad vil vi lære?", learning_question="Taler de?")
    card.step("Hvor lidt kan vi nøjes med?", target_group="Gæstesejlere", ends_on=on(110))
    card.start().yes().says("Inspireret af").says("Fælles morgenmad").says("Det lærte de: Roen kommer, når ingen skal nå noget")
    Life(page).gather_up().decide("Stop", "En kop i hånden får folk til at tale", "Vi ved nok", "Stop – det lærte vi")
    Learned(page).share()
    town.send(page, 92)

    # What it led to flows back to where it began.
    town.fetch("mette", 95)
    page = town.take_up("mette", 96)
    see(page, town, stopped[1]).is_("Stoppet – det lærte vi").says("Har inspireret").says("Kaffe på kajen").says("Havnekontoret")
    inspired = page.get_by_role("region", name="Har inspireret")
    expect(inspired).to_contain_text("Det lærte de: En kop i hånden får folk til at tale")
    page.get_by_role("link", name=re.compile("Kaffe på kajen")).click()
    expect(page.get_by_text("En kop i hånden får folk til at tale")).to_be_visible()
    town.send(page, 96)
