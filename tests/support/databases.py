"""A fresh database for each test, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Protocol

from postgres import Cluster

#: Makes the tables in the database of this URL, and lets go of every connection to it.
Build = Callable[[str], None]


class Databases(Protocol):
    """Gives a database of its own to whoever asks; a `build` is run once a session and then copied."""

    def fresh(self, build: Build | None = None) -> str:
        """The URL of a new database, empty or as `build` leaves it."""


class SqliteDatabases:
    """Files below one folder; a built file is copied."""

    def __init__(self, folder: Path, built_folder: Path, built: dict[Build, Path]) -> None:
        self._folder = folder
        self._built_folder = built_folder
        self._built = built
        self._numbers = count()

    def fresh(self, build: Build | None = None) -> str:
        path = self._folder / f"mingfu-{next(self._numbers)}.db"
        if build is not None:
            shutil.copyfile(self._built_file(build), path)
        return _url(path)

    def _built_file(self, build: Build) -> Path:
        if build not in self._built:
            path = self._built_folder / f"built-{len(self._built)}.db"
            build(_url(path))
            if path.with_name(path.name + "-wal").exists():
                raise RuntimeError(f"{build} left a connection open: its last writes are still in the WAL")
            self._built[build] = path
        return self._built[build]


class PostgresDatabases:
    """Databases of one cluster; a built one serves as template. `drop_all` ends them."""

    def __init__(self, cluster: Cluster, built: dict[Build, str]) -> None:
        self._cluster = cluster
        self._built = built
        self._given: list[str] = []

    def fresh(self, build: Build | None = None) -> str:
        name = self._cluster.create(self._template(build) if build else "template1")
        self._given.append(name)
        return self._cluster.url(name)

    def drop_all(self) -> None:
        for name in self._given:
            self._cluster.drop(name)

    def _template(self, build: Build) -> str:
        if build not in self._built:
            name = self._cluster.create()
            build(self._cluster.url(name))
            self._built[build] = name
        return self._built[build]


def _url(path: Path) -> str:
    return f"sqlite:///{path}"
