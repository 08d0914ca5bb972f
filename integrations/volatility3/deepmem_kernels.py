# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""Processes of the kernel that Volatility has found: those in its list, and what the members of
one say at any address."""

import inspect
import logging
from typing import Any, Callable, Iterator, Optional

from volatility3.framework import exceptions, interfaces
from volatility3.framework.objects import utility
from volatility3.plugins.deepmem_objects import FoundObject, harmless
from volatility3.plugins.deepmem_processes import Process
from volatility3.plugins.linux import pslist as linux_pslist
from volatility3.plugins.windows import pslist as windows_pslist

vollog = logging.getLogger(__name__)

LIST_LIMIT = 1_000_000
"""Processes of a list: it may have been made to go round."""
ZOMBIE = 0x20
"""EXIT_ZOMBIE: has exited, and its parent hasn't asked."""


class Kernel:
    """What both systems have in common. `name` is that of the module in the context."""

    type = ""
    """DeepMem's name of a process's type, which is also the structure's."""

    def __init__(self, context: interfaces.context.ContextInterface, name: str) -> None:
        self._context = context
        self._name = name
        self._module = context.modules[name]
        self._layer = context.layers[self._module.layer_name]
        self.layer_name = self._module.layer_name
        self.mask = self._layer.address_mask
        """The bits of a virtual address that Volatility keeps."""

    def listed(self) -> Iterator[Process]:
        """The processes of the kernel's list, as far as it can be followed."""
        try:
            for number, structure in enumerate(self._list()):
                if number == LIST_LIMIT:
                    vollog.warning("the list of processes has no end; stopped following it")
                    return
                address = structure.vol.offset
                process = Process(
                    self._layer.canonicalize(address), self._physical(address)
                )
                yield self._read(structure, process)
        except exceptions.InvalidAddressException as e:
            vollog.warning("the list of processes is broken at 0x%x", e.invalid_address)

    def found(self, found: FoundObject) -> Optional[Process]:
        """An object of DeepMem's with what its members say; None when it is no process."""
        process = Process(
            virtual=found.virtual,
            physical=found.physical,
            pid=_number(found.names.get("pid")),
            name=found.names.get("comm", found.names.get("image")),
            state=found.state,
            detected=found.finding != "fabricated",
            probability=found.probability,
            finding=found.finding,
        )
        structure = self._module.object(
            object_type=self.type, offset=found.virtual & self.mask, absolute=True
        )
        try:
            if not self._is_process(structure):
                return None
        except exceptions.InvalidAddressException:
            return process
        return self._read(structure, process)

    def _read(self, structure: Any, process: Process) -> Process:
        try:
            return process._replace(
                pid=int(self._pid(structure)),
                name=harmless(self._process_name(structure)),
                exited=self._exited(structure),
            )
        except exceptions.InvalidAddressException:
            return process

    def _physical(self, address: int) -> Optional[int]:
        try:
            return self._layer.translate(address)[0]
        except exceptions.InvalidAddressException:
            return None

    _list: Callable[[], Iterator[Any]]
    _is_process: Callable[[Any], bool]
    _pid: Callable[[Any], int]
    _process_name: Callable[[Any], str]
    _exited: Callable[[Any], str]


class LinuxKernel(Kernel):
    """A process is the first of its threads: a task whose two numbers are the same."""

    type = "task_struct"

    def _list(self) -> Iterator[Any]:
        return linux_pslist.PsList.list_tasks(self._context, self._name)

    def _is_process(self, task: Any) -> bool:
        return task.pid == task.tgid

    def _pid(self, task: Any) -> int:
        return task.pid

    def _process_name(self, task: Any) -> str:
        return utility.array_to_string(task.comm)

    def _exited(self, task: Any) -> str:
        state = int(task.exit_state)
        return "zombie" if state == ZOMBIE else "dead" if state else ""


class WindowsKernel(Kernel):
    """Ended when it has an ExitTime."""

    type = "_EPROCESS"

    def _list(self) -> Iterator[Any]:
        list_processes = windows_pslist.PsList.list_processes
        # Later versions of pslist take the module alone. Their number would say so, too, but a
        # requirement names one of them, and this plugin works with either.
        if "kernel_module_name" in inspect.signature(list_processes).parameters:
            return list_processes(self._context, kernel_module_name=self._name)
        return list_processes(
            self._context, self._module.layer_name, self._module.symbol_table_name
        )

    def _is_process(self, process: Any) -> bool:
        return True

    def _pid(self, process: Any) -> int:
        return process.UniqueProcessId

    def _process_name(self, process: Any) -> str:
        name = process.ImageFileName
        return name.cast("string", max_length=name.vol.count, errors="replace")

    def _exited(self, process: Any) -> str:
        if process.ExitTime.QuadPart == 0:
            return ""
        time = process.get_exit_time()
        return time.isoformat(" ") if hasattr(time, "isoformat") else "at no valid time"


def kernel(context: interfaces.context.ContextInterface, name: str) -> Kernel:
    """The kernel of a module, by what its symbols name."""
    module = context.modules[name]
    for system in (WindowsKernel, LinuxKernel):
        if module.has_type(system.type):
            return system(context, name)
    raise exceptions.SymbolSpaceError(
        "the kernel's symbols have neither task_struct nor _EPROCESS"
    )


def _number(text: Optional[str]) -> Optional[int]:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None
