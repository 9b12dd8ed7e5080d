"""What staff wish to take into use, and since when a barrier has been raised"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    with op.batch_alter_table("trial") as batch:
        batch.add_column(sa.Column("adopt_asked_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("adopt_because", sa.Text(), nullable=True))
        batch.add_column(sa.Column("adopt_learned", sa.Text(), nullable=True))
    with op.batch_alter_table("barrier") as batch:
        batch.add_column(sa.Column("raised_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Bring the schema back."""
    with op.batch_alter_table("barrier") as batch:
        batch.drop_column("raised_on")
    with op.batch_alter_table("trial") as batch:
        for name in ("adopt_learned", "adopt_because", "adopt_asked_on"):
            batch.drop_column(name)
