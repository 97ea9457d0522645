"""Which files of a corpus folder are material."""

import pytest

from assistant.records.material import is_material


@pytest.mark.parametrize("path", ["a.md", "a/b.yaml", "条款.md", "a b/…"])
def test_material_stays_in_its_folder(path: str) -> None:
    assert is_material(path)


@pytest.mark.parametrize(
    "path", ["", "/a", "a//b", "../a", "a/../b", "./a", ".a", "a/.b", "a\\b", "C:/a", "a.py", "__pycache__/a", "a\x00"]
)
def test_what_is_hidden_code_or_elsewhere_is_no_material(path: str) -> None:
    assert not is_material(path)
