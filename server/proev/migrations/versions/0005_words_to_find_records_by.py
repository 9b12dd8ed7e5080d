"""Words to find records by"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from proev import search

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AT_ONCE = 500
# As the definitions said when this was written.
SEARCHED = {
    "trial": ("title", "change", "who", "does", "when", "prediction", "learning_question", "target_group", "place"),
    "learning_card": ("title", "change", "learned", "unit_name"),
    "decision": ("learned",),
    "practice": ("title", "who", "does", "when", "routine", "stops"),
    "barrier": ("text",),
}


def upgrade() -> None:
    """Bring the schema here, and everything that is there already into the index."""
    op.create_table(
        "search_term",
        sa.Column("organisation", sa.String(36), nullable=False),
        sa.Column("term", sa.String(40), nullable=False),
        sa.Column("record", sa.String(36), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation", "record"], ["record.organisation", "record.id"], name="search_term_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "term", "record"),
    )
    op.create_index("search_term_record", "search_term", ["organisation", "record"])
    op.create_table(
        "search_gram",
        sa.Column("organisation", sa.String(36), nullable=False),
        sa.Column("gram", sa.String(3), nullable=False),
        sa.Column("term", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["organisation.id"]),
        sa.PrimaryKeyConstraint("organisation", "gram", "term"),
    )
    op.create_index("search_gram_term", "search_gram", ["organisation", "term"])
    _index()


def _index() -> None:
    connection = op.get_bind()
    record = sa.table("record", *(sa.column(name) for name in ("organisation", "id", "type", "deleted", "fields")))
    term = sa.table("search_term", *(sa.column(name) for name in ("organisation", "term", "record", "weight")))
    gram = sa.table("search_gram", *(sa.column(name) for name in ("organisation", "gram", "term")))
    chosen = sa.select(record.c.organisation, record.c.id, record.c.type, record.c.fields)
    chosen = chosen.where(record.c.type.in_(SEARCHED), record.c.deleted.is_(sa.false()))
    chosen = chosen.order_by(record.c.organisation, record.c.id).limit(AT_ONCE)
    known: set[tuple[str, str]] = set()
    further: sa.ColumnElement[bool] = sa.true()
    while rows := connection.execute(chosen.where(further)).fetchall():
        last = rows[-1]
        same = record.c.organisation == last.organisation
        further = sa.or_(record.c.organisation > last.organisation, sa.and_(same, record.c.id > last.id))
        terms = [entry for row in rows for entry in _terms(row)]
        if terms:
            connection.execute(sa.insert(term), terms)
        new = {(one["organisation"], one["term"]) for one in terms} - known
        known |= new
        grams = [{"organisation": o, "gram": g, "term": t} for o, t in sorted(new) for g in sorted(search.grams(t))]
        if grams:
            connection.execute(sa.insert(gram), grams)


def _terms(row: Any) -> list[dict[str, Any]]:
    fields = json.loads(row.fields)
    texts = {name: fields[name] for name in SEARCHED[row.type] if fields.get(name)}
    title = texts.pop("title", "")
    found = search.weights(title, texts.values())
    place = {"organisation": row.organisation, "record": row.id}
    return [{**place, "term": word, "weight": weight} for word, weight in found.items()]


def downgrade() -> None:
    """Bring the schema back."""
    op.drop_table("search_gram")
    op.drop_table("search_term")
