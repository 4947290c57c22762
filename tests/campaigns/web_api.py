"""Campaign: the API does what its description says, over random requests of every operation.

    python -m tests.campaigns.web_api [--examples 1000] [--seed 1]

Needs the package schemathesis. Requests are made from the served OpenAPI document, as described and against it; every
answer is held to it: status, content type, schema, problem+json. (That wrong data is refused is left to tests/web: in a
query string a list of one and a word are the same.) A failure ends the run with the request.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.web.conftest import build


def run(app: Any, examples: int, number: int) -> int:
    """Try every operation with ``examples`` requests of each kind; returns how many requests were made."""
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    made = 0
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for found in schema.get_all_operations():
            operation = found.ok()
            strategy = operation.as_strategy(generation_mode=mode)

            @seed(number)
            @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck),
                      phases=[Phase.generate], database=None)  # fmt: skip
            @given(case=strategy)
            def each(case: Any) -> None:
                nonlocal made
                made += 1
                case.call_and_validate(checks=checks, headers={"Accept-Encoding": "identity"})

            each()
            print(f"{mode.value:10} {operation.label:40} {made:7} requests so far", flush=True)
    return made


def main() -> None:
    """Run and print how many requests held."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder))
        made = run(site.app, chosen.examples, chosen.seed)
        site.library.close()
    print(f"{made} requests, 0 failures, seed {chosen.seed}, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
