"""Programs that would hang, flood, or ask for what a page does not have: a message, and the next run works."""

import pytest

from python_session import run

CARD = "en/cards/kv-cache-memory/"

REFUSED = {
    "input": ("input('?')", "input() has nobody to ask here: put the value into the code"),
    "thread": ("import threading\nthreading.Thread(target=print).start()", "there are no threads here"),
    "pool": (
        "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print)",
        "there are no threads here",
    ),
    "process": ("import subprocess\nsubprocess.run(['ls'])", "there are no other processes here"),
    "shell": ("import os\nos.system('ls')", "there are no other processes here"),
    "socket": ("import socket\nsocket.create_connection(('example.org', 80))", "there is no network here"),
    "address": ("from urllib.request import *\nurlopen('https://example.org')", "there is no network here"),
    "deadlock": (
        "import asyncio\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())",
        "everything waits for something that never comes",
    ),
}

RAISED = {
    "memory": ("held = []\nwhile True:\n    held.append(bytearray(10**7))", "MemoryError"),
    "one block of memory": ("bytearray(10**9)", "MemoryError"),
    "recursion": ("def f(n):\n    return f(n + 1)\nf(0)", "RecursionError"),
    "syntax": ("print((1)", "SyntaxError"),
    "exit": ("raise SystemExit(3)", "SystemExit"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "half a character": (r"print('\ud800')", "UnicodeEncodeError"),
    "nothing to import": ("import torch", "ModuleNotFoundError"),
}


@pytest.fixture(scope="module")
def page(open_module_tab, real_address):
    """A page whose Python has started; tests put programs into it one after the other."""
    return open_module_tab(real_address).open(CARD)


def works(page):
    return run(page, "print(6 * 7)")["stdout"] == "42\n"


@pytest.mark.parametrize("what", REFUSED)
def test_what_a_page_does_not_have_is_refused_in_words(page, what):
    code, message = REFUSED[what]
    assert run(page, code)["error"]["message"] == message
    assert works(page)


@pytest.mark.parametrize("what", RAISED)
def test_a_program_that_fails_says_why(page, what):
    code, name = RAISED[what]
    result = run(page, code)
    assert (result["end"], result["error"]["type"], result["message"]) == ("raised", name, "")
    assert works(page)


def test_a_traceback_shows_the_readers_lines_only(page):
    code = "import json\n\n\ndef read(text):\n    return json.loads(text)\n\n\nread('{')\n"
    lines = run(page, code)["error"]["traceback"].splitlines()
    places = [line.strip() for line in lines if line.startswith("  File")]
    assert places == ['File "snippet.py", line 8, in <module>', 'File "snippet.py", line 5, in read']
    assert lines[-1].startswith("json.decoder.JSONDecodeError: Expecting property name")


def test_causes_are_told_and_cut_too(page):
    code = "try:\n    int('x')\nexcept ValueError as error:\n    raise KeyError('y') from error\n"
    told = run(page, code)["error"]["traceback"]
    assert "ValueError: invalid literal" in told
    assert "The above exception was the direct cause" in told
    assert "worker" not in told


FLOODS = (
    "while True:\n    print('x' * 99)",
    "while True:\n    try:\n        print('x')\n    except BaseException:\n        pass",
)


@pytest.mark.parametrize("code", FLOODS)
def test_a_flood_is_cut(page, code):
    result = run(page, code)
    assert (result["end"], len(result["stdout"])) == ("flood", 50_000)
    assert result["message"] == "Stopped: it printed more than the 50,000 characters that are shown here."
    assert works(page)


def test_a_program_that_never_ends_is_stopped_by_the_reader(page):
    result = run(page, "print('on', flush=True)\nwhile True:\n    pass", stop_after=0.5)
    assert (result["end"], result["stdout"], result["message"]) == ("stopped", "on\n", "Stopped.")
    assert works(page)


def test_a_program_that_never_ends_is_stopped_after_its_time(page):
    page.clock.install()
    page.evaluate("() => undefined")
    code = "while True:\n    pass"
    page.clock.pause_at("2030-01-01")
    page.evaluate(
        """async (code) => {
          const { cwSession } = document.querySelector("script[data-cw-python]").dataset;
          const session = await import(new URL(cwSession, document.baseURI).href);
          window.phase = "";
          const onState = ({ phase }) => { window.phase = phase; };
          window.ended = session.run({ parts: [{ name: "snippet.py", code }] }, { onState });
        }""",
        code,
    )
    while page.evaluate("window.phase") != "running":
        pass
    page.clock.run_for(19_000)
    assert page.evaluate("Promise.race([window.ended, Promise.resolve(null)])") is None
    page.clock.run_for(2_000)
    assert page.evaluate("window.ended.then(({ end }) => end)") == "timeout"
    page.clock.resume()
    assert works(page)


def test_a_runtime_that_breaks_is_started_anew(open_tab, real_address):
    tab = open_tab(real_address)
    page = tab.open(CARD)
    result = run(page, "import ctypes\nctypes.string_at(0xFFFFFFF0, 100)")
    assert result["end"] == "crashed"
    assert result["message"].startswith("Python broke down")
    assert works(page)
    tab.faults.clear()  # Pyodide notes where it broke


def test_coroutines_run_to_their_end_in_order(page):
    code = (
        "import asyncio\nasync def late(n):\n    await asyncio.sleep(n / 100)\n    print(n)\n    return n\n"
        "async def main():\n    return await asyncio.gather(late(3), late(1), late(2))\n"
        "print(asyncio.run(main()))\nprint(asyncio.run(main()))\n"
    )
    result = run(page, code)
    assert (result["stdout"], result["error"]) == ("1\n2\n3\n[3, 1, 2]\n" * 2, None)


def test_two_programs_take_turns(page):
    both = """async () => {
      const { cwSession } = document.querySelector("script[data-cw-python]").dataset;
      const session = await import(new URL(cwSession, document.baseURI).href);
      const told = [];
      const one = (name) => session.run(
        { parts: [{ name, code: `import time\\nfor _ in range(3):\\n    print('${name}')\\n    time.sleep(0.02)` }] },
        { onOutput: ({ text }) => told.push(text.trim()) },
      );
      const ends = await Promise.all([one("a"), one("b")]);
      return [told.join(""), ends.map(({ end }) => end)];
    }"""
    assert page.evaluate(both) == ["aaabbb", ["finished", "finished"]]


def test_warnings_and_errors_are_told_apart_from_output(page):
    result = run(page, "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('a', end='')")
    assert (result["stdout"], result["stderr"]) == ("out\na", "err\n")


def test_tests_are_told_one_by_one(page):
    solution = "def add(a, b):\n    return a - b\n"
    tests = (
        "_x = add(1, 1)\ndef _is_two(a):\n    assert a == 2, 'one and one are two'\n"
        "assert add(1, 0) == 1\nassert add(1, 2) == 3, f'add(1, 2) gives {add(1, 2)}'\n_is_two(_x)\n"
        "assert add('a', 'b')\n_y = add(None, 1)\nassert True, 'never seen'\n"
    )
    result = run(page, [("solution.py", solution)], tests=tests)
    told = [(check["line"], check["outcome"], check["message"].splitlines()[-1:]) for check in result["checks"]]
    assert told[0] == (4, "passed", [])
    assert told[1] == (5, "failed", ["add(1, 2) gives -1"])
    assert told[2] == (6, "failed", ["one and one are two"])
    assert [outcome for _, outcome, _ in told[3:]] == ["raised", "raised", "skipped"]
    assert 'File "solution.py", line 2, in add' in result["checks"][3]["message"]
    assert result["end"] == "finished"
