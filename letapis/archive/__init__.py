"""Sealed originals and the custody log: bytes written once, every act upon them appended and chained."""
