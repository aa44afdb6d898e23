"""The tasks by name; a new one is a file with a `TASK` and a line here."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from extractors.errors import ReaderError, UnknownNameError
from extractors.evaluate.task import Task

# Name -> module whose `TASK` it is, in the order in which a file is offered to them. Modules are imported when asked.
TASKS: dict[str, str] = {
    "abbreviation": "extractors.evaluate.tasks.abbreviation",
    "negation": "extractors.evaluate.tasks.negation",
    "study-type": "extractors.evaluate.tasks.study_type",
    "ade": "extractors.evaluate.tasks.ade",
    "binding": "extractors.evaluate.tasks.binding",
    "claim": "extractors.evaluate.tasks.claim",
    "claims-gold": "extractors.evaluate.tasks.claims_gold",
    "outcome": "extractors.evaluate.tasks.outcome",
    "overstatement": "extractors.evaluate.tasks.overstatement",
    "rationale": "extractors.evaluate.tasks.rationale",
    "risk": "extractors.evaluate.tasks.risk",
    "setting": "extractors.evaluate.tasks.setting",
    "statistics": "extractors.evaluate.tasks.statistics",
    "entities": "extractors.evaluate.tasks.entities",
    "ner": "extractors.evaluate.tasks.ner",
    "link": "extractors.evaluate.tasks.link",
    "relation": "extractors.evaluate.tasks.relation",
}


def find_task(name: str) -> Task:
    """Return a task by name; raise `UnknownNameError` where there is none of that name."""
    if name not in TASKS:
        raise UnknownNameError("evaluation task", name, TASKS)
    return cast("Task", import_module(TASKS[name]).TASK)


def guess_task(path: Path) -> Task:
    """Return the first task that recognises a file by its first line; raise `ReaderError` where none does."""
    with path.open(encoding="utf-8", errors="replace") as file:
        first = file.readline().strip()
    for name in TASKS:
        task = find_task(name)
        if task.sniff(path, first):
            return task
    advice = f"name the task: --task {'|'.join(TASKS)}"
    raise ReaderError(path.name, "this is no gold standard that any task recognises", advice=advice)
