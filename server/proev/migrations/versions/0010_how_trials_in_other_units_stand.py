"""What a trial tells of those in other units that it belongs with, and why it adjusts another unit's practice

Trials of before get it not here but by the next write: by the same code that keeps it current, with order numbers, so that
phones get it like any other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    with op.batch_alter_table("trial") as batch:
        batch.add_column(sa.Column("adjust_because", sa.Text(), nullable=True))
        batch.add_column(sa.Column("kin", sa.Text(), nullable=True))
        batch.create_index("trial_together", ["organisation", "together"], unique=False)
    op.execute(sa.text("UPDATE organisation SET follow_all = :yes").bindparams(sa.bindparam("yes", True, sa.Boolean())))


def downgrade() -> None:
    """Bring the schema back."""
    with op.batch_alter_table("trial") as batch:
        batch.drop_index("trial_together")
        batch.drop_column("kin")
        batch.drop_column("adjust_because")
