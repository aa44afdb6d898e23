"""A page to look through errors: every paper with the spans of gold and system, filters, counts, frequent strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from extractors.document import Document
from extractors.evaluate.facts import Judgement, Mark
from extractors.evaluate.marks import PROBLEMS, SPURIOUS, errors_of, marks_of
from extractors.evaluate.run import Run
from kg.rdf.sheet import fit

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_FREQUENT = 15
_COLUMNS = ("class", "kind", "gold or spurious", "id", "in its place")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    """Number an error through the whole page, so that its line and its place in the text find each other."""

    number: int
    mark: Mark


def to_html(run: Run, texts: Mapping[str, Sequence[Document]]) -> Iterator[str]:
    """Yield the parts of one page that asks for no other file; ``texts`` holds the documents of each case.

    It shows the papers that have errors, in the order of the run. The page holds texts of the corpus: keep it under
    the terms of the corpus.
    """
    papers = list(_numbered(run.judgements))
    errors = [error for _, found in papers for error in found]
    yield _head(run)
    yield _filters(errors)
    yield f"<main>\n<h2>Errors by class</h2>\n{_counts(errors)}\n<h2>Most frequent</h2>\n{_frequent(errors)}\n"
    yield "<h2>Papers</h2>\n"
    for judgement, found in papers:
        if found:
            yield _paper(judgement, found, texts.get(judgement.paper, ()))
    yield f"</main>\n<script>{(_HERE / 'errors.js').read_text(encoding='utf-8')}</script>\n</body>\n</html>\n"


def _numbered(judgements: Iterable[Judgement]) -> Iterator[tuple[Judgement, tuple[_Error, ...]]]:
    first = 1
    for judgement in judgements:
        found = tuple(_Error(number=first + at, mark=mark) for at, mark in enumerate(errors_of(judgement)))
        first += len(found)
        yield judgement, found


def _head(run: Run) -> str:
    title = _text(f"Errors of {run.system} on {run.gold}")
    style = (_HERE / "errors.css").read_text(encoding="utf-8")
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}"><title>{title}</title><style>{style}</style></head>
<body>
<header><h1>{title}</h1>
<p class="quiet"><mark class="gold">underlined</mark>: gold. <mark class="found">shaded</mark>: found, in
<mark class="found wrong">another shade</mark> where something is wrong. Keys: j and k step through the errors,
/ goes to the search, Enter on an error shows its place.</p></header>
"""


def _filters(errors: Sequence[_Error]) -> str:
    kinds = sorted({error.mark.kind for error in errors})
    problems = _ordered({problem for error in errors for problem in error.mark.problems})
    return (
        f"<form>{_boxes('Class', 'class', problems)}{_boxes('Kind', 'kind', kinds)}"
        '<label>Words <input type="search" name="words"></label>'
        '<output aria-live="polite"></output></form>\n'
    )


def _boxes(title: str, name: str, values: Iterable[str]) -> str:
    boxes = (
        f'<label><input type="checkbox" name="{name}" value="{_text(value)}" checked> {_text(value)}</label>'
        for value in values
    )
    return f"<fieldset><legend>{title}</legend>{''.join(boxes)}</fieldset>"


def _counts(errors: Sequence[_Error]) -> str:
    counted = Counter((problem, error.mark.kind) for error in errors for problem in error.mark.problems)
    kinds = sorted({kind for _, kind in counted})
    lines = [
        [problem, *(str(counted[problem, kind]) for kind in kinds), str(sum(counted[problem, kind] for kind in kinds))]
        for problem in _ordered({problem for problem, _ in counted})
    ]
    return _table(("class", *kinds, "all"), lines)


def _frequent(errors: Sequence[_Error]) -> str:
    counted: dict[str, Counter[tuple[str, str, str]]] = {}
    for error in errors:
        for problem in error.mark.problems:
            line = (error.mark.kind, error.mark.text, error.mark.other)
            counted.setdefault(problem, Counter())[line] += 1
    tables = []
    for problem in _ordered(counted):
        ranked = sorted(counted[problem].items(), key=lambda item: (-item[1], item[0]))[:_FREQUENT]
        rows = "".join(_frequent_row(*line, count) for line, count in ranked)
        tables.append(f'<div class="wide"><h3>{_text(problem)}</h3><table>{rows}</table></div>')
    return f'<div class="tables">{"".join(tables)}</div>'


