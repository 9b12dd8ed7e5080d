"""Learning cards follow from trials

Cards for the trials that ended before are not made here but by the next write: by the same code that keeps them current,
with order numbers, so that phones get them like any other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    with op.batch_alter_table("learning_card") as batch:
        batch.add_column(sa.Column("origin_trial", sa.String(36), nullable=True))
        batch.add_column(sa.Column("as_planned", sa.String(24), nullable=True))
    with op.batch_alter_table("organisation") as batch:
        batch.add_column(sa.Column("follow_all", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE organisation SET follow_all = :yes").bindparams(sa.bindparam("yes", True, sa.Boolean())))


def downgrade() -> None:
    """Bring the schema back."""
    with op.batch_alter_table("organisation") as batch:
        batch.drop_column("follow_all")
    with op.batch_alter_table("learning_card") as batch:
        batch.drop_column("as_planned")
        batch.drop_column("origin_trial")
