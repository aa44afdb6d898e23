"""What an evaluation task is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extractors.evaluate.examinee import Examinee
from extractors.evaluate.facts import Case, Judgement


class Average(StrEnum):
    """Say over what the figures of a measure are averaged.

    ``MICRO`` counts all facts of all papers together. ``PAPERS`` is the mean of the figures of the single papers that
    have gold or finds. ``KINDS`` is the mean over the kinds (classes), however frequent each is.
    """

    MICRO = "micro"
    PAPERS = "papers"
    KINDS = "kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Name a measure; beside the micro average, which is always given, ``also`` lists further averages.

    ``summed`` is False where the kinds have nothing in common that a sum over them would say.
    """

    name: str
    also: tuple[Average, ...] = ()
    summed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Know how to read one sort of gold standard and how to judge a system by it.

    ``sniff`` tells from the first line of a file whether the task can score it. ``read`` returns the cases of a file;
    its second argument is where the texts are, for files that hold only answers (None: beside the file). ``judge``
    asks the examinee and compares. ``measures`` are in the order of the report. ``last_stage`` begins the name of the
    last stage of the pipeline that the task needs; empty where it needs all of them.
    """

    name: str
    summary: str
    sniff: Callable[[Path, str], bool]
    read: Callable[[Path, Path | None], Iterable[Case]]
    judge: Callable[[Case, Examinee], Judgement]
    measures: Sequence[Measure]
    last_stage: str = ""
