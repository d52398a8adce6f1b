"""Run by `compile.mjs` inside the runtime's own Python: modules of the archives in `/work` are compiled."""

import io
import platform
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc  # type: ignore[attr-defined]
from importlib.util import source_hash
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)


def compiled(data: bytes) -> bytes:
    """An archive with compiled modules in the place of their sources, not packed: it is packed as a whole later."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in sorted(old.namelist()):
            held = old.read(name)
            if name.endswith(".py"):
                code = compile(held, f"/lib/{name}", "exec", dont_inherit=True)
                name, held = f"{name}c", bytes(_code_to_hash_pyc(code, source_hash(held), False))  # noqa: PLW2901
            if not name.endswith("/"):
                new.writestr(zipfile.ZipInfo(name, EPOCH), held)
    return made.getvalue()


for archive in archives:  # type: ignore[name-defined]  # given by compile.mjs
    path = Path("/work", archive)
    path.write_bytes(compiled(path.read_bytes()))

platform.python_version()
