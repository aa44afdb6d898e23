"""The statistics of pooling, by statsmodels: log scale for ratios, standard errors from intervals, random effects."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from kg.errors import MissingExtraError

# An interval reaches as far to one side of its value as to the other (ratios: on the log scale) but for rounding. What
# is more lopsided was misread, or comes from a method that this is not for.
_LOPSIDED = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Hold a pooled effect on the scale it was pooled on, which is the log scale for ratios.

    ``low`` and ``high`` are the 95 % confidence interval by ``interval``; ``predicted_low`` and ``predicted_high`` are
    the 95 % prediction interval, None below three studies. ``i2`` is in percent, ``q_p`` the p value of Q with
    ``studies`` - 1 degrees of freedom. ``weights`` are in percent, in the order of the studies.
    """

    studies: int
    value: float
    low: float
    high: float
    interval: str
    tau2: float
    i2: float
    q: float
    q_p: float
    predicted_low: float | None
    predicted_high: float | None
    weights: tuple[float, ...]


def standard_error(low: float, high: float, level: float = 95.0) -> float:
    """Return the standard error that a normal interval of a level in percent was made from.

    >>> round(standard_error(-1.96, 1.96), 3)
    1.0
    """
    return (high - low) / (2 * NormalDist().inv_cdf(0.5 + level / 200))


def is_lopsided(value: float, low: float, high: float) -> bool:
    """Tell whether a value lies too far from the middle of its interval, or outside it."""
    return not low <= value <= high or abs(value - (low + high) / 2) > _LOPSIDED * (high - low)


def random_effects(values: Sequence[float], errors: Sequence[float]) -> Summary:
    """Pool effects by random effects with the variance between studies of Paule and Mandel (1982).

    The confidence interval is that of Hartung, Knapp, Sidik and Jonkman where there are more than two studies and a
    variance between them, else the normal one, as the Cochrane Handbook (10.10.4) advises; the prediction interval that
    of Higgins, Thompson and Spiegelhalter (2009). Raise `MissingExtraError` where statsmodels is not installed.
    """
    try:
        import numpy as np
        from scipy import stats
        from statsmodels.stats.meta_analysis import combine_effects
    except ImportError as error:
        raise MissingExtraError("analysis", "pooling effects") from error
    variances = np.square(np.asarray(errors, dtype=float))
    # It divides by Q, which is nothing where all studies found the same.
    with np.errstate(divide="ignore", invalid="ignore"):
        fitted = combine_effects(np.asarray(values, dtype=float), variances, method_re="iterated")
    studies, tau2 = len(values), max(float(fitted.tau2), 0.0)
    # Where studies differ less than chance makes them, the estimate of the variance between them falls below nothing.
    mean, spread = (
        (float(fitted.mean_effect_re), float(fitted.sd_eff_w_re))
        if tau2
        else (float(fitted.mean_effect_fe), float(fitted.sd_eff_w_fe))
    )
    q = max(float(fitted.q), 0.0)
    adjusted = studies > 2 and tau2 > 0
    reach = NormalDist().inv_cdf(0.975) * spread
    if adjusted:
        reach = float(stats.t.ppf(0.975, studies - 1)) * math.sqrt(fitted.var_hksj_re)
    around = None
    if studies > 2:
        around = float(stats.t.ppf(0.975, studies - 2)) * math.sqrt(tau2 + spread**2)
    weights = 1 / (variances + tau2)
    return Summary(
        studies=studies,
        value=mean,
        low=mean - reach,
        high=mean + reach,
        interval="Hartung-Knapp" if adjusted else "normal",
        tau2=tau2,
        i2=100 * (q - studies + 1) / q if q > studies - 1 else 0.0,
        q=q,
        q_p=float(stats.chi2.sf(q, studies - 1)),
        predicted_low=None if around is None else mean - around,
        predicted_high=None if around is None else mean + around,
        weights=tuple((100 * weights / weights.sum()).tolist()),
    )
