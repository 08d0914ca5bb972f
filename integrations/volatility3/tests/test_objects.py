# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""What lines of a scan are taken for. Needs no Volatility."""

import json
import os
import sys
import unittest

# Volatility imports whatever lies in a folder of plugins, so this has to work there, too.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from deepmem_objects import TEXT_LIMIT, Header, MalformedLine, harmless, parse

TASK = {
    "type": "task_struct",
    "state": "live",
    "virtualAddress": "0xffff8ef243de8000",
    "physicalAddress": "0x0000000003de8000",
    "size": 6144,
    "score": 261.651,
    "probability": 0.9996,
    "votes": 39,
    "names": {"pid": "1", "tgid": "1", "comm": "init"},
}


def line(**members):
    return json.dumps({**TASK, **members}).encode()


class ObjectsTest(unittest.TestCase):
    def test_an_object(self):
        found = parse(line())
        self.assertEqual(found.type, "task_struct")
        self.assertEqual(found.state, "live")
        self.assertEqual(found.virtual, 0xFFFF8EF243DE8000)
        self.assertEqual(found.physical, 0x3DE8000)
        self.assertEqual(found.score, 261.651)
        self.assertEqual(found.probability, 0.9996)
        self.assertEqual(found.votes, 39)
        self.assertEqual(found.names, {"pid": "1", "tgid": "1", "comm": "init"})
        self.assertIsNone(found.finding)

    def test_what_a_scan_does_not_say(self):
        found = parse(line(physicalAddress=None, probability=None, finding=None))
        self.assertEqual(
            (found.physical, found.probability, found.finding), (None, None, None)
        )
        bare = {k: TASK[k] for k in TASK if k not in ("names", "probability")}
        self.assertEqual(parse(json.dumps(bare).encode()).names, {})

    def test_a_finding_and_members_of_later_versions(self):
        found = parse(
            line(finding="hidden", views=["tables"], members={"mm": None}, later=[[1]])
        )
        self.assertEqual(found.finding, "hidden")

    def test_a_header(self):
        header = {"dump": {"file": "a.elf"}, "warnings": ["a kernel\u001b[2J", 7]}
        self.assertEqual(
            parse(json.dumps(header).encode()), Header(["a kernel\\u001b[2J"])
        )
        self.assertEqual(parse(b'{"dump":"a.elf","tool":"deepmem"}'), Header([]))
        self.assertEqual(parse(line(dump="a.elf")).type, "task_struct")

    def test_texts_of_the_dump_do_not_act(self):
        found = parse(line(names={"comm": "a\t\r\n\u202eb\ud800", "pa\u0007th": "x" * 5000}))
        self.assertEqual(found.names["comm"], "a\\u0009\\u000d\\u000a\\u202eb\\ud800")
        self.assertEqual(len(found.names["pa\\u0007th"]), TEXT_LIMIT)
        self.assertEqual(harmless("ä ✓"), "ä ✓")

    def test_names_are_bounded(self):
        many = {str(i): "v" for i in range(1000)}
        self.assertEqual(len(parse(line(names=many)).names), 64)
        self.assertEqual(parse(line(names={"a": ["b"], "c": "d"})).names, {"c": "d"})

    def test_what_is_no_line_of_a_scan(self):
        for bad in (
            b"",
            b"{",
            b"[1]",
            b"null",
            b'{"tool":"x"}',
            b"\xff\xfe",
            b"[" * 100000,
            line(type=None),
            line(virtualAddress=None),
            line(virtualAddress=4096),
            line(virtualAddress="0x"),
            line(virtualAddress="-0x1"),
            line(virtualAddress="0x10000000000000000"),
            line(physicalAddress="here"),
            line(score="7"),
            line(score=True),
            line(score=float("nan")),
            line(score=10**400),
            line(votes=-1),
            line(votes=1.5),
            line(names=[]),
            line(finding=7),
        ):
            with self.subTest(bad[:60]), self.assertRaises(MalformedLine):
                parse(bad)


if __name__ == "__main__":
    unittest.main()
