"""A copy of the shipped corpus as if the policy had changed: three fees and one period, one rule not brought in line.

It shows what an impact report looks like; the changes are invented.
"""

import hashlib
import shutil
from pathlib import Path

from corpus.errors import CorpusError
from corpus.manifest import FILE_NAME
from corpus.yaml_file import read_text

_SOURCE = "sources/weihai-2022.md"
# file in the corpus folder: (what stands there, what will stand there), each exactly once
_CHANGES: dict[str, list[tuple[str, str]]] = {
    _SOURCE: [
        ("为每人次100元", "为每人次120元"),
        ("为每人次160元", "为每人次180元"),
        ("为每人次360元", "为每人次400元"),
        ("硕士学位获得者，从事本专业技术工作三年", "硕士学位获得者，从事本专业技术工作二年"),
    ],
    "rules/fees/city/primary.yaml": [("每人次100元", "每人次120元"), ('"100"', '"120"')],
    "rules/fees/city/intermediate.yaml": [("每人次160元", "每人次180元"), ('"160"', '"180"')],
    "rules/fees/city/senior.yaml": [("每人次360元", "每人次400元"), ('"360"', '"400"')],
}


def changed_copy(corpus: Path, target: Path) -> Path:
    """Make the copy anew; the rule of the changed period still has its old words.

    Raises:
        CorpusError: the corpus does not read as it did when this example was written.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(corpus, target, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    before = hashlib.sha256((target / _SOURCE).read_bytes()).hexdigest()
    for name, changes in _CHANGES.items():
        path = target / name
        text = read_text(path)
        for old, new in changes:
            if text.count(old) != 1:
                raise CorpusError(
                    f"{path}: {old!r} does not stand there once. Bring the example in line with the corpus."
                )
            text = text.replace(old, new)
        path.write_bytes(text.encode("utf-8"))
    after = hashlib.sha256((target / _SOURCE).read_bytes()).hexdigest()
    manifest = target / FILE_NAME
    manifest.write_bytes(read_text(manifest).replace(before, after).encode("utf-8"))
    return target
