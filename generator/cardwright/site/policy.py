"""What the pages of the site may load and run: one Content-Security-Policy for all of them.

It stands in a `<meta>` of every page, because a static host sets no headers. Formulas and tables carry style
attributes, so those are allowed; style elements and scripts inside a page are not. Blobs as workers are for the frame
that runs Python. Of styles, connections and frames only the site's own are let in, too: what is not named follows
`default-src`.
"""

from __future__ import annotations

_DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}

POLICY = "; ".join(f"{name} {sources}" for name, sources in _DIRECTIVES.items())
"""The content of the `<meta>` element."""
