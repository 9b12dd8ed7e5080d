"""What staff wish to take into use, since when a barrier has been raised, and what a practice says of its own end

Practices that were retired before get their day and reason not here but by the next write: by the same code that keeps them
current, with order numbers, so that phones get them like any other change.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

COLUMNS = {
    "trial": (
        ("adopt_asked_on", sa.Date()),
        ("adopt_because", sa.Text()),
        ("adopt_learned", sa.Text()),
        ("adopt_as_planned", sa.String(24)),
        ("adopt_effect", sa.Integer()),
        ("adopt_effort", sa.Integer()),
        ("adopt_dilemma", sa.Text()),
        ("adopt_took_part", sa.Text()),
    ),
    "barrier": (("raised_on", sa.Date()),),
    "practice": (("retired_on", sa.Date()), ("retired_because", sa.Text()), ("spread", sa.Text())),
    "organisation": (("followed_on", sa.Date()),),
}


def upgrade() -> None:
    """Bring the schema here."""
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, kind in columns:
                batch.add_column(sa.Column(name, kind, nullable=True))
    op.execute(sa.text("UPDATE organisation SET follow_all = :yes").bindparams(sa.bindparam("yes", True, sa.Boolean())))


def downgrade() -> None:
    """Bring the schema back."""
    for table, columns in COLUMNS.items():
        with op.batch_alter_table(table) as batch:
            for name, _ in columns:
                batch.drop_column(name)
