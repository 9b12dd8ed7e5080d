"""Since when nobody stands in for the owner of a trial or a practice

What happened before is not told: no record says on which day a deputy took over.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TABLES = ("trial", "practice")


def upgrade() -> None:
    """Bring the schema here."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("deputy_gone_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the schema back."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("deputy_gone_on")
