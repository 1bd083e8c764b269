"""The steps: ingest, code, reconcile, publish. The only place where the core and the archive meet, and the Python API."""
