"""Acts in a text: which words state which claim type, and the pattern language in which that is written."""
