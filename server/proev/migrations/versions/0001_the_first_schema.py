"""The first schema"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema here."""
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("result_key", sa.String(length=64), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("setup_hash", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("scope_seq", sa.BigInteger(), nullable=False),
        sa.Column("horizon_seq", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "account",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
        sa.UniqueConstraint("email", name="account_email"),
    )
    op.create_table(
        "device",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "id", "account"),
    )
    op.create_table(
        "mutation",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("author", sa.String(length=36), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("held", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    op.create_table(
        "record",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.String(length=40), nullable=True),
        sa.Column("skew", sa.BigInteger(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.create_index("record_seq", ["organisation", "seq"], unique=False)
        batch_op.create_index("record_unit", ["organisation", "unit", "seq"], unique=False)

    op.create_table(
        "scope",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("user", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("scope_seq", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("counted_seq", sa.BigInteger(), nullable=False),
        sa.Column("used_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("scope", schema=None) as batch_op:
        batch_op.create_index("scope_user", ["organisation", "user"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=36), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "token_hash"),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index("sign_in_account", ["organisation", "account"], unique=False)
        batch_op.create_index("sign_in_token", ["token_hash"], unique=False)

    op.create_table(
        "waiting",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("missing", sa.String(length=36), nullable=False),
        sa.Column("held", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisation.id"],
        ),
        sa.PrimaryKeyConstraint("organisation", "missing", "held"),
    )
    op.create_table(
        "barrier",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("behaviour", sa.String(length=36), nullable=True),
        sa.Column("raised_to", sa.String(length=36), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="barrier_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("barrier", schema=None) as batch_op:
        batch_op.create_index("barrier_behaviour", ["organisation", "behaviour"], unique=False)
        batch_op.create_index("barrier_raised_to", ["organisation", "raised_to"], unique=False)
        batch_op.create_index("barrier_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "behaviour",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("does", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("theme", sa.String(length=36), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="behaviour_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("behaviour", schema=None) as batch_op:
        batch_op.create_index("behaviour_theme", ["organisation", "theme"], unique=False)
        batch_op.create_index("behaviour_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "check_in",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("practice", sa.String(length=36), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("still_done", sa.String(length=24), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="check_in_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index("check_in_practice", ["organisation", "practice"], unique=False)
        batch_op.create_index("check_in_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "conflict",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("record_type", sa.String(length=40), nullable=True),
        sa.Column("record", sa.String(length=36), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=True),
        sa.Column("kept", sa.Text(), nullable=True),
        sa.Column("other", sa.Text(), nullable=True),
        sa.Column("other_by", sa.String(length=36), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="conflict_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.create_index("conflict_record", ["organisation", "record"], unique=False)
        batch_op.create_index("conflict_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "decision",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("subject_type", sa.String(length=24), nullable=True),
        sa.Column("subject", sa.String(length=36), nullable=True),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("as_planned", sa.String(length=24), nullable=True),
        sa.Column("effect", sa.Integer(), nullable=True),
        sa.Column("effort", sa.Integer(), nullable=True),
        sa.Column("dilemma", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("took_part", sa.Text(), nullable=True),
        sa.Column("replaces", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="decision_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index("decision_replaces", ["organisation", "replaces"], unique=False)
        batch_op.create_index("decision_subject", ["organisation", "subject"], unique=False)
        batch_op.create_index("decision_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "dilemma",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("between", sa.Text(), nullable=True),
        sa.Column("and", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("theme", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="dilemma_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("dilemma", schema=None) as batch_op:
        batch_op.create_index("dilemma_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("heard_on", sa.String(length=13), nullable=True),
        sa.Column("channel", sa.String(length=24), nullable=True),
        sa.Column("mood", sa.Integer(), nullable=True),
        sa.Column("good", sa.Text(), nullable=True),
        sa.Column("different", sa.Text(), nullable=True),
        sa.Column("tag", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=True),
        sa.Column("touchpoint", sa.String(length=36), nullable=True),
        sa.Column("trial", sa.String(length=36), nullable=True),
        sa.Column("practice", sa.String(length=36), nullable=True),
        sa.Column("entered_by", sa.String(length=24), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="feedback_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index("feedback_practice", ["organisation", "practice"], unique=False)
        batch_op.create_index("feedback_touchpoint", ["organisation", "touchpoint"], unique=False)
        batch_op.create_index("feedback_trial", ["organisation", "trial"], unique=False)
        batch_op.create_index("feedback_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "held",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("mutation", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("detail", sa.String(length=400), nullable=True),
        sa.Column("sent_by", sa.String(length=36), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="held_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("held", schema=None) as batch_op:
        batch_op.create_index("held_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "learning_card",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("trial", sa.String(length=36), nullable=True),
        sa.Column("unit_name", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=True),
        sa.Column("change", sa.String(length=280), nullable=True),
        sa.Column("barrier_kinds", sa.Text(), nullable=True),
        sa.Column("choice", sa.String(length=24), nullable=True),
        sa.Column("learned", sa.String(length=500), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("practice_phase", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="learning_card_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("learning_card", schema=None) as batch_op:
        batch_op.create_index("learning_card_trial", ["organisation", "trial"], unique=False)
        batch_op.create_index("learning_card_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "membership",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=True),
        sa.Column("role", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="membership_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("membership_person", ["organisation", "person"], unique=False)
        batch_op.create_index("membership_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "observation",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("trial", sa.String(length=36), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=24), nullable=True),
        sa.Column("surprise", sa.Boolean(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("barrier", sa.String(length=36), nullable=True),
        sa.Column("attachments", sa.Text(), nullable=True),
        sa.Column("replaces", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="observation_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index("observation_barrier", ["organisation", "barrier"], unique=False)
        batch_op.create_index("observation_replaces", ["organisation", "replaces"], unique=False)
        batch_op.create_index("observation_trial", ["organisation", "trial"], unique=False)
        batch_op.create_index("observation_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "person",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="person_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("person_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "practice",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("trial", sa.String(length=36), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("does", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("routine", sa.Text(), nullable=True),
        sa.Column("stops", sa.Text(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("owner", sa.String(length=36), nullable=True),
        sa.Column("deputy", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="practice_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.create_index("practice_trial", ["organisation", "trial"], unique=False)
        batch_op.create_index("practice_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "step",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("decision", sa.String(length=36), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="step_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("step_decision", ["organisation", "decision"], unique=False)
        batch_op.create_index("step_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "theme",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("from", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="theme_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.create_index("theme_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "touchpoint",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="touchpoint_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("touchpoint", schema=None) as batch_op:
        batch_op.create_index("touchpoint_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "trial",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("behaviour", sa.String(length=36), nullable=True),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("does", sa.Text(), nullable=True),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("barriers", sa.Text(), nullable=True),
        sa.Column("theme", sa.String(length=36), nullable=True),
        sa.Column("citizen_value", sa.Text(), nullable=True),
        sa.Column("prediction", sa.Text(), nullable=True),
        sa.Column("learning_question", sa.Text(), nullable=True),
        sa.Column("target_group", sa.Text(), nullable=True),
        sa.Column("max_people", sa.Integer(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("extent", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("stop_rule", sa.Text(), nullable=True),
        sa.Column("prompted_by", sa.String(length=36), nullable=True),
        sa.Column("citizens_part", sa.Text(), nullable=True),
        sa.Column("together", sa.String(length=36), nullable=True),
        sa.Column("risk_checked", sa.Boolean(), nullable=True),
        sa.Column("measure_name", sa.Text(), nullable=True),
        sa.Column("measure_unit", sa.Text(), nullable=True),
        sa.Column("measure_better", sa.String(length=24), nullable=True),
        sa.Column("baseline", sa.Text(), nullable=True),
        sa.Column("owner", sa.String(length=36), nullable=True),
        sa.Column("owner_role", sa.Text(), nullable=True),
        sa.Column("deputy", sa.String(length=36), nullable=True),
        sa.Column("parent_trial", sa.String(length=36), nullable=True),
        sa.Column("origin_trial", sa.String(length=36), nullable=True),
        sa.Column("shared", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="trial_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index("trial_behaviour", ["organisation", "behaviour"], unique=False)
        batch_op.create_index("trial_origin_trial", ["organisation", "origin_trial"], unique=False)
        batch_op.create_index("trial_parent_trial", ["organisation", "parent_trial"], unique=False)
        batch_op.create_index("trial_prompted_by", ["organisation", "prompted_by"], unique=False)
        batch_op.create_index("trial_theme", ["organisation", "theme"], unique=False)
        batch_op.create_index("trial_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "unit",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=True),
        sa.Column("core_task", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="unit_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index("unit_parent", ["organisation", "parent"], unique=False)
        batch_op.create_index("unit_unit", ["organisation", "unit", "first_seq"], unique=False)

    op.create_table(
        "uptake",
        sa.Column("organisation", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("unit", sa.String(length=36), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=True),
        sa.Column("captured_at", sa.DateTime(), nullable=True),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("practice", sa.String(length=36), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation", "id"], ["record.organisation", "record.id"], name="uptake_record_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organisation", "id"),
    )
    with op.batch_alter_table("uptake", schema=None) as batch_op:
        batch_op.create_index("uptake_practice", ["organisation", "practice"], unique=False)
        batch_op.create_index("uptake_unit", ["organisation", "unit", "first_seq"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("uptake", schema=None) as batch_op:
        batch_op.drop_index("uptake_unit")
        batch_op.drop_index("uptake_practice")

    op.drop_table("uptake")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index("unit_unit")
        batch_op.drop_index("unit_parent")

    op.drop_table("unit")
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.drop_index("trial_unit")
        batch_op.drop_index("trial_theme")
        batch_op.drop_index("trial_prompted_by")
        batch_op.drop_index("trial_parent_trial")
        batch_op.drop_index("trial_origin_trial")
        batch_op.drop_index("trial_behaviour")

    op.drop_table("trial")
    with op.batch_alter_table("touchpoint", schema=None) as batch_op:
        batch_op.drop_index("touchpoint_unit")

    op.drop_table("touchpoint")
    with op.batch_alter_table("theme", schema=None) as batch_op:
        batch_op.drop_index("theme_unit")

    op.drop_table("theme")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index("step_unit")
        batch_op.drop_index("step_decision")

    op.drop_table("step")
    with op.batch_alter_table("practice", schema=None) as batch_op:
        batch_op.drop_index("practice_unit")
        batch_op.drop_index("practice_trial")

    op.drop_table("practice")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index("person_unit")

    op.drop_table("person")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("observation_unit")
        batch_op.drop_index("observation_trial")
        batch_op.drop_index("observation_replaces")
        batch_op.drop_index("observation_barrier")

    op.drop_table("observation")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("membership_unit")
        batch_op.drop_index("membership_person")

    op.drop_table("membership")
    with op.batch_alter_table("learning_card", schema=None) as batch_op:
        batch_op.drop_index("learning_card_unit")
        batch_op.drop_index("learning_card_trial")

    op.drop_table("learning_card")
    with op.batch_alter_table("held", schema=None) as batch_op:
        batch_op.drop_index("held_unit")

    op.drop_table("held")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index("feedback_unit")
        batch_op.drop_index("feedback_trial")
        batch_op.drop_index("feedback_touchpoint")
        batch_op.drop_index("feedback_practice")

    op.drop_table("feedback")
    with op.batch_alter_table("dilemma", schema=None) as batch_op:
        batch_op.drop_index("dilemma_unit")

    op.drop_table("dilemma")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index("decision_unit")
        batch_op.drop_index("decision_subject")
        batch_op.drop_index("decision_replaces")

    op.drop_table("decision")
    with op.batch_alter_table("conflict", schema=None) as batch_op:
        batch_op.drop_index("conflict_unit")
        batch_op.drop_index("conflict_record")

    op.drop_table("conflict")
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_index("check_in_unit")
        batch_op.drop_index("check_in_practice")

    op.drop_table("check_in")
    with op.batch_alter_table("behaviour", schema=None) as batch_op:
        batch_op.drop_index("behaviour_unit")
        batch_op.drop_index("behaviour_theme")

    op.drop_table("behaviour")
    with op.batch_alter_table("barrier", schema=None) as batch_op:
        batch_op.drop_index("barrier_unit")
        batch_op.drop_index("barrier_raised_to")
        batch_op.drop_index("barrier_behaviour")

    op.drop_table("barrier")
    op.drop_table("waiting")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("sign_in_token")
        batch_op.drop_index("sign_in_account")

    op.drop_table("sign_in")
    with op.batch_alter_table("scope", schema=None) as batch_op:
        batch_op.drop_index("scope_user")

    op.drop_table("scope")
    with op.batch_alter_table("record", schema=None) as batch_op:
        batch_op.drop_index("record_unit")
        batch_op.drop_index("record_seq")

    op.drop_table("record")
    op.drop_table("mutation")
    op.drop_table("device")
    op.drop_table("account")
    op.drop_table("organisation")
    op.drop_table("installation")
