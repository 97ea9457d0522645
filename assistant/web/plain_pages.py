"""x."""
from fastapi import APIRouter
from corpus.model import Corpus
def plain_routes(corpus: Corpus) -> APIRouter:
    return APIRouter()
