"""Which practice of the same unit took the place of one that is retired, for the units that had taken that one up

Practices of before get it by the next write: by the same code that keeps it current, with order numbers, so that phones get
it like any other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.add_column("practice", sa.Column("succeeded_by", sa.String(36), nullable=True))
    op.execute(sa.text("UPDATE organisation SET follow_all = :yes").bindparams(sa.bindparam("yes", True, sa.Boolean())))


def downgrade() -> None:
    """Bring the schema back."""
    op.drop_column("practice", "succeeded_by")
