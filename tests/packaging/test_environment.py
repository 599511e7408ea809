"""The environment is filled once per lock, and says clearly when it cannot be."""

from __future__ import annotations

import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest

from devtool.console import TaskError, run_quietly
from devtool.environment import Lock, fingerprints, provide, python_of

PIN = "nothing-of-this-name==1.0 --hash=sha256:" + "0" * 64


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with an environment that has pip, and an index that nobody answers."""
    for lock in Lock:
        (tmp_path / lock.value).write_text(PIN, "utf-8")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    venv = tmp_path / ".venv"
    run_quietly([sys.executable, "-m", "venv", "--without-pip", venv])
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = run_quietly([python_of(venv), "-c", ask])[1].strip()
    Path(site, "pip.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    for name in [name for name in os.environ if name.startswith("COVERAGE")]:
        monkeypatch.delenv(name)  # pip is not ours to measure, and ten times slower when it is
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    return tmp_path


def _stamp(project: Path, *locks: Lock) -> Path:
    stamp = project / ".venv" / "aux-monitor-lock.json"
    held = fingerprints(project)
    stamp.write_text(json.dumps({lock.value: held[lock.value] for lock in locks}), "utf-8")
    return stamp


def test_an_unreachable_index_is_told_in_one_sentence(project: Path) -> None:
    """Without a network the error names the lock and the index, and no stamp is left."""
    stamp = _stamp(project)
    with pytest.raises(TaskError, match=r"requirements\.lock: the package index cannot be reach"):
        provide(project, Lock.RUN)
    assert not stamp.exists()


def test_an_unchanged_lock_installs_nothing(project: Path) -> None:
    """With the stamp of the same lock nothing is fetched: the index is never asked."""
    _stamp(project, *Lock)
    for lock in Lock:
        assert provide(project, lock) == python_of(project / ".venv")


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_is_installed_again(project: Path, changed: str) -> None:
    """A changed lock or project file makes the stamp worthless."""
    _stamp(project, *Lock)
    (project / changed).write_text(f"{PIN}\n# changed\n", "utf-8")
    with pytest.raises(TaskError, match="package index"):
        provide(project, Lock.RUN)


def test_an_environment_for_running_is_not_one_for_developing(project: Path) -> None:
    """The run lock's stamp does not vouch for the development lock."""
    _stamp(project, Lock.RUN)
    with pytest.raises(TaskError, match=r"requirements-dev\.lock"):
        provide(project, Lock.DEVELOP)


def test_an_environment_elsewhere_has_a_stamp_of_its_own(project: Path) -> None:
    """What fills one environment does not vouch for another."""
    _stamp(project, *Lock)
    (project / ".venv").rename(project / "other")
    assert provide(project, Lock.RUN, Path("other")) == python_of(project / "other")
    (project / "other" / "aux-monitor-lock.json").unlink()
    with pytest.raises(TaskError, match="package index"):
        provide(project, Lock.RUN, Path("other"))


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    """A lock that is not there is told by its path."""
    with pytest.raises(TaskError, match=r"Cannot read .*requirements\.lock: No such file"):
        provide(tmp_path, Lock.RUN)
