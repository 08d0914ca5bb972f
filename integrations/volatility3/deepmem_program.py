# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""The `deepmem` launcher: finding it, and running a scan as a process. Needs no Volatility."""

import os
import shutil
import subprocess
import threading
from typing import IO, Callable, Iterator, List, Mapping, Optional, Sequence
from urllib.parse import urlsplit
from urllib.request import url2pathname

LINE_LIMIT = 1 << 20
"""Bytes of one line of output; an object takes a few hundred."""
OBJECT_LIMIT = 20_000_000
"""Lines of one scan."""
MESSAGE_LIMIT = 2000
"""Bytes of one line of standard error."""


class ProgramError(Exception):
    """Why there is no scan, in one line."""


class NotInstalled(ProgramError):
    """No launcher is there."""


def find(
    option: Optional[str], environment: Mapping[str, str], plugin: str
) -> str:
    """Path of the launcher: as an option says, else DEEPMEM, else of the checkout that the plugin
    lies in (the plugin is `integrations/volatility3/FILE` there), else on PATH.

    What is named outright must be there; nothing else is tried then.
    """
    for named, by in ((option, "--deepmem"), (environment.get("DEEPMEM"), "DEEPMEM")):
        if named:
            path = os.path.abspath(os.path.expanduser(named))
            if not _runs(path):
                raise NotInstalled("%s: %s isn't a program" % (by, path))
            return path
    checkout = os.path.dirname(os.path.realpath(plugin))
    for _ in range(2):
        checkout = os.path.dirname(checkout)
    path = os.path.join(checkout, "deepmem")
    if _runs(path) and os.path.isfile(os.path.join(checkout, "pom.xml")):
        return path
    on_path = shutil.which("deepmem", path=environment.get("PATH", os.defpath))
    if on_path:
        return os.path.abspath(on_path)
    raise NotInstalled(
        "no deepmem launcher found: name it with --deepmem or the environment variable DEEPMEM"
    )


def _runs(path: str) -> bool:
    return "\0" not in path and os.path.isfile(path) and os.access(path, os.X_OK)


def local_file(location: str) -> str:
    """Path of a local file from a `file` URL."""
    try:
        url = urlsplit(location)
    except ValueError as e:
        raise ProgramError("%r: not a URL" % location) from e
    if url.scheme != "file" or url.netloc not in ("", "localhost"):
        raise ProgramError("%s: DeepMem scans local files only" % location)
    path = url2pathname(url.path)
    if "\0" in path or not os.path.isabs(path):
        raise ProgramError("%r: not the URL of a file" % location)
    return path


def command(launcher: str, file: str, types: Sequence[str], freed: bool) -> List[str]:
    """A scan's command line. No argument can be taken for another one."""
    words = [launcher, "scan", "--format=jsonl"]
    if types:
        words.append("--type=" + ",".join(types))
    if freed:
        words.append("--freed")
    return words + [file]


def lines(words: Sequence[str], tell: Callable[[str], None]) -> Iterator[bytes]:
    """The lines that a program writes to standard output, as they come.

    Those of standard error are told as they come, from another thread. Raises ProgramError when the
    program can't be started, ends with another status than 0, or writes without bounds. It is ended
    when the iteration is given up.
    """
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except (OSError, ValueError) as e:
        raise ProgramError("%s: can't be run: %s" % (words[0], e)) from e
    said = _Messages(process.stderr, tell)
    try:
        yield from _bounded(process.stdout)
        status = process.wait()
        # What the program has left running may hold its standard error open.
        said.join(10)
        if status != 0:
            raise ProgramError(said.failure or "deepmem ended with status %d" % status)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        said.join(1)
        process.stdout.close()


def _bounded(out: IO[bytes]) -> Iterator[bytes]:
    number = 0
    while True:
        line = out.readline(LINE_LIMIT + 1)
        if not line:
            return
        number += 1
        if len(line) > LINE_LIMIT or number > OBJECT_LIMIT:
            raise ProgramError("deepmem's output: line %d is beyond bounds" % number)
        if line.strip():
            yield line


class _Messages(threading.Thread):
    """Reads standard error to its end."""

    failure: Optional[str] = None
    """The last line in which the program names itself, as its failures do, else its first."""

    def __init__(self, err: IO[bytes], tell: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self._err = err
        self._tell = tell
        self.start()

    def run(self) -> None:
        with self._err:
            for line in iter(lambda: self._err.readline(MESSAGE_LIMIT), b""):
                text = line.decode("utf-8", "replace").rstrip()
                if not text:
                    continue
                self._tell(text)
                if self.failure is None or text.startswith("deepmem: "):
                    self.failure = text
