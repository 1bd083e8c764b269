"""From a reading to claims: each act of each sentence with its slots, then one claim for each occurrence."""
