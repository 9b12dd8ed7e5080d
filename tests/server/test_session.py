"""Who gets in, and what every answer carries."""

from __future__ import annotations

import gzip
import json

import pytest
from flask import Flask
from proev.accounts import setup
from proev.ids import new_id

from tests.support.town import Town, put

APP = {"X-Proev": "1"}
WORDS = "Fru Jensen har ondt i knæet"


def test_signing_in_says_who_and_where(town: Town) -> None:
    client = town.app.test_client()
    answer = client.post("/api/v1/session", json=town.credentials("Mette"), headers=APP)
    assert answer.json["user"] == {"id": town.users["Mette"], "name": "Mette"}
    assert answer.json["memberships"] == [{"unit": town.units["Nord"], "role": "staff"}]
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Secure" not in cookie
    assert client.get("/api/v1/session").json["user"]["name"] == "Mette"
    assert client.delete("/api/v1/session", headers=APP).status_code == 204
    assert client.get("/api/v1/session").status_code == 401


def test_cookie_is_secure_beyond_loopback(town: Town) -> None:
    answer = town.app.test_client().post(
        "/api/v1/session", json=town.credentials("Mette"), headers=APP, base_url="http://proev.kommunen.example"
    )
    assert "Secure" in answer.headers["Set-Cookie"]


def test_wrong_password_and_unknown_address_look_alike(town: Town) -> None:
    client = town.app.test_client()
    answers = [
        client.post("/api/v1/session", json={"email": email, "password": "forkert-ord"}, headers=APP)
        for email in ("mette@kommunen.example", "ingen@kommunen.example")
    ]
    assert [one.status_code for one in answers] == [401, 401]
    assert answers[0].json == answers[1].json
    assert answers[0].json["code"] == "wrong_sign_in"


def test_guessing_is_slowed_down(town: Town) -> None:
    client = town.app.test_client()
    wrong = {"email": "mette@kommunen.example", "password": "forkert-ord"}
    codes = [client.post("/api/v1/session", json=wrong, headers=APP).status_code for _ in range(11)]
    assert codes == [401] * 10 + [429]
    assert client.post("/api/v1/session", json=town.credentials("Musa"), headers=APP).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "invalid"), ([], "malformed"), ({"email": "a@b"}, "invalid"), ({"email": 1, "password": {}}, "invalid"),
     ({"email": "a\x00@b", "password": "x"}, "invalid")],
)  # fmt: skip
def test_bad_sign_in_is_a_clear_problem(town: Town, body: object, code: str) -> None:
    answer = town.app.test_client().post("/api/v1/session", json=body, headers=APP)
    assert (answer.status_code, answer.json["code"], answer.mimetype) == (422, code, "application/problem+json")


