"""Learning across: found on the phone without a network, inflected or mistyped; and what another unit learned, with one."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Phones
from e2e.pages import SignIn
from e2e.server import PASSWORD, Server, running_trial
from tests.support.this_day import this_day

LEARNED = "Roen ved bordet betød mere end tidspunktet"


def learning_card(server: Server, unit: str, **fields: str) -> None:
    """A learning card, as the server makes one of another unit's shared trial. Written while the server is stopped."""
    from proev import clock, config, create_app
    from proev.accounts import people
    from proev.db import writing
    from proev.sync.apply import server_made
    from proev.sync.work import Work

    with create_app(config.load(server.environment)).app_context(), writing() as session:
        organisation = people.only_organisation(session)
        assert organisation
        work = Work(session, organisation, clock.now(), this_day())
        work.put(server_made(work, "learning_card", unit, dict(fields)))
        work.write()


def search(page: Page, words: str) -> None:
    """Type as a person does."""
    field = page.get_by_label("Søg i det, andre har lært")
    field.fill("")
    field.press_sequentially(words)


def test_learning_is_found_offline_and_another_unit_s_online(phones: Phones, installation: tuple[Server, dict[str, str]]) -> None:
    server, ids = installation
    harbour = server.command("unit", "add", "Havnekontoret")
    server.command(
        "user", "add", "hans@lillevig.example", "--name", "Hans Brink", "--unit", harbour, "--role", "staff", "--password-stdin",
        stdin=PASSWORD,
    )  # fmt: skip
    trial = server.push("mette", "trial", **running_trial(ids["unit"], "Fælles morgenmad"))
    server.push(
        "mette", "decision", subject_type="trial", subject=trial, choice="abandon", reason="Vi har lært nok", learned=LEARNED,
        decided_on=str(this_day()),
    )  # fmt: skip
    going = server.push("mette", "trial", **{**running_trial(ids["unit"], "Ring først"), "place": "Rute 4 på Skovvangen"})
    barrier = server.push("mette", "barrier", unit=ids["unit"], kind="silo", text="Nøglerne ligger hos en anden afdeling")
    other = server.push("hans", "trial", **running_trial(harbour, "Kaffe på kajen"))
    today = SignIn.open(phones.open("mette"), server.url).sign_in("mette").is_shown().wait_until_ready_offline()
    page = today.page
    page.get_by_role("navigation").get_by_role("link", name="Læring").click()
    card = page.get_by_role("link", name=re.compile("Fælles morgenmad"))
    expect(card).to_contain_text("Stoppet – det lærte vi")
    server.stop()

    # Without a server: inflected, mistyped, and with the keys that a foreign keyboard has.
    for words in ("morgenmadens", "morgnmad", "roen ved borde", "faelles"):
        search(page, words)
        expect(card).to_contain_text(LEARNED)
        expect(card.locator("mark").first).to_be_visible()
    search(page, "vindmølle")
    expect(card).to_have_count(0)
    expect(page.get_by_text("Der er ingen forbindelse.")).to_be_visible()
    # Not the cards alone: a barrier by an inflected word, a trial that goes on by where it is tried.
    held = page.get_by_role("region", name="På telefonen")
    for words, kind, path in (
        ("afdelingernes nøgler", "Barriere · Kassetænkning", f"/barriere/{barrier}"),
        ("skovvange", "Prøvehandling · I gang", f"/proevehandlinger/{going}"),
    ):
        search(page, words)
        expect(held.get_by_role("link")).to_have_count(1)
        expect(held.get_by_role("link")).to_contain_text(kind)
        expect(held.get_by_role("link")).to_have_attribute("href", path)
        expect(held.locator("mark").first).to_be_visible()
    held.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ring først")
    page.get_by_role("navigation").get_by_role("link", name="Læring").click()
    search(page, "morgenmaden")
    card.click()
    expect(page.get_by_role("heading", name="Det lærte vi")).to_be_visible()
    expect(page.get_by_role("link", name="Prøv hos os")).to_have_attribute("href", f"/ny/laering/{trial}")
    page.get_by_role("link", name="Tilbage").click()
    expect(page.get_by_label("Søg i det, andre har lært")).to_have_value("morgenmaden")

    # With one: what the harbour learned. Its trial itself stays with the harbour.
    learning_card(
        server, harbour, trial=other, unit_name="Havnekontoret", title="Kaffe på kajen", choice="adopt",
        learned="Gæstesejlerne fortæller mere med en kop i hånden", ended_on=str(this_day()),
    )  # fmt: skip
    server.start()
    # What the phone shows already does not stand among the organisation's.
    search(page, "nøgle")
    expect(page.get_by_text("Der er ikke mere i resten af organisationen.")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Nøglerne"))).to_have_count(1)
    search(page, "gæstesejlernes kopper")
    found = page.get_by_role("link", name=re.compile("Kaffe på kajen"))
    expect(found).to_contain_text("Havnekontoret")
    found.click()
    expect(page.get_by_role("heading", name="Det lærte de")).to_be_visible()
    expect(page.get_by_role("link", name="Se prøvehandlingen")).to_have_count(0)
