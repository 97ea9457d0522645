"""Our retriever seen as a LangChain BaseRetriever; LangChain's Document goes no further than here."""

from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.model import Hit
from index.retriever import HybridRetriever

_HIT = "hit"


class PolicyRetriever(BaseRetriever):
    """Clauses for a query as Documents: the clause verbatim, its id, section and score as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    hybrid: HybridRetriever
    district: str | None = None
    on: date | None = None
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        hits = self.hybrid.search(query, district=self.district, on=self.on, k=self.k)
        return [Document(page_content=hit.clause.text, id=hit.clause.id, metadata=_metadata(hit)) for hit in hits]


def hits_of(documents: list[Document]) -> list[Hit]:
    """The hits that a PolicyRetriever's Documents were made from."""
    return [document.metadata[_HIT] for document in documents]


def _metadata(hit: Hit) -> dict[str, Any]:
    return {
        "clause_id": hit.clause.id,
        "document": hit.document.title,
        "section": hit.clause.section,
        "score": hit.score,
        _HIT: hit,
    }
