"""Planted bugs: one-line changes to the engine and the server, each of which the simulation must catch.

`python -m tests.sim.planted [NAME …]` plants each in a copy of the project, one after the other, and tells histories
until one fails; where they need much luck for it, the test that is named beside the bug is run. A bug that nothing catches is a
hole in the tests.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from .run import HOME, node, tell

REPLIES, STORE, ENGINE = "pwa/src/store/replies.ts", "pwa/src/store/store.ts", "pwa/src/sync/engine.ts"
PUSH, PULL, APPLY, MERGE, HELD = (f"server/proev/sync/{name}.py" for name in ("push", "pull", "apply", "merge", "held"))
REVIEW, CARRY, SERVICE = (f"server/proev/sync/{name}.py" for name in ("review", "carry", "service"))
RETIRE, OPEN = "pwa/src/store/retire.ts", "pwa/src/store/open-entries.ts"
UPLOADS, BLOBS, MEMORY = "pwa/src/sync/uploads.ts", "pwa/src/store/blobs.ts", "pwa/src/store/memory.ts"
MOST_SEEDS = 600
# The server says itself what is gone of that which it had stored before.
UNTOLD = (SERVICE, "page.purge += not_to_hold(session, organisation, found[1], pushed.repeated)", "pass")


@dataclass(frozen=True)
class Bug:
    """One line of a file, and what stands there instead. `also`: another, where either one alone does no harm because the
    other side sees to it too. `test`: what catches it where a history needs luck, or two at once, to do so."""

    name: str
    file: str
    line: str
    instead: str
    also: tuple[str, str, str] | None = None
    test: str = ""

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """Each a file, a line of it, and what stands there instead."""
        return [(self.file, self.line, self.instead), *([self.also] if self.also else [])]


BUGS = (
    Bug("nothing-forgotten-after-a-reset", REPLIES, "if (now && now.gen < outcome.gen)", "if (now && now.gen < 0)"),
    Bug("old-answers-believed", REPLIES, "} else if (!entry.received_at) {", "} else {",
        also=UNTOLD),
    Bug("kept-during-a-reset", REPLIES, "const gen = outcome.isWhole ? (before?.gen ?? outcome.gen - 1) : outcome.gen",
        "const gen = outcome.gen", also=UNTOLD),
    Bug("restore-not-noticed", REPLIES, "epoch !== undefined && epoch !== reply.epoch", "false"),
    Bug("purge-ignored", REPLIES, "for (const id of reply.purge) outcome.synced.set(id, undefined)", "void reply.purge"),
    Bug("tombstones-ignored", REPLIES, "deleted ? undefined :", "!deleted && deleted ? undefined :"),
    Bug("results-crossed", REPLIES, "reply.results[at]!", "reply.results[sent.length - 1 - at]!"),
    Bug("another-tabs-writes-not-read", REPLIES, "if (isOther) store.isBehind = true", "void isOther"),
    Bug("results-not-on-disk", REPLIES, "for (const one of entries) writes.push(queue.put(one))", "void queue"),
    Bug("epoch-not-on-disk", REPLIES, "meta.put(reply.epoch, 'epoch')", "meta.put(undefined, 'epoch')"),
    Bug("filling-forgotten", REPLIES, "(await store.meta<boolean>('filling')) === true", "false"),
    Bug("old-version-laid-over", REPLIES, "if (before && before.version > version) return", "void before"),
    Bug("changes-not-on-disk", REPLIES, "(row ? records.put(row) : records.delete(id))", "records.delete(id)"),
    Bug("told-before-it-is-on-disk", STORE, "      await transaction.done\n      entries.forEach",
        "      entries.forEach"),
    Bug("left-open-for-ever", STORE, "    if (!open.length) return\n", "    if (open.length >= 0) return\n"),
    Bug("undo-in-memory-only", OPEN, "row ? queue.put(row) : queue.delete(n)", "row ? queue.put(row) : undefined"),
    Bug("amend-in-memory-only", OPEN, "row ? queue.put(row) : queue.delete(n)", "row ? undefined : queue.delete(n)"),
    Bug("base-not-kept", STORE, "base: one.base ?? 0,", "base: 0,"),
    Bug("one-store-for-all-users", "pwa/src/store/database.ts", "Connection(databaseOf(user)", "Connection('proev'"),
    Bug("entries-in-memory-only", STORE, "await Promise.all(sealed.map((one) => transaction.objectStore('queue').put(one)))",
        "void sealed"),
    Bug("copies-not-told-apart", ENGINE, "if (code === 'device_cloned') {", "if (code === 'device_copied') {"),
    Bug("marks-not-compared", "server/proev/accounts/sign_ins.py",
        "kept == mark, kept == last)", "kept == mark, kept != mark)"),
    Bug("open-sheets-sent", "pwa/src/sync/batch.ts", "if (entry.state !== 'waiting') continue",
        "if (!['waiting', 'open'].includes(entry.state)) continue"),
    Bug("no-echo-asked-for", ENGINE, "{ echo: true }", "{ echo: false }"),
    Bug("too-large-thrown-away", ENGINE, "if (sent.length > 1) {", "if (sent.length > 1000) {"),
    Bug("conflict-on-own-base", MERGE, "if version > base and", "if version >= base and"),
    Bug("conflict-never", MERGE, "if version > base and", "if version > base + 1 and"),
    Bug("same-value-in-conflict", MERGE, "and kept != value", "and kept != object()",
        test="tests/server/test_push.py"),
    Bug("version-stands-still", MERGE, "    row.version += 1\n", "    row.version += 0\n"),
    Bug("applied-twice", PUSH, "if known and known[0] == hashed:", "if known and known[0] == name:"),
    Bug("mended-not-closed", PUSH, "        if not known:\n            held.close", "        if known:\n            held.close"),
    Bug("never-tried-again", PUSH, "[*arrived, *held.come_meanwhile(work)]", "[]"),
    Bug("cursor-one-too-far", PULL, "Record.seq > cursor.seq, visible(scope)", "Record.seq > cursor.seq + 1, visible(scope)"),
    Bug("own-place-not-told", PULL, "page.seqs[row.id] = row.seq", "continue"),
    Bug("own-place-not-kept", REPLIES, "if (one) outcome.synced.set(id, { ...one, seq })", "if (!one) break"),
    Bug("no-back-fill", PULL, "Record.seq <= cursor.seq)\n", "Record.seq > cursor.seq)\n"),
    Bug("one-page-only", PULL, "return rows, True", "return rows, False"),
    Bug("left-out-during-a-reset", PULL, "if cursor.skip or as_sent.get(row.id)", "if as_sent.get(row.id)"),
    Bug("deleted-while-filling", PULL, "or_(Record.deleted.is_(False), Record.seq > cursor.skip)", "Record.deleted.is_(False)"),
    Bug("purge-forgets-the-deleted", PULL, "or_(Record.deleted.is_(False), Record.seq > cursor.seq)",
        "Record.deleted.is_(False)"),
    Bug("epoch-not-asked", PULL, "and cursor.epoch == epoch[:8]", "and cursor.epoch"),
    Bug("merged-passes-for-as-sent", APPLY, "as_sent = base == row.version and not", "as_sent = not",
        test="tests/server/test_push.py"),
    Bug("deleted-revived", APPLY, "    if row.deleted:\n        raise Hold",
        "    if row.deleted and not row:\n        raise Hold"),
    Bug("stale-delete-let-through", APPLY, "if merge.is_changed_since(row, base, view):", "if base < 0:"),
    Bug("used-record-deleted", APPLY, "if is_in_use(work, row):", "if is_in_use(work, row) and base < 0:"),
    Bug("conflict-not-kept", APPLY, 'work.put(server_made(work, "conflict", row.unit, told))', "_ = told"),
    Bug("held-half", HELD, '"mutation": _keepable(work, mutation), "reason"', '"mutation": {"id": mutation["id"]}, "reason"'),
    Bug("versions-not-lifted", "server/proev/backup.py", "version = version + ({lift})", "version = version + 0"),
    Bug("new-records-begin-at-one", "server/proev/sync/work.py", "// LIFT * LIFT + 1", "* 0 + 1"),
    Bug("epoch-not-renewed", "server/proev/backup.py", "SET epoch = '{uuid4()}'", "SET epoch = epoch"),
    Bug("sender-does-not-see-held", "server/proev/access.py", "or_(Record.created_by == scope.user, Record", "or_(Record"),
    Bug("below-is-not-seen", "server/proev/access.py", "within = frozenset(tree.below(own))", "within = own"),
    Bug("release-loses-the-author", REVIEW, 'late_writer(held, held.fields["sent_by"],', "late_writer(held, reader.user,"),
    Bug("released-where-it-was", REVIEW, '_moved(held.fields["mutation"], unit)', '_moved(held.fields["mutation"], None)'),
    Bug("dismissed-comes-back", REVIEW, "    close(work, held)\n    try_freed(work, held)\n", "    try_freed(work, held)\n"),
    Bug("release-forgets-what-is-missing", REVIEW, "        if hold.missing:", "        if not hold:"),
    Bug("foreign-file-stored-as-own", CARRY, 'others = [at for at in fresh if entries[at].get("author") != user]',
        'theirs = [as_sent(entries[at]) for at in fresh if at not in own]\n'
        '    push(session, organisation, (authors or [user])[0], "", theirs, now, today)\n'
        '    others: list[int] = []'),
    Bug("withdrawn-for-one-only", "server/proev/accounts/sign_ins.py",
        "row.revoked if row else session", "row.revoked if row else not session"),
    Bug("retired-forgets-at-once", ENGINE, "if (store.unreceived().length) return !sent",
        "if (store.unreceived().length < 0) return !sent",
        test="pwa/tests/engine.test.ts"),
    Bug("low-disk-puts-aside", ENGINE, "if (status === 413 || code", "if (status === 413 || status === 507 || code"),
    Bug("dealt-with-before-not-looked-up", REPLIES, "if (known?.gen === outcome.gen)", "if (known && !outcome)"),
    Bug("old-answer-brings-back", "server/proev/sync/service.py", "page.purge += not_to_hold", "_ = not_to_hold",
        test="tests/server/test_carry.py"),
    Bug("offset-from-memory", UPLOADS, "answer = await transport.offset(sender, one.id)",
        "answer = { kind: 'offset', offset: Math.min(one.size, furthest + piece) }",
        test="pwa/tests/uploads.test.ts"),
    Bug("sent-before-it-is-answered", UPLOADS, "if (offset >= one.size) return", "if (offset + piece >= one.size) return"),
    Bug("restored-server-gets-no-photos", UPLOADS, "else if (one.epoch !== epoch) changed", "else if (one.epoch === '') changed"),
    Bug("taken-back-photos-sent", UPLOADS, "return this.world.store.memory.isNamed(one, isOut)",
        "return isSent || this.world.store.memory.isNamed(one, isOut)",
        test="pwa/tests/uploads.test.ts"),
    Bug("brought-photos-stay-here", UPLOADS, "isLast || (one.epoch ?? epoch) === epoch || this.isNoteHere(one)", "isLast"),
    Bug("brought-photos-become-the-bringer-s", "server/proev/attachments/uploads.py",
        "account = first.account if first else told.author or sender.user", "account = sender.user"),
    Bug("recording-left-for-ever", BLOBS, "    if (!left.length) return\n", "    if (left.length >= 0) return\n"),
    Bug("piece-told-before-it-is-on-disk", BLOBS, "await whollyIn(transaction, () => transaction.objectStore('pieces').add",
        "void whollyIn(transaction, () => transaction.objectStore('pieces').add",
        test="pwa/tests/blobs.test.ts"),
    Bug("retired-forgets-its-photos", ENGINE, "const wait = await this.upload(true)\n", "const wait = undefined\n"),
    Bug("retired-forgets-what-was-refused", UPLOADS, "some((one) => one.state === 'refused') ?",
        "some((one) => one.state === 'recording') ?"),
    Bug("retired-hears-no-other-tab", RETIRE, "isRead = numbers.every((n) => entries.has(n)) &&",
        "isRead = numbers.length >= 0 || entries.size < 0 ||",
        test="pwa/tests/withdrawn.test.ts"),
    Bug("retired-does-not-ask", ENGINE, "const missing = store.unreceived().length ? [] : await this.missing()",
        "const missing = store.queue().length < 0 ? await this.missing() : []"),
    Bug("released-mend-closes-nothing", REVIEW, "    close_mended(work, writer, mutation, outcome.record)\n", "",
        test="tests/server/test_review.py"),
    Bug("tried-again-from-the-end", HELD, "return [(held.order, held.id) for", "return [((False, -held.order[1]), held.id) for",
        test="tests/server/test_held_order.py"),
    Bug("let-in-late-overwrites", MERGE, "    if held is None:\n", "    if view:\n"),
    Bug("held-forgets-the-device", HELD, 'held.writer_of("mutation")[1] or ""', '""'),
    Bug("files-pass-for-one-phone", CARRY, 'told["device"] if is_id(told.get("device")) else ""', '""'),
    Bug("resting-wakes-up", REPLIES, "if (rests) done.state = 'resting'", ""),
    Bug("waits-for-one-only", HELD,
        '_update(work, held, {"reason": hold.reason, "detail": hold.detail()})\n        if hold.missing:',
        '_update(work, held, {"reason": hold.reason, "detail": hold.detail()})\n        if not hold:',
        test="tests/server/test_review.py"),
    Bug("crash-forgets-the-name", MEMORY, "if (!own.length || entry.op", "if (own.length >= 0 || entry.op",
        test="pwa/tests/blobs.test.ts"),
    Bug("brought-waits-though-sent", PUSH, "elif own := _brought_before(work, writer, mutation, known[1]):", "elif own := None:"),
    Bug("given-a-role-for-nothing", "server/proev/accounts/people.py", "held.try_with_role(then, user, unit, had)", "_ = held",
        test="tests/server/test_review.py"),
    Bug("dismissed-told-as-stored", REPLIES, "return answer ? {", "return answer === 0 ? {"),
)  # fmt: skip


def plant(bug: Bug, copy: Path) -> None:
    """Put a bug into a copy of the project that needs no installing."""
    for part in ("server/proev", "tests", "pwa/src", "pwa/tests"):
        left_out = shutil.ignore_patterns("static", "dist", "__pycache__", "node_modules")
        shutil.copytree(HOME / part, copy / part, ignore=left_out)
    configs = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "vite.sim.config.ts")
    for name in ("hatch_build.py", "pyproject.toml", *(f"pwa/{one}" for one in configs)):
        shutil.copy(HOME / name, copy / name)
    (copy / "pwa" / "node_modules").symlink_to(HOME / "pwa" / "node_modules")
    (copy / "server" / "proev" / "static").symlink_to(HOME / "server" / "proev" / "static")
    for file, line, instead in bug.changes:
        path = copy / file
        text = path.read_text()
        assert text.count(line) == 1, f"{bug.name}: the line is there {text.count(line)} times"
        path.write_text(text.replace(line, instead))


def caught(bug: Bug, most: int = MOST_SEEDS) -> str | None:
    """What catches the bug, and what it says: the first history that fails with it, else the bug's own test; None when nothing
    does."""
    with tempfile.TemporaryDirectory() as home:
        plant(bug, Path(home))
        for one in tell(1, most, home=Path(home), errors=subprocess.DEVNULL):
            if "wrong" in one:
                return f"seed {one['seed']}: {one['wrong'][:110]}"
        return _failed(bug.test, Path(home)) if bug.test else None


def _failed(test: str, copy: Path) -> str | None:
    """The test's file, when it fails in the copy."""
    command, environment = node(copy)
    vitest = [command, str(copy / "pwa" / "node_modules" / "vitest" / "vitest.mjs"), "run", test.removeprefix("pwa/")]
    pytest = [sys.executable, "-m", "pytest", "-n0", "-x", test]
    is_app = test.startswith("pwa/")
    run = subprocess.run(vitest if is_app else pytest, cwd=copy / "pwa" if is_app else copy, env=environment, capture_output=True)
    if run.returncode not in (0, 1):
        raise RuntimeError(f"{test} could not be run: {run.stderr.decode()[-500:]}")
    return test if run.returncode else None


def _report(bug: Bug) -> bool:
    found = caught(bug)
    said = f"caught by {found}" if found else f"NOT CAUGHT by {MOST_SEEDS} seeds"
    print(f"{bug.name}: {said}", flush=True)
    return found is not None


def main() -> int:
    """Plant the bugs named, or all of them, two at a time."""
    chosen = [one for one in BUGS if not sys.argv[1:] or one.name in sys.argv[1:]]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(_report, chosen))
    print(f"{sum(found)} of {len(found)} planted bugs caught")
    return 0 if all(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
