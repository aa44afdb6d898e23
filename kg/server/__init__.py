"""A SPARQL endpoint and pages over a graph, for `kg serve`.

`kg.server.backend.Backend` is what pages ask; `kg.server.app.make_app` is the ASGI application. The application
takes: ``/sparql`` (query, update, service description), ``/store`` (Graph Store Protocol), ``/resource?iri=`` (the
RDF about any IRI), ``/health``, ``/metrics``, ``/openapi.json``, ``/.well-known/void``. Pages take the rest: ``/``,
``/query``, ``/entity?iri=`` and the paths of our own IRIs (``/paper/...``, ``/claim/...``), where only requests that
want HTML reach them; those that want RDF are answered before.
"""
