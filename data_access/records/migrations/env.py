"""What alembic runs: the migrations on the connection that it is given, inside that connection's transaction."""

from alembic import context

from data_access.records import aid_models, progress_rows  # noqa: F401 - their tables are among Base's
from data_access.records.models import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
