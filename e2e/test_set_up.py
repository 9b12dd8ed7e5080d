"""The first start: a link that works once, and the organisation's first administrator."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from e2e.conftest import Phones
from e2e.pages import Today
from e2e.server import PASSWORD, Server


def test_first_administrator_is_made_by_the_link_and_the_link_works_once(phones: Phones, tmp_path: Path) -> None:
    server = Server(tmp_path / "data")
    server.start()
    try:
        assert server.process and server.process.stdout
        link = re.search(r"http://\S+", server.process.stdout.readline())
        assert link
        page = phones.open("anna").new_page()
        page.goto(link[0])
        page.get_by_label("Organisationens navn").fill("Lillevig Kommune")
        page.get_by_label("Dit navn").fill("Anna Holst")
        page.get_by_label("E-mail").fill("anna@lillevig.example")
        page.get_by_label("Adgangskode").fill("kort")
        page.get_by_role("button", name="Opret").click()
        expect(page.locator("[aria-invalid=true]")).to_have_count(1)
        expect(page.get_by_text("Mindst 8 tegn.")).to_be_visible()
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Opret").click()
        Today(page).is_shown()
        expect(page.get_by_role("heading", level=1)).to_have_text("Lillevig Kommune")

        late = phones.open("late").new_page()
        late.goto(link[0])
        late.get_by_label("Organisationens navn").fill("En anden")
        late.get_by_label("Dit navn").fill("En anden")
        late.get_by_label("E-mail").fill("en@anden.example")
        late.get_by_label("Adgangskode").fill(PASSWORD)
        late.get_by_role("button", name="Opret").click()
        expect(late.get_by_text("Prøv er allerede sat op. Log ind i stedet.")).to_be_visible()
    finally:
        server.close()
