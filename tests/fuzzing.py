"""How long wild input is tried: CATALOGUE_FUZZ says how many examples of each kind; the same number tries the same ones."""

import os

from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("CATALOGUE_FUZZ", "20"))

fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
"""For a test of wild input."""
