# Copyright the DeepMem authors; Apache-2.0, see LICENSE.
"""Finding and running the program, which a script stands for. Needs no Volatility."""

import os
import stat
import sys
import tempfile
import time
import unittest

# Volatility imports whatever lies in a folder of plugins, so this has to work there, too.
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import deepmem_program as program
from deepmem_program import NotInstalled, ProgramError


class ProgramTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.told = []

    def script(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("#!/bin/sh\n" + text + "\n")
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path

    def lines(self, text, *words):
        return program.lines([self.script("fake", text), *words], self.told.append)

    def test_where_the_launcher_is_looked_for(self):
        checkout = os.path.join(self.folder, "checkout")
        plugin = os.path.join(checkout, "integrations", "volatility3", "deepmem.py")
        on_path = self.script("bin/deepmem", "")
        of_variable = self.script("variable", "")
        of_option = self.script("option", "")
        path = {"PATH": os.path.dirname(on_path)}
        with self.assertRaisesRegex(NotInstalled, "--deepmem"):
            program.find(None, {"PATH": self.folder}, plugin)
        self.assertEqual(program.find(None, path, plugin), on_path)
        of_checkout = self.script("checkout/deepmem", "")
        self.assertEqual(program.find(None, path, plugin), on_path, "no checkout of ours")
        self.script("checkout/pom.xml", "")
        self.assertEqual(program.find(None, path, plugin), of_checkout)
        variable = {**path, "DEEPMEM": of_variable}
        self.assertEqual(program.find(None, variable, plugin), of_variable)
        self.assertEqual(program.find(of_option, variable, plugin), of_option)

    def test_a_launcher_that_is_named_must_be_one(self):
        plugin = os.path.join(self.folder, "a", "b", "deepmem.py")
        plain = os.path.join(self.folder, "plain")
        with open(plain, "w"):
            pass
        for bad in (plain, self.folder, plain + "-absent", "nul\0"):
            with self.subTest(bad):
                with self.assertRaisesRegex(NotInstalled, "--deepmem: "):
                    program.find(bad, os.environ, plugin)
                with self.assertRaisesRegex(NotInstalled, "DEEPMEM: "):
                    program.find(None, {"DEEPMEM": bad}, plugin)

    def test_the_file_of_a_location(self):
        self.assertEqual(program.local_file("file:///a/b%20c%23%3f;%25.raw"), "/a/b c#?;%.raw")
        self.assertEqual(program.local_file("file://localhost/a"), "/a")
        for bad in (
            "https://host/a.raw",
            "jar:file:///a.zip!/b",
            "file://host/a",
            "file:a",
            "file:///a%00b",
            "file://[/a",
            "",
        ):
            with self.subTest(bad), self.assertRaises(ProgramError):
                program.local_file(bad)

    def test_the_command(self):
        self.assertEqual(
            program.command("/d", "/a b.raw", ["file", "cred"], True),
            ["/d", "scan", "--format=jsonl", "--type=file,cred", "--freed", "/a b.raw"],
        )
        plain = program.command("/d", "/a", [], False)
        self.assertEqual(plain, ["/d", "scan", "--format=jsonl", "/a"])

    def test_no_shell_sees_the_arguments(self):
        out = list(self.lines('printf "%s\\n" "$@"', "$(echo x)", "a b;c"))
        self.assertEqual(out, [b"$(echo x)\n", b"a b;c\n"])

    def test_lines_and_messages(self):
        out = list(self.lines("echo deepmem: slow >&2; echo one; echo; echo two"))
        self.assertEqual(out, [b"one\n", b"two\n"])
        self.assertEqual(self.told, ["deepmem: slow"])

    def test_a_failure_gives_its_line(self):
        text = "echo deepmem: building >&2; echo deepmem: no dump >&2; echo more >&2; exit 1"
        with self.assertRaises(ProgramError) as failure:
            list(self.lines(text))
        self.assertEqual(str(failure.exception), "deepmem: no dump")
        with self.assertRaisesRegex(ProgramError, "^Unknown option$"):
            list(self.lines("echo Unknown option >&2; echo Usage: >&2; exit 2"))
        with self.assertRaisesRegex(ProgramError, "status 3"):
            list(self.lines("exit 3"))
        with self.assertRaisesRegex(ProgramError, "status -9"):
            list(self.lines("kill -9 $$"))

    def test_what_came_before_a_failure_is_given(self):
        lines = self.lines("echo one; echo deepmem: broken >&2; exit 1")
        self.assertEqual(next(lines), b"one\n")
        with self.assertRaisesRegex(ProgramError, "deepmem: broken"):
            next(lines)

    def test_a_program_that_cannot_run(self):
        with self.assertRaisesRegex(ProgramError, "can't be run"):
            list(program.lines([os.path.join(self.folder, "absent")], self.told.append))

    def test_many_messages_do_not_block(self):
        text = "i=0; while [ $i -lt 20000 ]; do echo message $i >&2; i=$((i+1)); done; echo end"
        self.assertEqual(list(self.lines(text)), [b"end\n"])
        self.assertEqual(len(self.told), 20000)

    def test_output_is_bounded(self):
        with self.assertRaisesRegex(ProgramError, "line 1 is beyond bounds"):
            list(self.lines("exec cat /dev/zero"))

    def test_the_program_ends_when_nobody_reads(self):
        lines = self.lines("echo $$; exec sleep 60")
        process = int(next(lines))
        began = time.monotonic()
        lines.close()
        self.assertLess(time.monotonic() - began, 30)
        with self.assertRaises(ProcessLookupError):
            os.kill(process, 0)


if __name__ == "__main__":
    unittest.main()
