"""Which owner has left since a trial or a practice was over

Who left before is not told: no record says which memberships there were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

TABLES = ("trial", "practice")


def upgrade() -> None:
    """Bring the schema here."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("owner_gone", sa.String(36), nullable=True))


def downgrade() -> None:
    """Bring the schema back."""
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("owner_gone")
