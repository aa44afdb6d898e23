"""The formats of answers, and which one a client wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

SHORT_NAMES = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "turtle": ("text/turtle",),
    "nt": ("application/n-triples",),
    "ntriples": ("application/n-triples",),
    "nq": ("application/n-quads",),
    "nquads": ("application/n-quads",),
    "trig": ("application/trig",),
    "n3": ("text/n3",),
    "rdfxml": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
    "json-ld": ("application/ld+json",),
    "html": ("text/html",),
}
"""What ``format=`` may be, beside a media type."""

HTML = "text/html"
_UTF8 = "; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Offer:
    """Offer a format under a media type; aliases are other names that clients ask for it by."""

    media: str
    form: QueryResultsFormat | RdfFormat | None
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """Return the value for the header; text says in what it is written."""
        return self.media + (_UTF8 if self.media.startswith("text/") else "")


# The order is that of preference among formats that a client likes equally.
TABLES = (
    Offer("application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",)),
    Offer("application/sparql-results+xml", QueryResultsFormat.XML, ("application/xml", "text/xml")),
    Offer("text/csv", QueryResultsFormat.CSV),
    Offer("text/tab-separated-values", QueryResultsFormat.TSV),
)
GRAPHS = (
    Offer("text/turtle", RdfFormat.TURTLE, ("application/x-turtle", "application/turtle")),
    Offer("application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",)),
    Offer("application/rdf+xml", RdfFormat.RDF_XML, ("application/xml", "text/xml")),
    Offer("application/ld+json", RdfFormat.JSON_LD, ("application/json",)),
    Offer("application/n-quads", RdfFormat.N_QUADS),
    Offer("application/trig", RdfFormat.TRIG),
    Offer("text/n3", RdfFormat.N3),
)
PAGES = (*GRAPHS, Offer(HTML, None, ("application/xhtml+xml",)))


def choose(offers: Sequence[Offer], accept: str, wanted: str = "") -> Offer | None:
    """Return the offer that an Accept header likes best, or None where it likes none.

    ``wanted`` is the value of a parameter ``format=``: a short name or a media type, which goes before the header;
    one that is unknown or fits no offer is passed over, since clients send several such parameters to please all.

    >>> choose(TABLES, "text/csv;q=0.5, application/sparql-results+xml;q=0.9").media
    'application/sparql-results+xml'
    >>> choose(GRAPHS, "").media, choose(GRAPHS, "image/png")
    ('text/turtle', None)
    >>> choose(TABLES, "*/*", wanted="tsv").media
    'text/tab-separated-values'
    """
    for name in SHORT_NAMES.get(wanted.lower(), (wanted,)):
        for offer in offers:
            if name in (offer.media, *offer.aliases):
                return offer
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    ranked = [(_quality(ranges, offer), offer) for offer in offers]
    best = max(quality for quality, _ in ranked)
    return next(offer for quality, offer in ranked if quality == best) if best > 0 else None


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.lower().split(","):
        media, *params = (piece.strip() for piece in part.split(";"))
        if media:
            yield media, _weight(params)


def _weight(params: Iterable[str]) -> float:
    for param in params:
        name, _, given = param.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(given), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(ranges: Iterable[tuple[str, float]], offer: Offer) -> float:
    """Return how much a client likes an offer, by the most specific range that covers it; aliases are no ranges."""
    covering = {"*/*": 0, offer.media.partition("/")[0] + "/*": 1, **dict.fromkeys(offer.aliases, 2), offer.media: 3}
    fitting = [(covering[name], weight) for name, weight in ranges if name in covering]
    return max(fitting)[1] if fitting else 0.0


def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header allows gzip.

    >>> accepts_gzip("br, gzip;q=0.5"), accepts_gzip("gzip;q=0"), accepts_gzip("")
    (True, False, False)
    """
    weights = dict(_ranges(header))
    return weights.get("gzip", weights.get("*", 0.0)) > 0
