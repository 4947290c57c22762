"""The contract that every engine keeps, on a real cluster."""

from __future__ import annotations

import pytest

from tests.engine.contract import test_facets, test_matching, test_ranking, test_snippets, test_writing

pytestmark = pytest.mark.cluster

for _module in (test_facets, test_matching, test_ranking, test_snippets, test_writing):
    for _name, _value in vars(_module).items():
        if _name.startswith("test_"):
            assert _name not in globals(), f"{_name} is in two modules of the contract"
            globals()[_name] = _value
