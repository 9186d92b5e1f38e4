"""A second look at the likeliest answers: who asked for each, and in what words.

The centre of all that asks for an answer is near to what is usual, and a general answer to all that
is said on its topic. Who tells a story with their question is nearer to a few others who did, and
one telling word of theirs may stand in most questions for one answer. To look at all answers so
would take as long as the rest.

What each counts was chosen on what visitors wrote (docs/trials.md), in log odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.floating[Any]]
Flags = npt.NDArray[np.bool_]

LOOKED_AT = 48  # answers, the likeliest
_OF_ALL = 0.5  # what all of a message counts beside its question: it tells who asks, and why
_KEPT, _NEAREST, _USUAL = 0.7, 6.0, 0.27
_GENERAL = 0.4  # against
_LEAST = 1e-6  # of a share


@dataclass(frozen=True)
class Seen:
    """Of each of some answers: how near the nearest sayings are that ask for it, how telling the
    words are that are usual there, whether it is general, a fact."""

    nearest: Numbers
    usual: Numbers
    general: Numbers
    fact: Flags


def mixed(of_question: Numbers, of_all: Numbers) -> Numbers:
    """Return what is seen of the question of a message and of all of it, together."""
    return (1 - _OF_ALL) * of_question + _OF_ALL * of_all


def weighed(shares: Numbers, seen: Seen) -> Numbers:
    """Return the shares of answers by what is seen of them, with the same sum.

    A fact, for which nobody asks, is as near as the nearest of the others.
    """
    near = _NEAREST * seen.nearest + _USUAL * seen.usual
    if seen.fact.any() and not seen.fact.all():
        near = np.where(seen.fact, near[~seen.fact].max(), near)
    sums = _KEPT * np.log(shares + _LEAST) + near - _GENERAL * seen.general
    likely = np.exp(sums - sums.max())
    found: Numbers = likely * (shares.sum() / likely.sum())
    return found
