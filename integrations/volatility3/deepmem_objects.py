# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""Lines of `deepmem scan --format jsonl` as objects. Needs no Volatility.

A line tells of a dump, so it is believed in nothing: addresses, numbers and texts are checked and
cut, members that aren't known are passed over. docs/formats.md lists the members.
"""

import json
import math
import re
import unicodedata
from typing import Any, Dict, List, NamedTuple, Optional, Union

ADDRESS = re.compile(r"0x[0-9a-fA-F]{1,16}")
TEXT_LIMIT = 1024
"""Characters that are kept of one text."""
NAMES_LIMIT = 64
"""Names that are kept of one object."""
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that act on a terminal or can't be encoded."""


class MalformedLine(ValueError):
    """A line that isn't what a scan writes."""


class Header(NamedTuple):
    """A line about the scan as a whole."""

    warnings: List[str]


class FoundObject(NamedTuple):
    """An object of a scan. Addresses are 64 bits wide; None is what the line doesn't say."""

    type: str
    state: str
    virtual: int
    physical: Optional[int]
    score: float
    probability: Optional[float]
    votes: int
    names: Dict[str, str]
    finding: Optional[str]


def harmless(text: Any, limit: int = TEXT_LIMIT) -> str:
    """At most so many characters, those that act on a terminal as escapes."""
    cut = str(text)[: limit + 1]
    if len(cut) > limit:
        cut = cut[: limit - 1] + "…"
    return "".join(
        "\\u%04x" % ord(c) if unicodedata.category(c) in ACTING else c for c in cut
    )


def parse(line: bytes) -> Union[FoundObject, Header]:
    """What one line says.

    Raises MalformedLine when it is neither an object nor a header.
    """
    try:
        content = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as e:
        raise MalformedLine("not JSON") from e
    if not isinstance(content, dict):
        raise MalformedLine("not a JSON object")
    if "type" not in content and "dump" in content:
        return _header(content)
    return FoundObject(
        type=_text(content, "type"),
        state=_text(content, "state"),
        virtual=_address(content, "virtualAddress"),
        physical=_optional(_address, content, "physicalAddress"),
        score=_number(content, "score"),
        probability=_optional(_number, content, "probability"),
        votes=_count(content, "votes"),
        names=_names(content),
        finding=_optional(_text, content, "finding"),
    )


def _no_number(constant: str) -> float:
    raise MalformedLine(constant + " as a number")


def _header(content: Dict[str, Any]) -> Header:
    warnings = content.get("warnings")
    if not isinstance(warnings, list):
        return Header([])
    return Header([harmless(w) for w in warnings[:NAMES_LIMIT] if isinstance(w, str)])


def _optional(read: Any, content: Dict[str, Any], member: str) -> Any:
    return None if content.get(member) is None else read(content, member)


def _text(content: Dict[str, Any], member: str) -> str:
    value = content.get(member)
    if not isinstance(value, str):
        raise MalformedLine("no text '%s'" % member)
    return harmless(value)


def _address(content: Dict[str, Any], member: str) -> int:
    value = content.get(member)
    if not isinstance(value, str) or not ADDRESS.fullmatch(value):
        raise MalformedLine("no address '%s'" % member)
    return int(value, 16)


def _number(content: Dict[str, Any], member: str) -> float:
    value = content.get(member)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MalformedLine("no number '%s'" % member)
    if not abs(value) < 1e300 or not math.isfinite(value):
        raise MalformedLine("no finite number '%s'" % member)
    return float(value)


def _count(content: Dict[str, Any], member: str) -> int:
    value = _number(content, member)
    if value < 0 or value != int(value) or value >= 1 << 63:
        raise MalformedLine("no count '%s'" % member)
    return int(value)


def _names(content: Dict[str, Any]) -> Dict[str, str]:
    names = content.get("names", {})
    if not isinstance(names, dict):
        raise MalformedLine("'names' that aren't an object")
    return {
        harmless(name): harmless(value)
        for name, value in list(names.items())[:NAMES_LIMIT]
        if isinstance(value, (str, int, float))
    }
