"""Runs the reader's programs inside the browser's worker; `worker.ts` evaluates this and keeps its last value.

`emit(stream, text)` sends what is printed to the page and is false when that was too much; `refusals` says what the
reader is told where a program asks for what a page does not have.
"""

import _thread
import ast
import asyncio
import builtins
import gc
import importlib.abc
import io
import json
import linecache
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import traceback
import types
import warnings

HOME = "/home/pyodide"
BUILTIN = vars(builtins)
BUILTINS = dict(BUILTIN)
RECURSION = sys.getrecursionlimit()
WARNINGS = list(warnings.filters)
RUNNING = False
MAX_DRAWINGS = 4
RAW = []


class _Flood(BaseException):
    """More was printed than is taken."""


# ---- What a page does not have ----

_EVENTS = {
    "builtins.input": "input",
    "socket.__new__": "network",
    "socket.getaddrinfo": "network",
    "urllib.Request": "network",
    "os.system": "process",
    "os.fork": "process",
    "os.posix_spawn": "process",
}
_PAGE = {"js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip"}


def _refuse(event, _):
    if RUNNING and event in _EVENTS:
        raise RuntimeError(refusals[_EVENTS[event]])


def _refusing(what):
    def refuse(*_, **__):
        raise RuntimeError(refusals[what])

    return refuse


class _Refused(importlib.abc.MetaPathFinder):
    """Programs import the standard library and packages, not the page around them."""

    def find_spec(self, fullname, path=None, target=None):
        if RUNNING and fullname.partition(".")[0] in _PAGE:
            raise ImportError(refusals["page"], name=fullname)


class _Loop(asyncio.BaseEventLoop):
    """An event loop that waits by sleeping: there is nobody else whom a program could keep waiting."""

    def __init__(self):
        super().__init__()
        self._selector = self

    def select(self, timeout):
        if timeout is None:
            raise RuntimeError(refusals["deadlock"])
        if timeout > 0:
            time.sleep(timeout)
        return []

    def _process_events(self, events):
        pass

    def _write_to_self(self):
        pass


# Python 3.14 keeps policies to itself.
_BasePolicy = getattr(asyncio.events, "BaseDefaultEventLoopPolicy", None) or asyncio.events._BaseDefaultEventLoopPolicy
_set_policy = getattr(asyncio.events, "_set_event_loop_policy", None) or asyncio.set_event_loop_policy


class _Policy(_BasePolicy):
    _loop_factory = _Loop


def _fresh_asyncio():
    asyncio._set_running_loop(None)
    _set_policy(_Policy())


# ---- What is printed ----


class _Raw(io.RawIOBase):
    """The end of a stream: bytes become text. A stream writes once more when it goes, into the next run: it may not."""

    def __init__(self, stream):
        self._stream = stream
        self._rest = b""
        self.is_over = False

    def writable(self):
        return True

    def write(self, data):
        if not self.is_over:
            held = self._rest + bytes(data)
            text, self._rest = _decoded(held)
            if not emit(self._stream, text):
                raise _Flood
        return len(data)


def _decoded(data):
    """Bytes as text, and the beginning of a character that is not whole yet."""
    for cut in range(min(4, len(data) + 1)):
        whole = data[: len(data) - cut]
        try:
            return whole.decode(), data[len(whole) :]
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), b""


def _stream(raw):
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8", newline="\n", line_buffering=True)


# ---- A run ----


def run(text):
    """A job as JSON -> its outcome as JSON: the types of both stand in `protocol.ts`."""
    job = json.loads(text)
    tests = job.get("tests")
    module = _settle([*job["parts"], *([tests] if tests else [])])
    end, error, checks = "finished", None, []
    try:
        error = _execute(job["parts"], module.__dict__)
        if tests and not error:
            checks = list(_checked(tests, module.__dict__))
    except _Flood:
        end = "flood"
    finally:
        _leave()
    if isinstance(error, _Flood):
        end, error = "flood", None
    names = {part["name"] for part in [*job["parts"], *([tests] if tests else [])]}
    failure = _described(error, names) if error else None
    del error, module
    _clear()
    return json.dumps(
        {"end": "raised" if failure else end, "error": failure, "checks": checks, "drawings": _drawings()}
    )


def _drawings():
    """What was drawn; the program may have put anything in its place."""
    plot = sys.modules.get("cardwright.plot")
    try:
        return [str(picture) for picture in plot.taken()[:MAX_DRAWINGS]] if plot else []
    except BaseException:
        return []


def _settle(parts):
    """A namespace, streams and a folder that no other program has used."""
    global RUNNING
    RAW[:] = _Raw("stdout"), _Raw("stderr")
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__ = tuple(map(_stream, RAW))
    sys.stdin = sys.__stdin__ = io.StringIO()
    sys.argv = [""]
    os.makedirs(HOME, exist_ok=True)
    os.chdir(HOME)
    _fresh_asyncio()
    random.seed()
    warnings.filters[:] = WARNINGS
    warnings._filters_mutated()
    linecache.clearcache()
    for part in parts:
        code, name = part["code"], part["name"]
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    for name in _PAGE:
        sys.modules.pop(name, None)
    RUNNING = True
    return module


