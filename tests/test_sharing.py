"""Work that is shared gives what it would give alone, whatever becomes of the copy."""

import os
import subprocess
import sys

import pytest

from cardwright.sharing import shared

ALONE = """
import os, sys
from cardwright.sharing import shared
here = os.getpid()
{body}
"""


def run(body: str) -> subprocess.CompletedProcess[str]:
    """A program of its own: the copy of a test's process would carry the whole test run along."""
    return subprocess.run([sys.executable, "-c", ALONE.format(body=body)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 1000])
def test_results_keep_the_order_of_the_items(count: int):
    done = run(f"print(shared(lambda n: n * n, range({count})) == [n * n for n in range({count})])")
    assert (done.stdout, done.stderr) == ("True\n", "")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_two_processes_work_where_there_are_two_cores():
    done = run("import time; print(len(set(shared(lambda n: time.sleep(0.01) or os.getpid(), range(50)))))")
    assert done.stdout == f"{min(2, len(os.sched_getaffinity(0)))}\n"


def test_what_the_copy_fails_at_is_done_again_here():
    body = "print(shared(lambda n: n if os.getpid() == here else os._exit(9), range(50)) == list(range(50)))"
    assert run(body).stdout == "True\n"


def test_an_exception_is_raised_here_as_it_was():
    done = run("try: shared(lambda n: 1 // (n - 40), range(50))\nexcept ZeroDivisionError: print('raised')")
    assert (done.stdout, done.stderr) == ("raised\n", "")


def test_results_that_cannot_be_pickled_are_made_here():
    assert run("print(len(shared(lambda n: (lambda: n), range(50))))").stdout == "50\n"


def test_a_process_with_threads_works_alone():
    body = "import threading, time; threading.Thread(target=time.sleep, args=(1,), daemon=True).start()\n"
    body += "print(set(shared(lambda n: time.sleep(0.01) or os.getpid(), range(20))) == {here})"
    assert run(body).stdout == "True\n"


def test_nothing_is_left_behind():
    body = "before = os.listdir('/dev/fd'); shared(abs, range(50)); print(os.listdir('/dev/fd') == before)\n"
    body += "try: os.waitpid(-1, os.WNOHANG)\nexcept ChildProcessError: print('no child')"
    assert run(body).stdout == "True\nno child\n"


def test_here_too():
    assert shared(str, range(3)) == ["0", "1", "2"]
