"""The steps: ingest, code, reconcile, publish. The only place where the core and the archive meet, and the Python API.

from letapis.workflow import open_archive
archive = open_archive("letapis-archive")
archive.add(["reports"])
archive.code()
archive.chronicle("out")
"""

from letapis.workflow.opened import OpenArchive, open_archive

__all__ = ["OpenArchive", "open_archive"]
