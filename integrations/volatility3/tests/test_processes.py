# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""Verdicts on processes. Needs no Volatility."""

import os
import sys
import unittest

# Volatility imports whatever lies in a folder of plugins, so this has to work there, too.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from deepmem_processes import Process, compare

KERNEL = 0xFFFF << 48
MASK = (1 << 48) - 1


def process(address, **more):
    plain = {"virtual": KERNEL | address, "physical": address, "pid": 7, "exited": ""}
    return Process(**{**plain, **more})


class ProcessesTest(unittest.TestCase):
    def verdict(self, found, listed):
        rows = compare(found, listed, MASK)
        self.assertEqual(len(rows), 1, rows)
        return rows[0].verdict, rows[0].detected, rows[0].listed

    def test_who_sees_a_process(self):
        one = process(0x1000)
        self.assertEqual(self.verdict([one], [one]), ("both", True, True))
        self.assertEqual(self.verdict([one], []), ("hidden", True, False))
        self.assertEqual(self.verdict([], [one]), ("undetected", False, True))
        self.assertEqual(compare([], [], MASK), [])

    def test_ended_ones_are_apart(self):
        ended = process(0x1000, exited="zombie")
        self.assertEqual(self.verdict([ended], []), ("ended", True, False))
        self.assertEqual(self.verdict([ended], [ended]), ("ended", True, True))
        self.assertEqual(self.verdict([], [ended]), ("ended", False, True))
        freed = process(0x1000, state="freed")
        self.assertEqual(self.verdict([freed], []), ("freed", True, False))
        self.assertEqual(self.verdict([freed._replace(exited=None)], [])[0], "freed")

    def test_not_every_unlisted_process_is_hidden(self):
        self.assertEqual(self.verdict([process(0x1000, pid=0)], [])[0], "idle")
        self.assertEqual(self.verdict([process(0x1000, exited=None)], [])[0], "unreadable")

    def test_one_that_only_the_kernel_told_deepmem_of(self):
        fabricated = process(0x1000, detected=False, finding="fabricated")
        self.assertEqual(self.verdict([fabricated], [process(0x1000)]), ("undetected", False, True))
        self.assertEqual(self.verdict([fabricated], []), ("undetected", False, False))

    def test_the_same_by_physical_address(self):
        alias = process(0x1000, virtual=0x9000)
        self.assertEqual(self.verdict([process(0x1000)], [alias])[0], "both")

    def test_the_same_by_virtual_address(self):
        absent = process(0x1000, physical=None, virtual=0x1000)
        self.assertEqual(self.verdict([process(0x1000)], [absent])[0], "both")
        self.assertEqual(self.verdict([absent], [process(0x1000)])[0], "both")

    def test_a_list_that_shows_one_twice(self):
        one = process(0x1000)
        self.assertEqual(self.verdict([one], [one, one])[0], "both")
        self.assertEqual(self.verdict([], [one, one])[0], "undetected")

    def test_what_matters_comes_first(self):
        found = [process(0x1000), process(0x2000, exited="dead"), process(0x3000)]
        rows = compare(found, [process(0x1000), process(0x4000)], MASK)
        self.assertEqual([r.verdict for r in rows], ["hidden", "undetected", "ended", "both"])


if __name__ == "__main__":
    unittest.main()
