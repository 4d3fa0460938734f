"""Invariants 1, 2, 4 and 7 of the domain alone, in random stories. A seed that ever failed stays in FAILED."""

import os

import pytest

from tests.domain.conftest import KIND
from tests.faults.ocean import Ocean

SEEDS = [int(os.environ["FAULTS_SEED"])] if "FAULTS_SEED" in os.environ else range(4)
OPERATIONS = 2_500
FAILED: dict[str, int] = {}


@pytest.mark.one_backend
@pytest.mark.parametrize("seed", [*SEEDS, *FAILED.values()], ids=[*map(str, SEEDS), *FAILED])
def test_replicas_are_equal_after_thousands_of_operations(seed: int) -> None:
    Ocean(KIND, seed).sail(OPERATIONS)
