"""Whose file a record means, so that who mends a note keeps its pictures; and what is held names its files

What is held and has not become a record is entered now; of what has, the files are those of whoever sent it first.
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.add_column("attached", sa.Column("account", sa.String(36), nullable=True))
    op.execute(
        "UPDATE attached SET account = (SELECT record.created_by FROM record"
        " WHERE record.organisation = attached.organisation AND record.id = attached.record)"
    )
    attached = sa.table("attached", *(sa.column(name) for name in ("organisation", "attachment", "record", "account")))
    asked = "SELECT organisation, id, mutation, sent_by, resolved_on, answer FROM held ORDER BY id DESC"
    waiting = []
    for row in op.get_bind().execute(sa.text(asked)).all():
        mutation = json.loads(row.mutation)
        its = [{"organisation": row.organisation, "attachment": one, "account": row.sent_by} for one in _named(mutation)]
        if row.resolved_on is None or row.answer is not None:
            waiting += [{**one, "record": row.id} for one in its]
            continue
        record = mutation.get("record") or mutation.get("id") if its else None
        for one in its if mutation.get("base", 0) == 0 else ():
            of_it = [attached.c[name] == value for name, value in {**one, "record": record}.items() if name != "account"]
            op.execute(attached.update().where(*of_it).values(account=row.sent_by))
    if waiting:
        op.bulk_insert(attached, waiting)


def _named(mutation: Any) -> list[str]:
    """The attachments that a held mutation names, as far as they can be any: it is held as it came."""
    fields = mutation.get("fields") if isinstance(mutation, dict) and mutation.get("type") == "observation" else None
    told = fields.get("attachments") if isinstance(fields, dict) else None
    named = told if isinstance(told, list) else []
    return list(dict.fromkeys(one for one in named if isinstance(one, str) and len(one) == 36))


def downgrade() -> None:
    """Bring the schema back."""
    op.execute("DELETE FROM attached WHERE record IN (SELECT id FROM held)")
    op.drop_column("attached", "account")
