"""What every test can ask for: databases, a browser, and a guard against the network."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import bytecode
import chromium as browsers
import no_network
import postgres
import pytest
import quick_passwords
import scratch
from databases import Build, Databases, PostgresDatabases, SqliteDatabases
from hypothesis import HealthCheck, settings
from soak import SOAKING

# `make test` says the same of the same code each time; `make soak` looks further and elsewhere each time.
settings.register_profile("test", deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "soak", deadline=None, max_examples=5000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak" if SOAKING else "test")
bytecode.kept_in(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
no_network.watch()
SCRATCH = scratch.settle()
gc.disable()  # until everything is collected: what the tests are made of lasts to the end
quick_passwords.measured(quick_passwords.LEAST)


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what lasts, and come less often: that is a quarter of the time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Fail a test that tried to leave the machine, even where the program swallowed the refusal."""
    no_network.ATTEMPTS.clear()
    yield
    assert not no_network.ATTEMPTS, f"the test tried to reach {no_network.ATTEMPTS}"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or fills the store of whoever runs it."""
    for name in [name for name in os.environ if name.startswith("MINGFU_")]:
        if name not in ("MINGFU_SOAK", "MINGFU_CHROMIUM"):
            monkeypatch.delenv(name)


@pytest.fixture
def shipped_measure() -> Iterator[None]:
    """Passwords hashed as in an office."""
    quick_passwords.measured(quick_passwords.SHIPPED)
    yield
    quick_passwords.measured(quick_passwords.LEAST)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    """A server without fsync, for tests that ask what the program does."""
    with postgres.cluster(postgres.FAST, SCRATCH) as running:
        yield running


@pytest.fixture(scope="session")
def durable_cluster() -> Iterator[postgres.Cluster]:
    """A server with fsync, for tests that kill processes."""
    with postgres.cluster(postgres.DURABLE) as running:
        yield running


@pytest.fixture(scope="session")
def postgres_url(postgres_cluster: postgres.Cluster) -> str:
    """The URL of one empty database that the whole session shares."""
    return postgres_cluster.url(postgres_cluster.create())


@pytest.fixture(scope="session")
def built_sqlite() -> dict[Build, Path]:
    """The SQLite files built so far, to be copied."""
    return {}


@pytest.fixture(scope="session")
def built_postgres() -> dict[Build, str]:
    """The PostgreSQL templates built so far."""
    return {}


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where built SQLite files wait to be copied."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """Fresh databases, on each kind in turn; a `build` runs once a session and is copied after that."""
    if request.param == "sqlite":
        folder, built = request.getfixturevalue("built_folder"), request.getfixturevalue("built_sqlite")
        yield SqliteDatabases(tmp_path, folder, built)
        return
    given = PostgresDatabases(
        request.getfixturevalue("postgres_cluster"), request.getfixturevalue("built_postgres")
    )
    yield given
    given.drop_all()


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The URL of a fresh, empty database, on each kind in turn."""
    return databases.fresh()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser."""
    return browsers.find_chromium()
