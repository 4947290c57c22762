"""Payloads that would run if any part of a page forgot to escape: a few shapes in many wrappings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

CALL = "window.__hit=1"
_SHAPES = (
    "<script>{call}</script>",
    "<img src=x onerror={call}>",
    "<svg onload={call}>",
    "<svg><script>{call}</script></svg>",
    "<body onload={call}>",
    "<iframe srcdoc='<script>parent.{call}</script>'>",
    "<a href=javascript:{call}>x</a>",
    "<details open ontoggle={call}>",
    "<input autofocus onfocus={call}>",
    "<video><source onerror={call}></video>",
    "<math><mtext></mtext><mglyph><style><img src onerror={call}></style></mglyph></math>",
    "<style>@import 'javascript:{call}'</style>",
    "<base href=javascript:{call}//>",
    "<meta http-equiv=refresh content='0;url=javascript:{call}'>",
    "<object data=javascript:{call}>",
    "<form action=javascript:{call}><button>x",
    " onmouseover={call} autofocus onfocus={call} x=",
    "javascript:{call}",
    "data:text/html,<script>{call}</script>",
    "{{{{constructor.constructor('{call}')()}}}}",
)
_WRAPPINGS = (
    "{}",
    '">{}',
    "'>{}",
    "</title>{}",
    "</textarea>{}",
    "</script>{}",
    "--><!--{}",
    "]]>{}",
    "\\u003c{}",
    "</svg>{}",
)


def payloads() -> Iterator[str]:
    """Yield 200 payloads."""
    for wrapping, shape in product(_WRAPPINGS, _SHAPES):
        yield wrapping.format(shape.format(call=CALL))
