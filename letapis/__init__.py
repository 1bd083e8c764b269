"""Letapis: reports of a crackdown in, a sourced chronicle out."""

__version__ = "0.1.0"
