"""What was mended before it came itself, so that it is dealt with when it comes

Nothing is known of mends that came before.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "mended_ahead",
        sa.Column("organisation", sa.String(36), sa.ForeignKey("organisation.id"), primary_key=True),
        sa.Column("mutation", sa.String(36), primary_key=True),
        sa.Column("author", sa.String(36), primary_key=True),
        sa.Column("record", sa.String(36), nullable=False),
    )


def downgrade() -> None:
    """Bring the schema back."""
    op.drop_table("mended_ahead")
