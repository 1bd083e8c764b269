"""The vault: who is behind a pseudonym, how to reach them, what they told, what they allow, what they were given."""
