"""Texts → vectors, by sentence-transformers or by anything else that keeps the protocol."""

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EmbedderUnavailableError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
_BATCH = 32
_PROBE_BYTES = 65536


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to embed, with stretches of it (start, end) that get vectors of their own."""

    text: str
    windows: tuple[tuple[int, int], ...] = ()

    @property
    def vectors(self) -> int:
        """How many vectors it gets: its own, then one a window."""
        return 1 + len(self.windows)


class Embedder(Protocol):
    """Queries and passages as L2-normalised float32 vectors of one length."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors would."""

    @property
    def loading_seconds(self) -> float:
        """How long loading the model has taken so far: no part of any answer's time."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension)."""

    def passages(self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None) -> list[Vectors]:
        """For each passage its vectors, shape (passage.vectors, dimension); `progress` counts passages."""


class SentenceTransformerEmbedder:
    """A sentence-transformers model from a folder, or by hub name where a hub is reachable.

    The model is loaded on first use: opening an index or building one in which nothing changed
    does not pay for it.
    """

    def __init__(self, model: str, threads: int) -> None:
        self._name = model
        self._threads = threads
        self._model: SentenceTransformer | None = None
        self.loading_seconds = 0.0

    @property
    def fingerprint(self) -> str:
        """Of the folder's files (sizes, and bytes at both ends), or the hub name.

        Raises:
            EmbedderUnavailableError: a file of the folder cannot be read.
        """
        folder = Path(self._name)
        if not folder.is_dir():
            return self._name
        try:
            return f"{folder.name}@{_probe(folder)}"
        except OSError as error:
            raise EmbedderUnavailableError(f"{error.filename}: cannot be read ({error.strerror}).") from error

    def load(self) -> "SentenceTransformer":
        """The model itself, loaded once.

        Raises:
            EmbedderUnavailableError: the folder or name does not give a model.
        """
        if self._model is None:
            started = time.perf_counter()
            # default threads beside another busy process make short queries 30 times slower
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            if Path(self._name).is_dir():
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging as transformers_logging

            transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            torch.set_num_threads(self._threads)
            try:
                self._model = SentenceTransformer(self._name, device="cpu")
            except Exception as error:  # a damaged file surfaces as any of several libraries' errors
                raise EmbedderUnavailableError(
                    f"the embedding model {self._name!r} cannot be loaded ({error}). Check POLICY_EMBEDDING_MODEL; "
                    "if it is the bundled model, delete that folder and run: python -m assistant index build"
                ) from error
            self.loading_seconds = time.perf_counter() - started
        return self._model

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension), L2-normalised.

        One question goes straight through the model's modules: the bookkeeping of `encode` for batches
        takes a fifteenth of the time that people wait for.
        """
        model = self.load()
        if len(texts) > 1:
            return self._encode(model.encode_query, texts)
        import torch

        prompt = model.prompts.get("query") or ""
        with torch.inference_mode():
            features = model.preprocess([prompt + text for text in texts])
            vectors = model(features)["sentence_embedding"]
            return np.asarray(torch.nn.functional.normalize(vectors).numpy(), dtype=np.float32)

    def passages(self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None) -> list[Vectors]:
        """For each passage its vectors, shape (passage.vectors, dimension), L2-normalised.

        A window's vector is the mean of its tokens as they stand in their passage (late chunking,
        Günther et al. 2024): it keeps the context and costs no pass of its own. That needs a model
        that pools by the mean; for others each window is embedded as a passage.
        """
        order = sorted(range(len(passages)), key=lambda index: len(passages[index].text))
        found: dict[int, Vectors] = {}
        encode = self._in_context if self._pools_by_mean() else self._one_by_one
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found.update(zip(batch, encode([passages[index] for index in batch]), strict=True))
            if progress is not None:
                progress(len(batch))
        return [found[index] for index in range(len(passages))]

    def _pools_by_mean(self) -> bool:
        pooling = [module for module in self.load() if hasattr(module, "pooling_mode")]
        return len(pooling) == 1 and pooling[0].pooling_mode == "mean" and self.load().tokenizer.is_fast

    def _one_by_one(self, passages: Sequence[Passage]) -> list[Vectors]:
        texts = [text for p in passages for text in (p.text, *(p.text[start:end] for start, end in p.windows))]
        vectors = self._encode(self.load().encode_document, texts)
        return list(np.split(vectors, np.cumsum([passage.vectors for passage in passages])[:-1]))

    def _in_context(self, passages: Sequence[Passage]) -> list[Vectors]:
        model = self.load()
        prompt = model.prompts.get("document") or ""
        texts = [prompt + passage.text for passage in passages]
        tokens = model.encode(texts, batch_size=_BATCH, output_value="token_embeddings", show_progress_bar=False)
        offsets = model.tokenizer(texts, truncation=True, return_offsets_mapping=True)["offset_mapping"]
        return [
            _pooled(vectors.cpu().numpy(), np.array(spans), passage, len(prompt))
            for vectors, spans, passage in zip(tokens, offsets, passages, strict=True)
        ]

    @staticmethod
    def _encode(encode: Callable[..., object], texts: Sequence[str]) -> Vectors:
        vectors = encode(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def _probe(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            size = path.stat().st_size
            total.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
            with path.open("rb") as file:
                total.update(file.read(_PROBE_BYTES))
                file.seek(max(0, size - _PROBE_BYTES))
                total.update(file.read())
    return total.hexdigest()[:16]


def _pooled(tokens: Vectors, offsets: npt.NDArray[np.int64], passage: Passage, prompt: int) -> Vectors:
    """The mean of all tokens, then of each window's; a window without a token takes the whole's."""
    whole = tokens.mean(axis=0)
    found = [whole]
    starts, ends = offsets[:, 0] - prompt, offsets[:, 1] - prompt
    for start, end in passage.windows:
        inside = (starts >= start) & (ends <= end) & (ends > starts)
        found.append(tokens[inside].mean(axis=0) if inside.any() else whole)
    vectors = np.asarray(found, dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)