def _execute(parts, namespace):
    try:
        for part in parts:
            exec(compile(part["code"], part["name"], "exec", dont_inherit=True), namespace)
        if sys.stdout and not sys.stdout.closed:
            sys.stdout.flush()
    except BaseException as error:
        return error
    return None


def _leave():
    """The program is over, whatever it did to the streams."""
    global RUNNING
    RUNNING = False
    BUILTIN.update(BUILTINS)
    for name in BUILTIN.keys() - BUILTINS.keys():
        del BUILTIN[name]
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            pass
    for raw in RAW:
        raw.is_over = True


def _clear():
    """Make room for the next program."""
    sys.setrecursionlimit(RECURSION)
    sys.settrace(None)
    sys.setprofile(None)
    sys.modules["__main__"] = types.ModuleType("__main__")
    for name in [n for n in sys.modules if getattr(sys.modules[n], "__file__", None) and _is_own(sys.modules[n])]:
        del sys.modules[name]
    os.chdir("/")
    shutil.rmtree(HOME, ignore_errors=True)
    numpy = sys.modules.get("numpy")
    if numpy:
        numpy.set_printoptions(edgeitems=3, threshold=1000, linewidth=75, precision=8, suppress=False, formatter=None)
        numpy.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
        numpy.random.seed()
    gc.collect()


def _is_own(module):
    return str(module.__file__).startswith(HOME)


# ---- Tests, statement by statement ----


def _checked(part, namespace):
    tree = ast.parse(part["code"], part["name"])
    helpers = _asserting_functions(tree)
    broken = False
    for node in tree.body:
        checks = _asserts(node, helpers)
        if _is_print(node):
            continue
        if broken:
            if checks:
                yield _check(part, node, "skipped", "")
            continue
        error = _execute_node(node, part["name"], namespace)
        if isinstance(error, _Flood):
            raise error
        if isinstance(error, AssertionError):
            yield _check(part, node, "failed", _words(error) or _source(part, node))
        elif error:
            broken = not checks
            yield _check(part, node, "raised", _traceback(error, {*_parts(part)}))
        elif checks:
            yield _check(part, node, "passed", "")


def _parts(part):
    return [name for name in linecache.cache if name != part["name"]] + [part["name"]]


def _execute_node(node, name, namespace):
    try:
        exec(compile(ast.Module([node], []), name, "exec", dont_inherit=True), namespace)
    except BaseException as error:
        return error
    return None


def _asserting_functions(tree):
    """Names of the functions of the tests that assert something, themselves or through each other."""
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)}
    found = set()
    while more := {n for n, f in functions.items() if n not in found and _uses(f, found)}:
        found |= more
    return found


def _asserts(node, helpers):
    return not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and _uses(node, helpers)


def _is_print(node):
    """Whether the tests say that they have passed: the page says so itself, and better."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"


def _uses(node, helpers):
    return any(
        isinstance(inner, ast.Assert) or (isinstance(inner, ast.Name) and inner.id in helpers)
        for inner in ast.walk(node)
    )


def _check(part, node, outcome, message):
    return {"line": node.lineno, "code": _source(part, node), "outcome": outcome, "message": message}


def _source(part, node):
    return ast.get_source_segment(part["code"], node) or ""


# ---- What went wrong ----


def _described(error, names):
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno or 1))
    part, line = next((place for place in reversed(places) if place[0] in names), (None, None))
    return {
        "type": type(error).__name__,
        "message": _words(error),
        "traceback": _traceback(error, names),
        "part": part,
        "line": line,
    }


def _words(error):
    try:
        return error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:
        return ""


def _traceback(error, names):
    """As Python prints it, without the lines of libraries and of this file."""
    try:
        told = traceback.TracebackException.from_exception(error)
        _cut(told, names, set())
        return "".join(told.format()).rstrip("\n")
    except BaseException:
        return type(error).__name__


def _cut(told, names, seen):
    if told is None or id(told) in seen:
        return
    seen.add(id(told))
    kept = [frame for frame in told.stack or () if frame.filename in names]
    told.stack = traceback.StackSummary.from_list(kept) if kept else None
    for other in (told.__cause__, told.__context__, *(getattr(told, "exceptions", None) or ())):
        _cut(other, names, seen)


sys.addaudithook(_refuse)
for name in ("start_new_thread", "start_joinable_thread"):
    setattr(_thread, name, _refusing("thread"))
    setattr(threading, f"_{name}", getattr(_thread, name))
subprocess.Popen.__init__ = _refusing("process")
subprocess.Popen.__del__ = lambda _: None
sys.meta_path.insert(0, _Refused())
run
