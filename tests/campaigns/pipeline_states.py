"""Campaign: the pipeline's state machine, longer: ``python -m tests.campaigns.pipeline_states [EXAMPLES] [STEPS]``."""

from __future__ import annotations

import sys
import time

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.test_pipeline_states import SETTINGS, Sources


def main() -> None:
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    started = time.monotonic()
    run_state_machine_as_test(Sources, settings=settings(SETTINGS, max_examples=examples, stateful_step_count=steps))
    print(f"examples {examples}  steps up to {steps}  differences 0  seconds {time.monotonic() - started:.0f}")


if __name__ == "__main__":
    main()
