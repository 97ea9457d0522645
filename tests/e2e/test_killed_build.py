"""kill -9 in the middle of a build, or a disk that is full: the old index serves on."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.loader import load_corpus
from index.build import build_index, open_index
from index.store import IndexStore
from tests.conftest import ROOT
from tests.factories import HashEmbedder
from tests.processes import kills, running

_BUILD = """
import sys, time, resource
from pathlib import Path
import index.build as build
from corpus.loader import load_corpus
from index.store import IndexStore
from tests.factories import HashEmbedder

corpus, folder, stage = load_corpus(Path(sys.argv[1])), Path(sys.argv[2]), sys.argv[3]

def stop(*_, **__):
    print("here", flush=True)
    time.sleep(600)

class Slow(HashEmbedder):
    def passages(self, *arguments, **more):
        stop()

if stage == "embedding":
    embedder = Slow()
else:
    embedder = HashEmbedder()
if stage == "sealing":
    build.seal = stop
if stage == "full disk":
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
build.build_index(corpus, IndexStore(folder), embedder)
"""


def change(corpus: Path) -> None:
    questions = corpus / "questions" / "yunhai.yaml"
    questions.write_text(questions.read_text(encoding="utf-8").replace("办证收费吗", "办证要钱吗"), encoding="utf-8")


@kills
@pytest.mark.parametrize("stage", ["embedding", "sealing"])
def test_a_killed_build_leaves_the_old_index_serving(mini: Path, tmp_path: Path, stage: str) -> None:
    old, store = load_corpus(mini), IndexStore(tmp_path / "index")
    build_index(old, store, HashEmbedder())
    serving = store.require()
    change(mini)
    with running(_BUILD, str(mini), str(store.folder), stage) as process:
        assert process.stdout.readline() == "here\n"

    assert store.require() == serving
    assert open_index(old, store, HashEmbedder()).search("押金")[0].clause.id == "yunhai#s2-i2"
    assert list((store.folder / "builds").glob(".*")), "the killed build left its folder behind"

    new = load_corpus(mini)
    assert build_index(new, store, HashEmbedder()).embedded == 1
    assert open_index(new, store, HashEmbedder()).search("办证要钱吗")[0].clause.id == "yunhai#s2-i1"
    assert not list((store.folder / "builds").glob(".*")), "the next build cleans up"


@pytest.mark.skipif(sys.platform == "win32", reason="no resource limits there")
def test_a_full_disk_is_named_and_loses_nothing(mini: Path, tmp_path: Path) -> None:
    old, store = load_corpus(mini), IndexStore(tmp_path / "index")
    build_index(old, store, HashEmbedder())
    serving = store.require()
    change(mini)
    command = [sys.executable, "-c", _BUILD, str(mini), str(store.folder), "full disk"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1  # this script has no command line around it
    said = done.stderr.splitlines()[-1]
    assert "IndexStoreError" in said
    assert "written" in said
    assert store.require() == serving
    assert open_index(old, store, HashEmbedder()).search("押金")[0].clause.id == "yunhai#s2-i2"
