"""The coder: a document to claims, each with its verbatim quote; scoring against gold."""
