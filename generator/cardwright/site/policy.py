"""What the pages of the site may load and run: one Content-Security-Policy for all of them.

It stands in a `<meta>` of every page, because a static host sets no headers. Formulas and tables carry style
attributes, so those are allowed; style elements and scripts inside a page are not. Blobs as workers are for the frame
that runs Python.
"""

from __future__ import annotations

_DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}

POLICY = "; ".join(f"{name} {sources}" for name, sources in _DIRECTIVES.items())
"""The content of the `<meta>` element."""
