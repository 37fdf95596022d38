"""Wall time and peak memory of a command in a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synchronox_core.config import REPOSITORY

MIB = 1024 * 1024


@dataclass(frozen=True)
class Measure:
    """What a process took.

    Attributes:
        seconds: Wall time.
        peak_mib: Largest resident memory.
        output: What it wrote to standard output.
    """

    seconds: float
    peak_mib: float
    output: str


def measure(module: str, *arguments: str, environ: Mapping[str, str] | None = None) -> Measure:
    """Run ``python -m module arguments`` and measure it.

    Raises:
        RuntimeError: It failed.
    """
    return measure_command([sys.executable, "-m", module, *arguments], environ or {})


def measure_command(command: Sequence[str], environ: Mapping[str, str]) -> Measure:
    """Run a command from the repository's root and measure it.

    Raises:
        RuntimeError: It failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError(f"failed: {' '.join(command)}")
    return Measure(seconds, usage.ru_maxrss * 1024 / MIB, output)
