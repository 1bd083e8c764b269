"""The keys of an archive: passphrases, one slot an account, and the keys of zones sealed to accounts."""