@pytest.mark.parametrize("path", ["/api/v1/unknown", "/api/x", "/api/v1/trials/1/unknown"])
def test_unknown_paths_of_the_api_are_problems(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (404, "application/problem+json", "not_found")


def test_wrong_method_is_a_problem_that_says_what_is_allowed(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/sync")
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


def test_unsafe_call_without_the_header_or_from_elsewhere_is_refused(town: Town) -> None:
    mette = town.phone("Mette")
    body = {"device": mette.device, "author": mette.user, "schema": 1, "mutations": []}
    assert mette.client.post("/api/v1/sync", json=body).json["code"] == "header_missing"
    answer = mette.client.post("/api/v1/sync", json=body, headers={**APP, "Origin": "https://evil.example"})
    assert (answer.status_code, answer.json["code"]) == (403, "other_origin")


def test_sync_without_sign_in_waits(town: Town) -> None:
    answer = town.app.test_client().post("/api/v1/sync", json={}, headers=APP)
    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_other_author_applies_nothing(town: Town) -> None:
    mette, musa = town.phone("Mette"), town.phone("Musa")
    answer = mette.post(put("trial", unit=town.units["Nord"], title="x"), author=musa.user)
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_user")
    musa.sync()
    assert musa.of_type("trial") == []


def test_newer_client_waits(town: Town) -> None:
    answer = town.phone("Mette").post(schema=2)
    assert (answer.status_code, answer.json["code"]) == (409, "schema_newer")


@pytest.mark.parametrize(
    "change",
    [{"device": "x"}, {"mutations": {}}, {"limit": 0}, {"limit": "7"}, {"schema": None}, {"cursor": 7}, {"author": None},
     {"sent_at": 3}, {"schema": 0}],
)  # fmt: skip
def test_request_of_another_format_is_malformed(town: Town, change: dict[str, object]) -> None:
    answer = town.phone("Mette").post(**change)
    assert (answer.status_code, answer.json["code"]) == (422, "malformed")


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"a": NaN}', b"\xff", b"[" * 100_000])
def test_body_that_is_not_an_object_is_malformed(town: Town, raw: bytes) -> None:
    mette = town.phone("Mette")
    answer = mette.client.post("/api/v1/sync", data=raw, content_type="application/json", headers=APP)
    assert (answer.status_code, answer.json["code"]) == (422, "malformed")


def test_too_many_or_too_large_is_413(town: Town) -> None:
    mette = town.phone("Mette")
    many = [put("trial", unit=town.units["Nord"], title="x") for _ in range(1001)]
    assert mette.post(*many).status_code == 413
    assert mette.post(put("trial", unit=town.units["Nord"], title="x" * 1_100_000)).json["code"] == "too_large"
    assert mette.post(*many[:1000]).status_code == 200


def test_packed_bodies_are_read_and_bounded(town: Town) -> None:
    mette = town.phone("Mette")
    body = {"device": mette.device, "author": mette.user, "schema": 1, "mutations": []}
    headers = {**APP, "Content-Encoding": "gzip", "Accept-Encoding": "gzip"}

    def post(raw: bytes) -> tuple[int, str | None]:
        answer = mette.client.post("/api/v1/sync", data=raw, content_type="application/json", headers=headers)
        return answer.status_code, answer.headers.get("Content-Encoding")

    packed = gzip.compress(json.dumps(body).encode())
    assert post(packed) == (200, "gzip")
    assert post(packed[:-5])[0] == 422
    assert post(b"not gzip")[0] == 422
    assert post(gzip.compress(b" " * 50_000_000))[0] == 413


def test_limit_past_its_maximum_is_clamped(town: Town) -> None:
    assert town.phone("Mette").post(limit=50_000).status_code == 200


def test_errors_speak_the_reader_s_language(app: Flask) -> None:
    client = app.test_client()
    told = [client.get("/api/v1/nej", headers={"Accept-Language": one}).json["detail"] for one in ("da", "en", "fr")]
    assert told == ["Det findes ikke her.", "There is nothing here.", "Det findes ikke her."]


def test_every_answer_carries_the_strict_policy(app: Flask) -> None:
    for path in ("/live", "/ready", "/api/docs", "/api/v1/openapi.json", "/api/v1/nej"):
        answer = app.test_client().get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_documents_of_the_api_are_served_without_outside_hosts(app: Flask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").json
    assert {"/api/v1/sync", "/api/v1/session", "/api/v1/contract"} <= document["paths"].keys()
    assert "ObservationFields" in json.dumps(document["components"])
    page = app.test_client().get("/api/docs").text
    assert "POST /api/v1/sync" in page and "https://" not in page and "http://" not in page


def test_every_route_says_who_may_call_it(app: Flask) -> None:
    silent = {
        rule.endpoint for rule in app.url_map.iter_rules()
        if not getattr(app.view_functions[rule.endpoint], "access", None) and rule.endpoint != "api-docs.openapi_json"
    }  # fmt: skip
    assert silent == set()


def test_set_up_link_works_once(app: Flask) -> None:
    with app.app_context():
        token = setup.new_link_token()
    told = {"organisation": "Lillevig Kommune", "name": "Anna", "email": "Anna@Lillevig.example", "password": "en-lang-kode"}
    client = app.test_client()
    assert client.post("/api/v1/setup", json={**told, "token": "forkert"}, headers=APP).status_code == 403
    short = client.post("/api/v1/setup", json={**told, "token": token, "password": "kort"}, headers=APP)
    assert (short.status_code, list(short.json["errors"])) == (422, ["password"])
    assert client.post("/api/v1/setup", json={**told, "token": token}, headers=APP).status_code == 201
    assert client.post("/api/v1/setup", json={**told, "token": token}, headers=APP).json["code"] == "setup_done"
    answer = client.post("/api/v1/session", json={"email": "anna@lillevig.example", "password": "en-lang-kode"}, headers=APP)
    assert answer.json["organisation"]["name"] == "Lillevig Kommune"
    assert answer.json["memberships"][0]["role"] == "admin"


def test_revoked_device_is_told(town: Town) -> None:
    from proev.accounts.tables import Device
    from proev.db import writing

    mette = town.phone("Mette")
    mette.sync()
    with town.app.app_context(), writing() as session:
        row = session.get(Device, (town.units["Kommunen"], mette.device, mette.user))
        assert row
        row.revoked = "lost"
    answer = mette.post(put("trial", unit=town.units["Nord"], title="x"))
    assert (answer.status_code, answer.json["code"], answer.json["errors"]) == (403, "device_revoked", {"device": "lost"})
    mette.device = new_id()
    assert mette.post().status_code == 200


def test_nobody_s_words_are_in_the_log_when_something_breaks(
    town: Town, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette = town.phone("Mette")

    def breaks(*_arguments: object, **_named: object) -> None:
        raise ValueError(WORDS)

    monkeypatch.setattr("proev.sync.service.push", breaks)
    answer = mette.post(put("feedback", good=WORDS))
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert "ValueError" in caplog.text
    assert WORDS not in caplog.text
