# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""Compares the processes that DeepMem finds with those of a kernel's list. Needs no Volatility."""

from typing import Dict, Iterable, List, NamedTuple, Optional, Set

HIDDEN = "hidden"
"""Alive by its own members, found by DeepMem, in no list."""
FREED = "freed"
"""In no list, and DeepMem takes it for freed."""
ENDED = "ended"
"""Has exited, whoever sees it."""
IDLE = "idle"
"""A processor's idle task, which no list has."""
UNREADABLE = "unreadable"
"""In no list, and its members can't be read, so that nothing tells whether it lives."""
UNDETECTED = "undetected"
"""Known to the kernel only: nothing there looks like a process to DeepMem."""
AGREED = "both"
"""In the list, and found by DeepMem."""

ORDER = (HIDDEN, UNREADABLE, UNDETECTED, FREED, ENDED, IDLE, AGREED)
"""Verdicts as they are shown: first what an analyst has to look at."""


class Process(NamedTuple):
    """A process where one of the two saw it, with what its own members say.

    Addresses are as each side gives them; None stands for what can't be read.
    """

    virtual: int
    physical: Optional[int]
    pid: Optional[int] = None
    name: Optional[str] = None
    exited: Optional[str] = None
    """When or how it ended; empty while it lives; None where that can't be read."""
    state: str = "live"
    """What DeepMem says: `live` or `freed`."""
    detected: bool = True
    """Whether DeepMem saw it; not what it reports from the kernel's own lists."""
    probability: Optional[float] = None
    finding: Optional[str] = None


class Row(NamedTuple):
    """A process, and who sees it."""

    verdict: str
    process: Process
    detected: bool
    listed: bool


def compare(found: Iterable[Process], listed: Iterable[Process], mask: int) -> List[Row]:
    """All processes of both sides, each once.

    They are the same where their physical addresses are, or, since a page that isn't in the dump
    has none, their virtual ones. `mask` has the bits of a virtual address that both sides give.
    """
    by_physical: Dict[int, Process] = {}
    by_virtual: Dict[int, Process] = {}
    for process in found:
        if process.physical is not None:
            by_physical.setdefault(process.physical, process)
        by_virtual.setdefault(process.virtual & mask, process)
    rows = []
    seen: Set[int] = set()
    for process in listed:
        match = by_virtual.get(process.virtual & mask)
        if process.physical is not None:
            match = by_physical.get(process.physical, match)
        key = (match or process).virtual & mask
        if key in seen:
            continue
        seen.add(key)
        detected = match is not None and match.detected
        shown = match or process
        verdict = ENDED if shown.exited else AGREED if detected else UNDETECTED
        rows.append(Row(verdict, shown, detected, True))
    for key, process in by_virtual.items():
        if key not in seen:
            rows.append(Row(_unlisted(process), process, process.detected, False))
    return sorted(rows, key=lambda row: (ORDER.index(row.verdict), row.process.virtual))


def _unlisted(process: Process) -> str:
    if not process.detected:
        return UNDETECTED
    if process.exited:
        return ENDED
    if process.state != "live":
        return FREED
    if process.exited is None:
        return UNREADABLE
    return IDLE if process.pid == 0 else HIDDEN
