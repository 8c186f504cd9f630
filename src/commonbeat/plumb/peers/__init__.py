"""Officers or units compared with like ones: expected counts, what is usual, and the chance that a flag is wrong."""

from commonbeat.plumb.peers.assignments import compare_counts, compare_shares
from commonbeat.plumb.peers.benchmark import internal_benchmark
from commonbeat.plumb.peers.betabinomial import BetaBinomial, beta_binomial
from commonbeat.plumb.peers.comparison import PeerComparison, PeerRow
from commonbeat.plumb.peers.discovery import Discovery, adjusted, discover, local_chance
from commonbeat.plumb.peers.matching import Balance, Match
from commonbeat.plumb.peers.null import Null, empirical_null
from commonbeat.plumb.peers.simulation import Department, Patrol, department, patrol

__all__ = [
    "Balance",
    "BetaBinomial",
    "Department",
    "Discovery",
    "Match",
    "Null",
    "Patrol",
    "PeerComparison",
    "PeerRow",
    "adjusted",
    "beta_binomial",
    "compare_counts",
    "compare_shares",
    "department",
    "discover",
    "empirical_null",
    "internal_benchmark",
    "local_chance",
    "patrol",
]
