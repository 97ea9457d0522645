"""The files of a corpus folder that are material: texts, rules, questions; not code, not what is hidden."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

_CODE = (".py", ".pyi", ".pyc", ".pyd", ".so")
_CACHE = "__pycache__"


def is_material(path: str) -> bool:
    """True for a relative path, written with /, that stays in its folder and is neither hidden nor code."""
    if not path or "\\" in path or "\x00" in path or path[1:2] == ":":
        return False
    parts = path.split("/")  # not as PurePath reads it: that forgives // and a dot
    if any(not part or part.startswith(".") or part == _CACHE for part in parts):
        return False
    return PurePosixPath(path).suffix.lower() not in _CODE


def material_of(folder: Path) -> list[str]:
    """The relative paths of a folder's material, in order."""
    return sorted(_found(folder))


def _found(folder: Path) -> Iterator[str]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name != _CACHE]
        for name in names:
            path = Path(parent, name)
            relative = path.relative_to(folder).as_posix()
            if is_material(relative) and path.is_file():
                yield relative
