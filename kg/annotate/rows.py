"""Claims and risks as the rows that `kg query claims` and `kg query risks` give, before there is a graph."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractors.claim import Argument, Claim, Effect, Risk

Row = dict[str, str | int | bool]


def claim_row(claim: Claim) -> Row:
    """Return a claim by the names of the columns; several values in one are joined with ``|``.

    Those of effects stand in the order of the effects in every column.
    """
    return {
        "claim": claim.id,
        **_place(claim),
        "subject": claim.subject.text,
        "subject_id": _ids(claim.subject),
        "predicate": claim.predicate.value,
        "direction": claim.direction.value,
        "object": claim.object.text,
        "object_id": _ids(claim.object),
        "comparator": claim.comparator.text if claim.comparator else "",
        "context": _join(sorted({qualifier.argument.text for qualifier in claim.qualifiers})),
        "negated": claim.negated,
        "certainty": claim.certainty.value,
        "status": claim.status.value,
        **_evidence(claim),
        **_effects(claim),
    }


def risk_row(risk: Risk) -> Row:
    """Return a risk by the names of the columns."""
    return {
        "risk": risk.id,
        **_place(risk),
        "kind": risk.kind.value,
        "agent": risk.agent.text if risk.agent else "",
        "agent_id": _ids(risk.agent) if risk.agent else "",
        "hazard": risk.hazard.text,
        "hazard_id": _ids(risk.hazard),
        **_evidence(risk),
        "certainty": risk.certainty.value,
        "negated": risk.negated,
        "mitigation": _join(sorted({argument.text for argument in risk.mitigation})),
    }


def claim_spans(claim: Claim) -> dict[str, list[list[int]]]:
    """Return where the arguments and effects of a claim stand."""
    return {
        "subject": _spans([claim.subject]),
        "object": _spans([claim.object]),
        "comparator": _spans([claim.comparator] if claim.comparator else []),
        "context": _spans([qualifier.argument for qualifier in claim.qualifiers]),
        "statistics": _spans(claim.statistics),
    }


def risk_spans(risk: Risk) -> dict[str, list[list[int]]]:
    """Return where the arguments of a risk stand."""
    return {
        "agent": _spans([risk.agent] if risk.agent else []),
        "hazard": _spans([risk.hazard]),
        "mitigation": _spans(risk.mitigation),
        "context": _spans([qualifier.argument for qualifier in risk.qualifiers]),
    }


def _spans(parts: Iterable[Argument | Effect]) -> list[list[int]]:
    return [[part.start, part.end] for part in parts]


def _place(statement: Claim | Risk) -> Row:
    sentence = statement.sentence
    return {
        "paper": statement.paper,
        "section": statement.section.value,
        "sentence": sentence.text,
        "start": sentence.start,
        "end": sentence.end,
    }


def _ids(argument: Argument) -> str:
    own = argument.curies[:1]
    others = sorted(map(str, argument.curies[1:]))
    parts = argument.intervention.parts if argument.intervention else ()
    of_parts = sorted(str(part.curies[0]) for part in parts if part.curies)
    return _join(dict.fromkeys([*map(str, own), *others, *of_parts]))


def _evidence(statement: Claim | Risk) -> Row:
    evidence = statement.evidence
    return {
        "setting": _join(sorted(setting.value for setting in evidence.settings)),
        "design": _join(sorted(design.value for design in evidence.designs)),
    }


def _effects(claim: Claim) -> Row:
    effects, evidence = claim.statistics, claim.evidence
    counts = _align(_count(effect.n) for effect in effects)
    pooled = _align(_count(effect.studies) for effect in effects)
    return {
        "measure": _align(effect.measure for effect in effects),
        "value": _align(_number(effect.value) for effect in effects),
        "ci_low": _align(_number(effect.ci_low) for effect in effects),
        "ci_high": _align(_number(effect.ci_high) for effect in effects),
        "ci_level": _align(_number(effect.ci_level) for effect in effects),
        "p": _align(_p(effect) for effect in effects),
        "i2": _align(_range(effect) for effect in effects),
        "n": counts or _count(evidence.n),
        "studies": pooled or _count(evidence.studies),
    }


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _number(number: Decimal | None) -> str:
    """Return a number as the store writes it: no exponent and no zeros at the end."""
    if number is None:
        return ""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _p(effect: Effect) -> str:
    sign = "" if effect.p_comparator in ("", "=") else effect.p_comparator
    return "" if effect.p is None else sign + _number(effect.p)


def _range(effect: Effect) -> str:
    ends = dict.fromkeys(_number(end) for end in (effect.i2_low, effect.i2_high) if end is not None)
    return "-".join(ends)


def _align(values: Iterable[str]) -> str:
    """Join what effects have, with nothing between two bars for those that have none, so that columns go together."""
    joined = "|".join(values)
    return joined if joined.strip("|") else ""


def _join(values: Iterable[str]) -> str:
    return "|".join(value for value in values if value)
