"""One JSON object a paper, a line each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from extractors.claim import Claim
from extractors.pipeline import Extraction
from kg.annotate.ids import marked
from kg.annotate.rows import claim_row, claim_spans, risk_row, risk_spans


def write_jsonl(extractions: Iterable[Extraction], out: IO[bytes], vocabulary: str) -> None:
    """Write ``id``, ``source``, ``text``, ``mentions``, ``claims``, ``relations`` and ``risks`` of each paper.

    Claims are what a sentence says; relations what the paper relates as a whole: their sentence only names both.
    Offsets count code points in ``text``. Claims, relations and risks have the fields of the queries ``claims`` and
    ``risks``, their sentence's ``start`` and ``end``, and ``spans`` of their arguments.
    """
    for extraction in extractions:
        line = json.dumps(_object(extraction, vocabulary), ensure_ascii=False)
        # A lone surrogate cannot be UTF-8, but it can be an escape in JSON.
        out.write(line.encode("utf-8", "backslashreplace") + b"\n")


def _claim(claim: Claim) -> dict[str, Any]:
    return {**claim_row(claim), "spans": claim_spans(claim)}


def _object(extraction: Extraction, vocabulary: str) -> dict[str, Any]:
    document = extraction.document
    return {
        "id": document.id,
        "source": document.source,
        "text": document.text,
        "mentions": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "type": one.kind.value,
                "ids": list(map(str, one.all_ids)),
                "rule": one.rule,
            }
            for one in marked(extraction, vocabulary)
        ],
        "claims": [_claim(claim) for claim in extraction.claims if not claim.of_paper],
        "relations": [_claim(claim) for claim in extraction.claims if claim.of_paper],
        "risks": [{**risk_row(risk), "spans": risk_spans(risk)} for risk in extraction.risks],
    }
