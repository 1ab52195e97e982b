"""A PostgreSQL of the tests' own: Debian's programs, a temporary folder, a socket in it and no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.places import TEMPORARY

USER = "records"


def programs():
    """Folder of initdb and pg_ctl, the newest there is; None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def why_not():
    """Why PostgreSQL cannot run here, "" where it can."""
    return "" if programs() else "PostgreSQL is not installed (apt-get install postgresql)"


@contextmanager
def cluster():
    """Start a private cluster; give the address of its server without a database's name, and stop it."""
    folder = Path(tempfile.mkdtemp(prefix="records-pg-", dir=TEMPORARY))
    somebody = _somebody_else()
    if somebody:
        shutil.chown(folder, **somebody)

    def run(program, *arguments):
        command = [str(programs() / program), "-D", str(folder / "data"), *arguments]
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False, **somebody)  # fmt: skip
        assert done.returncode == 0, done.stderr

    # Its vacuum would look at each of hundreds of databases every minute, until the tests end.
    quiet = "-c fsync=off -c autovacuum=off"
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c max_connections=50 {quiet}"
    try:
        run("initdb", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", settings, "start")
        try:
            yield f"postgresql://{USER}@/{{database}}?host={folder}"
        finally:
            run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _somebody_else():
    """Whom to run as where we are root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    somebody = known.get("postgres") or known["nobody"]
    return {"user": somebody.pw_uid, "group": somebody.pw_gid}
