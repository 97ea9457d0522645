"""A corpus folder → Corpus, everything in it cross-checked."""

import hashlib
from dataclasses import replace
from pathlib import Path

from corpus.errors import Complain, CorpusError, RuleFileError, stop
from corpus.examples import FILE_NAME as EXAMPLES_FILE
from corpus.examples import read_examples
from corpus.folder import read_folder
from corpus.glossary import FILE_NAME as GLOSSARY_FILE
from corpus.glossary import read_glossary
from corpus.ids import ClauseId
from corpus.manifest import FILE_NAME as MANIFEST_FILE
from corpus.manifest import read_manifest
from corpus.model import Clause, Corpus, PolicyDocument
from corpus.offices import read_districts, read_elsewhere
from corpus.procedures import FILE_NAME as PROCEDURES_FILE
from corpus.procedures import read_procedures, with_procedures
from corpus.questions import FOLDER as QUESTIONS_FOLDER
from corpus.questions import read_questions
from corpus.rule_files import read_rules
from corpus.titles import read_titles
from corpus.verdicts import read_verdicts
from corpus.vocabulary import read_conditions, read_vocabulary


def load_corpus(folder: Path, complain: Complain = stop) -> Corpus:
    """The corpus in a folder: with a manifest as it says, without one every .md and .txt below it.

    Whatever no longer fits the texts (a rule's words, an office's phone, a question's clause, a source's
    hash) goes to `complain`, which stops the loading unless told otherwise. What it lets pass is left
    out: such a corpus is good for looking at, never for answering people.

    Raises:
        CorpusError: the folder is missing or holds no text, or a file in it is wrong; the message
            names the file and the key.
    """
    try:
        there = folder.is_dir()
    except OSError as error:
        raise CorpusError(f"{folder}: cannot be read ({error.strerror}).") from error
    if not there:
        raise CorpusError(f"{folder}: no such folder. Name a folder of texts with --corpus.")
    if (folder / MANIFEST_FILE).is_file():
        return _curated(folder, complain)
    documents, warnings = read_folder(folder)
    return Corpus(
        root=str(folder),
        documents=tuple(documents),
        digest=_digest(documents, folder, []),
        warnings=tuple(warnings),
    )


def _curated(folder: Path, complain: Complain) -> Corpus:
    documents = read_manifest(folder, complain)
    clauses: dict[ClauseId, Clause] = {clause.id: clause for document in documents for clause in document.clauses}
    glossary = read_glossary(folder)
    rules = read_rules(folder, tuple(documents), complain)
    try:
        read_titles(rules.titles, documents)  # a column or series that is no longer in the table is refused
    except RuleFileError as fault:
        complain(fault)
        rules = replace(rules, titles=())
    procedures = read_procedures(folder, clauses, complain)
    questions = with_procedures(read_questions(folder, clauses.keys(), complain), procedures)
    shaping = [folder / name for name in (GLOSSARY_FILE, EXAMPLES_FILE, PROCEDURES_FILE)]
    shaping += sorted((folder / QUESTIONS_FOLDER).glob("*.yaml"))
    return Corpus(
        root=str(folder),
        documents=tuple(documents),
        districts=read_districts(folder, clauses, complain),
        elsewhere=read_elsewhere(folder),
        questions=questions,
        procedures=procedures,
        verdicts=read_verdicts(folder, clauses, questions, complain),
        examples=read_examples(folder),
        terms=tuple(glossary.terms),
        spelling=tuple(glossary.spelling),
        characters=tuple(glossary.characters),
        lookalikes=tuple(glossary.lookalikes),
        unsaid=tuple(glossary.unsaid),
        initials={letters: word for word, typed in glossary.initials.items() for letters in typed},
        namesakes=tuple(glossary.namesakes),
        slips={typed: tuple(beside) for typed, beside in glossary.slips.items()},
        synonyms={word: tuple(said) for word, said in glossary.synonyms.items()},
        english={word: tuple(said) for word, said in glossary.english.items()},
        rules=rules,
        vocabulary=read_vocabulary(folder),
        conditions=read_conditions(folder),
        digest=_digest(documents, folder, [path for path in shaping if path.is_file()]),
    )


def _digest(documents: list[PolicyDocument], folder: Path, files: list[Path]) -> str:
    """sha256 over what shapes the index: titles and texts of the documents, and the files named."""
    total = hashlib.sha256()
    for document in documents:
        for part in (document.id, document.title, document.title_from, document.path, document.source):
            total.update(part.encode("utf-8") + b"\0")
    for path in files:
        total.update(path.relative_to(folder).as_posix().encode("utf-8") + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()
