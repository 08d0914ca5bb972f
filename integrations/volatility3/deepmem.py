# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""DeepMem in Volatility 3: what it finds, and which processes only it or only the kernel's list
has. The program runs as a process of its own, on the file that Volatility has open."""

import itertools
import logging
import os
from typing import Any, Iterable, Iterator, List, Optional, Tuple

from volatility3.framework import exceptions, interfaces, renderers
from volatility3.framework.configuration import requirements
from volatility3.framework.layers import physical
from volatility3.framework.renderers import format_hints
from volatility3.plugins import deepmem_kernels, deepmem_program
from volatility3.plugins.deepmem_objects import FoundObject, Header, MalformedLine, harmless, parse
from volatility3.plugins.deepmem_processes import Row, compare

vollog = logging.getLogger(__name__)


class Scan(interfaces.plugins.PluginInterface):
    """Finds kernel objects by their bytes and connections, with DeepMem. Needs no symbols."""

    _required_framework_version = (2, 0, 0)
    _version = (1, 0, 0)

    @classmethod
    def get_requirements(cls) -> List[interfaces.configuration.RequirementInterface]:
        return [
            requirements.TranslationLayerRequirement(
                name="primary", description="The dump; of any layer, the file below it"
            ),
            requirements.ListRequirement(
                name="type",
                element_type=str,
                description="Only objects of these types, such as task_struct or _EPROCESS",
                optional=True,
            ),
            requirements.BooleanRequirement(
                name="freed",
                description="Also freed objects that are still whole",
                default=False,
                optional=True,
            ),
            _launcher(),
        ]

    @classmethod
    def find_objects(
        cls,
        context: interfaces.context.ContextInterface,
        layer_name: str,
        launcher: Optional[str] = None,
        types: Iterable[str] = (),
        freed: bool = False,
    ) -> Iterator[FoundObject]:
        """The objects of the file below a layer, as DeepMem writes them.

        Raises LayerException where there is no such file or it can't be scanned, and
        MissingModuleException where there is no DeepMem; either says why in one line.
        """
        number = 0
        try:
            file = deepmem_program.local_file(_location(context, layer_name))
            path = deepmem_program.find(launcher, os.environ, __file__)
            words = deepmem_program.command(path, file, list(types), freed)
            for number, line in enumerate(deepmem_program.lines(words, _tell), 1):
                said = parse(line)
                if isinstance(said, Header):
                    for warning in said.warnings:
                        _tell(warning)
                else:
                    yield said
        except deepmem_program.NotInstalled as e:
            raise exceptions.MissingModuleException("deepmem", harmless(e)) from e
        except deepmem_program.ProgramError as e:
            raise exceptions.LayerException(layer_name, harmless(e)) from e
        except MalformedLine as e:
            reason = "deepmem's output, line %d: %s" % (number, e)
            raise exceptions.LayerException(layer_name, harmless(reason)) from e

    def run(self) -> renderers.TreeGrid:
        objects = self.find_objects(
            self.context,
            self.config["primary"],
            self.config["deepmem"],
            self.config["type"] or (),
            self.config["freed"],
        )
        # A scan fails before its first object, and no table should have begun then.
        first = list(itertools.islice(objects, 1))
        columns = [
            ("Type", str),
            ("State", str),
            ("Offset(V)", format_hints.Hex),
            ("Offset(P)", format_hints.Hex),
            ("Score", float),
            ("Probability", float),
            ("Votes", int),
            ("Names", str),
            ("Finding", str),
        ]
        rows = ((0, _object_row(found)) for found in itertools.chain(first, objects))
        return renderers.TreeGrid(columns, rows)


class HiddenProcesses(interfaces.plugins.PluginInterface):
    """Compares the processes that DeepMem finds with those of linux.pslist or windows.pslist."""

    _required_framework_version = (2, 0, 0)
    _version = (1, 0, 0)

    @classmethod
    def get_requirements(cls) -> List[interfaces.configuration.RequirementInterface]:
        return [
            requirements.ModuleRequirement(
                name="kernel",
                description="Linux or Windows kernel",
                architectures=["Intel32", "Intel64"],
            ),
            requirements.VersionRequirement(
                name="deepmem_scan", component=Scan, version=(1, 0, 0)
            ),
            _launcher(),
        ]

    def run(self) -> renderers.TreeGrid:
        kernel = deepmem_kernels.kernel(self.context, self.config["kernel"])
        objects = Scan.find_objects(
            self.context,
            kernel.layer_name,
            self.config["deepmem"],
            [kernel.type],
            freed=True,
        )
        processes = [kernel.found(o) for o in objects if o.type == kernel.type]
        rows = compare([p for p in processes if p], kernel.listed(), kernel.mask)
        columns = [
            ("Verdict", str),
            ("PID", int),
            ("Name", str),
            ("Offset(V)", format_hints.Hex),
            ("Offset(P)", format_hints.Hex),
            ("DeepMem", bool),
            ("pslist", bool),
            ("Exited", str),
            ("Probability", float),
            ("Finding", str),
        ]
        return renderers.TreeGrid(columns, ((0, _process_row(row)) for row in rows))


def _launcher() -> requirements.StringRequirement:
    return requirements.StringRequirement(
        name="deepmem",
        description="Path of the deepmem launcher (else DEEPMEM, this checkout's, or on PATH)",
        optional=True,
    )


def _location(context: interfaces.context.ContextInterface, layer_name: str) -> str:
    """URL of the file at the bottom of a layer's stack."""
    waiting = [layer_name]
    seen = set()
    while waiting:
        name = waiting.pop(0)
        layer = context.layers[name]
        if isinstance(layer, physical.FileLayer):
            return layer.location
        seen.add(name)
        # The first is what it maps; others, such as swap, come after.
        waiting = [d for d in layer.dependencies if d not in seen] + waiting
    raise exceptions.LayerException(layer_name, "DeepMem scans files; this layer has none")


def _tell(line: str) -> None:
    vollog.warning(harmless(line))


def _shown(value: Any, kind: type, absent: type = renderers.NotAvailableValue) -> Any:
    return absent() if value is None else kind(value)


def _object_row(found: FoundObject) -> Tuple[Any, ...]:
    names = ", ".join("%s=%s" % name for name in found.names.items())
    return (
        found.type,
        found.state,
        format_hints.Hex(found.virtual),
        _shown(found.physical, format_hints.Hex, renderers.UnreadableValue),
        round(found.score, 4),
        _shown(found.probability, float),
        found.votes,
        _shown(names or None, str),
        _shown(found.finding, str),
    )


def _process_row(row: Row) -> Tuple[Any, ...]:
    process = row.process
    return (
        row.verdict,
        _shown(process.pid, int, renderers.UnreadableValue),
        _shown(process.name, str, renderers.UnreadableValue),
        format_hints.Hex(process.virtual),
        _shown(process.physical, format_hints.Hex, renderers.UnreadableValue),
        row.detected,
        row.listed,
        _shown(process.exited or None, str),
        _shown(process.probability, float),
        _shown(process.finding, str),
    )
