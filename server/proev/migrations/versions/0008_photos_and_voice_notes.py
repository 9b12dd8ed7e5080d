"""Photos and voice notes: what is known of the files, and which records name them

Records that name attachments already, from phones newer than the server was, are entered.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "attachment",
        sa.Column("organisation", sa.String(36), sa.ForeignKey("organisation.id"), primary_key=True),
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("account", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("mime", sa.String(32), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
    )
    attached = op.create_table(
        "attached",
        sa.Column("organisation", sa.String(36), primary_key=True),
        sa.Column("attachment", sa.String(36), primary_key=True),
        sa.Column("record", sa.String(36), primary_key=True),
        sa.ForeignKeyConstraint(
            ["organisation", "record"], ["record.organisation", "record.id"], name="attached_record_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("attached_record", "attached", ["organisation", "record"])
    found = op.get_bind().execute(
        sa.text("SELECT organisation, id, attachments FROM observation WHERE attachments IS NOT NULL ORDER BY id")
    )
    rows = [
        {"organisation": row.organisation, "attachment": one, "record": row.id}
        for row in found.all()
        for one in dict.fromkeys(json.loads(row.attachments) or ())
    ]
    if rows:
        op.bulk_insert(attached, rows)


def downgrade() -> None:
    """Bring the schema back."""
    op.drop_table("attached")
    op.drop_table("attachment")
