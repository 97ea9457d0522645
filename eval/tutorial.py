"""The pipeline of the tutorials, as a yardstick: 500-character windows, 50 overlapping, in Chroma."""

import tempfile
from collections.abc import Sequence

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable, RunnableLambda

from corpus.model import Corpus
from index.embedder import SentenceTransformerEmbedder

CHUNK, OVERLAP = 500, 50


class SameModel(Embeddings):
    """Our embedding model as LangChain wants one."""

    def __init__(self, embedder: SentenceTransformerEmbedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        vectors: list[list[float]] = self._embedder.load().encode_document(texts, normalize_embeddings=True).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._embedder.load().encode_query(text, normalize_embeddings=True).tolist()
        return vector


class TutorialPipeline:
    """Splits, embeds and stores the texts of a corpus; finds windows of text."""

    def __init__(self, corpus: Corpus, embedder: SentenceTransformerEmbedder) -> None:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        chunks = [chunk for document in corpus.documents for chunk in splitter.split_text(document.source)]
        self._folder = tempfile.TemporaryDirectory(prefix="tutorial-")
        self._store: Chroma = Chroma(
            "tutorial", SameModel(embedder), self._folder.name, collection_configuration={"hnsw": {"space": "cosine"}}
        )
        for start in range(0, len(chunks), 1000):
            self._store.add_texts(chunks[start : start + 1000])

    def search(self, question: str, k: int) -> Sequence[str]:
        """The k windows nearest to a question, best first."""
        return [document.page_content for document in self._store.similarity_search(question, k)]

    def chain(self, k: int) -> Runnable[str, str]:
        """Retriever and stuffing, the tutorials' chain up to where a language model would take over."""
        retriever = self._store.as_retriever(search_kwargs={"k": k})
        return retriever | RunnableLambda(_stuffed)


def _stuffed(documents: list[Document]) -> str:
    return "\n\n".join(document.page_content for document in documents)
