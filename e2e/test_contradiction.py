"""What was decided in two ways, on two phones: settled either way, and what was held meanwhile."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages.practice import Adopt, Practice, signed_in
from e2e.server import running_trial
from e2e.test_practice import TITLE, Installation, ago


def test_a_stop_and_an_adoption_meet_and_are_settled_either_way(phones_chromium: Phones, installation: Installation) -> None:
    server, ids = installation
    trial = server.push("mette", "trial", **running_trial(ids["unit"], TITLE))
    page = signed_in(phones_chromium.open("lone"), server, "lone")
    server.stop()
    adopt = Adopt.of(page, server, trial).answer(Mødet="Det står på kørelisten").go_on().answer(Det_gør_vi="Intet").go_on()
    adopt.answer(Gør_hvad="ringer til borgeren").go_on().asks("Hvem er ansvarlig – og hvem afløser?").go_on()
    adopt.answer(Derfor="Det virker", Det_lærte_I="Et opkald er nok").go_on().take_into_use()
    # Her phone is put away; Mette, who had stopped it meanwhile, sends first.
    page.goto("about:blank")
    server.start()
    stop = {"unit": ids["unit"], "subject_type": "trial", "subject": trial, "choice": "abandon", "learned": "De vil ikke"}
    server.push("mette", "decision", **stop, reason="Ingen kom", decided_on=ago(0))
    page.goto(f"{server.url}/opmaerksomhed")
    expect(page.get_by_text("En anden beslutning om prøvehandlingen står ved magt.")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Se prøvehandlingen").click()
    # Settled for the adoption: what was held goes in.
    settle = page.locator(".settle li")
    settle.filter(has_text="Det virker").get_by_role("button", name="Den her står ved magt").click()
    expect(settle).to_have_count(0)
    expect(page.locator(".story-settled")).to_have_text(re.compile("Afgjort: “Tag i brug” står ved magt"))
    expect(page.locator(".story").get_by_text("Et opkald er nok")).to_have_count(1)
    # She has answered the seven questions: she is led to her answers, and is not asked again.
    adopt.of(page, server, trial)
    expect(page.get_by_text("Spørgsmålene er besvaret, men svarene er ikke kommet ind.")).to_be_visible()
    page.get_by_role("link", name="Se svarene").click()
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    page.get_by_role("link", name="Se svarene, og send dem igen").click()
    expect(page.get_by_text("Nu står beslutningen om at tage den i brug ved magt.")).to_be_visible()
    again = page.get_by_role("button", name="Ret og send igen")
    again.click()
    again.click()
    expect(page.get_by_text("Intet kræver opmærksomhed.")).to_be_visible(timeout=30_000)
    # Another stop, and settled the other way: people are told that the practice goes, and it does, with the reason.
    server.push("mette", "decision", **stop, reason="Nu vil de slet ikke", decided_on=ago(0))
    page.goto(f"{server.url}/proevehandlinger/{trial}")
    other = settle.filter(has_text="Nu vil de slet ikke")
    expect(other).to_contain_text("Så udfases praksissen", timeout=30_000)
    other.get_by_role("button", name="Den her står ved magt").click()
    page.get_by_role("link", name="Se praksissen, der blev udfaset").click()
    practice = Practice(page).is_phase("Udfaset").says("Nu vil de slet ikke", "er taget tilbage")
    expect(page.get_by_role("link", name="Gør vi det stadig?")).to_have_count(0)
    # And taken into use once more: the same practice comes back, as it was.
    page.get_by_role("link", name="Tag den i brug igen").click()
    expect(page.get_by_label("Mødet")).to_have_value("Det står på kørelisten")
    for _ in range(3):
        adopt.go_on()
    adopt.asks("Hvem er ansvarlig – og hvem afløser?").choose("Afløser", "Musa Holm").go_on()
    adopt.answer(Derfor="Nu vil de", Det_lærte_I="Tid hjælper").go_on().take_into_use()
    practice.is_phase("På vej ind").says("Hvem er ansvarlig?").unsent(0).untroubled()
    page.get_by_label("Ansvarlig", exact=True).select_option(label="Mette Holm")
    page.get_by_role("button", name="Gem ansvarlig").click()
    expect(page.get_by_role("heading", name="Hvem er ansvarlig?")).to_have_count(0)
    practice.unsent(0).untroubled()
