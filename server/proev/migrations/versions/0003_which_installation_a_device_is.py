"""Which installation a device is"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    with op.batch_alter_table("device") as batch:
        batch.add_column(sa.Column("install", sa.String(36), nullable=True))


def downgrade() -> None:
    """Bring the schema back."""
    with op.batch_alter_table("device") as batch:
        batch.drop_column("install")
