"""A page of the web as evidence: what a capture consists of, and the files that hold it.

It keeps nothing: what is made here is bytes, and the steps of `workflow/` seal them.
"""