def _frequent_row(kind: str, text: str, other: str, count: int) -> str:
    words = _text(text)
    button = f'<button type="button" data-words="{words}" title="show these">{words}</button>'
    return f'<tr><td class="number">{count}</td><td>{_text(kind)}</td><td>{button}</td><td>{_text(other)}</td></tr>\n'


def _paper(judgement: Judgement, errors: Sequence[_Error], documents: Sequence[Document]) -> str:
    marks = marks_of(judgement)
    # Marks count in the first document; further ones of a case are shown as they are.
    texts = "".join(
        f'<p class="text">{"".join(_marked(document.text, marks if not number else (), errors))}</p>\n'
        for number, document in enumerate(documents)
    )
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    rows = "".join(_row(error) for error in errors)
    table = f'<div class="wide"><table><tr>{head}</tr>\n{rows}</table></div>'
    failure = f'<p class="quiet">failed: {_text(judgement.failure)}</p>' if judgement.failure else ""
    return f"<article><h3>{_text(judgement.paper)}</h3>\n{failure}{texts}{table}</article>\n"


def _row(error: _Error) -> str:
    mark, problems = error.mark, ", ".join(error.mark.problems)
    tag = "span tabindex=0" if mark.start is None else f'a href="#e{error.number}"'
    words = f"<{tag}>{_text(mark.text)}</{tag.split(maxsplit=1)[0]}>"
    cells = "".join(f"<td>{cell}</td>" for cell in (_text(problems), _text(mark.kind), words, _text(mark.ids)))
    classes = _text("|".join(mark.problems))
    data = f'data-number="{error.number}" data-kind="{_text(mark.kind)}" data-classes="{classes}"'
    return f"<tr {data}>{cells}<td>{_text(mark.other)}</td></tr>\n"


def _marked(text: str, marks: Sequence[Mark], errors: Sequence[_Error]) -> Iterator[str]:
    """Yield the text cut at the borders of all marks; of marks of one side over a piece the first is shown."""
    placed = sorted((mark for mark in marks if mark.start is not None), key=_place)
    borders = sorted({0, len(text), *(edge for mark in placed for edge in _place(mark))})
    numbers_of = {id(mark): _numbers(mark, errors) for mark in placed if mark.problems}
    anchored: set[int] = set()
    active: list[Mark] = []
    coming = iter(placed)
    following = next(coming, None)
    for start, end in pairwise(borders):
        while following is not None and (following.start or 0) <= start:
            active.append(following)
            following = next(coming, None)
        active = [mark for mark in active if (mark.end or 0) > start]
        numbers = sorted({number for mark in active for number in numbers_of.get(id(mark), ())})
        yield _piece(text[start:end], active, numbers, [number for number in numbers if number not in anchored])
        anchored.update(numbers)


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start or 0, mark.end or 0


def _numbers(mark: Mark, errors: Sequence[_Error]) -> tuple[int, ...]:
    """Return the errors that a mark shows: its own, or those of the gold marks that it was taken for."""
    start, end = _place(mark)
    if mark.gold or SPURIOUS in mark.problems:
        return tuple(error.number for error in errors if error.mark is mark)
    touched = (error for error in errors if error.mark.gold and error.mark.start is not None)
    return tuple(error.number for error in touched if _place(error.mark)[0] < end and start < _place(error.mark)[1])


def _piece(text: str, active: Sequence[Mark], numbers: Sequence[int], new: Sequence[int]) -> str:
    words = _text(text)
    for gold, name in ((True, "gold"), (False, "found")):
        mark = next((mark for mark in active if mark.gold is gold), None)
        if mark is not None:
            title = _text(f"{name}: {mark.kind} {mark.ids} {', '.join(mark.problems)}".strip())
            wrong = " wrong" if mark.problems else ""
            data = f' data-errors="{" ".join(map(str, numbers))}"' if mark.problems and numbers else ""
            words = f'<mark class="{name}{wrong}" title="{title}"{data}>{words}</mark>'
    return "".join(f'<span id="e{number}"></span>' for number in new) + words


def _table(names: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    body = "".join(
        f"<tr><td>{_text(line[0])}</td>{''.join(f'<td class=number>{_text(cell)}</td>' for cell in line[1:])}</tr>\n"
        for line in lines
    )
    return f'<div class="wide"><table><tr>{head}</tr>\n{body}</table></div>'


def _ordered(problems: Iterable[str]) -> list[str]:
    return sorted(problems, key=lambda name: (PROBLEMS.index(name) if name in PROBLEMS else len(PROBLEMS), name))


def _text(text: str) -> str:
    return escape(fit(text))
