"""How a practice spreads, and how a unit lets go of it or tries again

Existing cards get their practice not here but by the next write: by the same code that keeps them current, with order
numbers, so that phones get them like any other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    with op.batch_alter_table("learning_card") as batch:
        batch.add_column(sa.Column("practice", sa.String(36), nullable=True))
    with op.batch_alter_table("uptake") as batch:
        batch.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("until_reason", sa.Text(), nullable=True))
        batch.add_column(sa.Column("again_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("again_how", sa.Text(), nullable=True))
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("check_on", sa.Date(), nullable=True))
    op.execute(sa.text("UPDATE organisation SET follow_all = :yes").bindparams(sa.bindparam("yes", True, sa.Boolean())))


def downgrade() -> None:
    """Bring the schema back."""
    for table, names in (
        ("decision", ("check_on",)),
        ("uptake", ("again_how", "again_on", "until_reason", "until_on")),
        ("learning_card", ("practice",)),
    ):
        with op.batch_alter_table(table) as batch:
            for name in names:
                batch.drop_column(name)
