"""What a program in the page cannot reach: the network, the reader's storage, the page, anything outside its worker."""

import pytest

from python_session import run

CARD = "en/cards/kv-cache-memory/"

LET_IN = """
import sys
from importlib.machinery import PathFinder
for finder in [f for f in sys.meta_path if type(f).__name__ == "_Refused"]:
    sys.meta_path.remove(finder)
import js
"""
"""What somebody may do who knows how this is made: the refusal of `import js` is a courtesy, not the wall."""

NAMES = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "WebTransport",
    "importScripts",
    "indexedDB",
    "caches",
    "BroadcastChannel",
    "Worker",
    "SharedWorker",
    "navigator",
    "location",
    "postMessage",
    "Request",
    "Response",
    "FileReader",
    "localStorage",
    "sessionStorage",
    "document",
    "parent",
    "cookieStore",
    "close",
    "Blob",
    "FileSystemHandle",
    "Notification",
]

ELSEWHERE = "https://elsewhere.example/"

BLOCKED = {
    "evaluation": "js.eval('1 + 1')",
    "a function made of text": "js.Function.new('return 1')()",
    "a foreign module": f"js.eval('import(\"{ELSEWHERE}\")')",
}


@pytest.fixture(scope="module")
def page(open_module_tab, real_address):
    """A page whose Python has started; tests put programs into it one after the other."""
    return open_module_tab(real_address).open(CARD)


@pytest.mark.parametrize("name", ["js", "pyodide_js", "pyodide", "pyodide.code", "pyodide.http", "_pyodide_core"])
def test_the_page_cannot_be_imported(page, name):
    result = run(page, f"import {name}")
    assert result["error"]["type"] == "ImportError"
    assert result["error"]["message"] == "programs cannot reach the page around them"


def test_nothing_that_leads_out_is_left_in_the_worker(page):
    result = run(page, f"{LET_IN}\nprint([n for n in {NAMES!r} if getattr(js, n, None) is not None])")
    assert (result["stdout"], result["error"]) == ("[]\n", None)


def test_names_that_stay_are_known(page):
    """A browser that grows a new way out of a worker fails here: what is not known is taken away."""
    code = LET_IN + "print(sorted(n for n in dir(js) if n in ('crypto', 'launchQueue', 'scheduler', 'gc', 'fonts')))"
    assert run(page, code)["stdout"] == "['crypto']\n"


@pytest.mark.parametrize("way", BLOCKED)
def test_text_never_becomes_code_of_the_page(page, way):
    result = run(page, f"{LET_IN}\ntry:\n    {BLOCKED[way]}\nexcept BaseException as error:\n    print('refused')")
    assert result["stdout"] == "refused\n" or result["end"] == "crashed"


def test_text_in_a_timer_never_runs(page):
    assert run(page, f"{LET_IN}\njs.setTimeout('self.ran = 1', 0)")["error"] is None
    assert run(page, f"{LET_IN}\nprint(getattr(js, 'ran', None))")["stdout"] == "None\n"


def test_the_worker_reaches_no_server_not_even_the_own_one(open_tab, real_address):
    """The wall itself, without the worker's own precautions: a worker of the frame that only tries to get out."""
    tab = open_tab(real_address)
    page = tab.open(CARD)
    run(page, "print(1)")
    asked = []
    page.context.on("requestfinished", lambda request: asked.append(request.url))
    tries = """async () => {
      const script = `
        const tries = {
          foreign: () => fetch("https://elsewhere.example/"),
          own: () => fetch("ORIGIN/en/index.html"),
          module: () => import("https://elsewhere.example/x.js"),
          script: async () => importScripts("https://elsewhere.example/x.js"),
          socket: () => new Promise((_, no) => { new WebSocket("wss://elsewhere.example/").onerror = no; }),
          text: async () => eval("1"),
        };
        const reached = [];
        Promise.all(Object.entries(tries).map(([name, go]) => go().then(() => reached.push(name), () => 0)))
          .then(() => postMessage(reached));`.replace("ORIGIN", location.origin);
      const frame = document.querySelector("iframe[title=Python]").contentWindow;
      const address = frame.URL.createObjectURL(new frame.Blob([script], { type: "text/javascript" }));
      const worker = new frame.Worker(address);
      return new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
    }"""
    assert page.evaluate(tries) == []
    assert [url for url in asked if not url.startswith("blob:")] == []
    page.goto("about:blank")  # with the page end its notes, which may come late
    tab.faults.clear()  # the browser's own notes of what it stopped


def test_a_run_leaves_nothing_to_the_next(page):
    run(page, "import builtins, os\nx = 1\nbuiltins.y = 2\nbuiltins.len = None\nopen('kept.txt', 'w').write('z')")
    code = "import os\nprint('x' in globals(), 'y' in dir(__builtins__), len([1]), os.listdir('.'), __name__)"
    assert run(page, code)["stdout"] == "False False 1 [] __main__\n"


def test_nothing_is_stored_in_the_readers_browser(page):
    stored = "async () => [Object.keys(localStorage), await indexedDB.databases(), (await caches.keys()).length]"
    before = page.evaluate(stored)
    run(page, "open('kept.txt', 'w').write('z')")
    assert page.evaluate(stored) == before
