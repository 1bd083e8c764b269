"""What others say of a checkpoint, parsed and verified: time stamps of authorities, blocks of Bitcoin. No network."""
