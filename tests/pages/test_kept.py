"""Pages that are kept: made once, for all who ask, and never more than fit."""

from __future__ import annotations

import asyncio

import pytest

from kg.pages.kept import Kept


class Maker:
    def __init__(self, *values: str) -> None:
        self.values, self.calls = list(values), 0

    async def __call__(self) -> str:
        self.calls += 1
        await asyncio.sleep(0)
        if not self.values:
            raise ValueError("no more")
        return self.values.pop(0)


def test_what_several_ask_for_at_once_is_made_once() -> None:
    async def run() -> tuple[list[str], int]:
        kept: Kept[str, str] = Kept(100, len)
        make = Maker("page", "another")
        found = await asyncio.gather(*(kept.get("a", make) for _ in range(5)))
        return [*found, await kept.get("a", make)], make.calls

    assert asyncio.run(run()) == (["page"] * 6, 1)


def test_the_one_that_was_asked_for_longest_ago_goes_first() -> None:
    async def run() -> int:
        kept: Kept[str, str] = Kept(10, len)
        first, other = Maker("12345", "12345"), Maker("12345", "12345", "12345")
        await kept.get("a", first)
        await kept.get("b", other)
        await kept.get("a", first)
        await kept.get("c", other)
        await kept.get("a", first)
        return first.calls

    assert asyncio.run(run()) == 1


def test_an_error_is_told_and_not_kept() -> None:
    async def run() -> str:
        kept: Kept[str, str] = Kept(10, len)
        make = Maker()
        with pytest.raises(ValueError, match="no more"):
            await kept.get("a", make)
        make.values.append("now")
        return await kept.get("a", make)

    assert asyncio.run(run()) == "now"


def test_a_reader_who_goes_away_does_not_stop_the_page_for_others() -> None:
    async def run() -> str:
        kept: Kept[str, str] = Kept(10, len)
        make = Maker("page")
        leaving = asyncio.ensure_future(kept.get("a", make))
        staying = asyncio.ensure_future(kept.get("a", make))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert asyncio.run(run()) == "page"
