"""How Alembic runs: on a connection that the caller opened, one revision a transaction, on SQLite too.

On SQLite a table is changed by making it anew, and with foreign keys on that deletes what points at it; the caller
(proev.migrate) therefore opens the connection with them off and checks them afterwards.
"""

from __future__ import annotations

from alembic import context

from proev import journal  # noqa: F401
from proev.accounts import tables  # noqa: F401
from proev.attachments import tables as attachments  # noqa: F401
from proev.db import db
from proev.records import definitions

definitions()
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=db.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    transaction_per_migration=True,
    transactional_ddl=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
