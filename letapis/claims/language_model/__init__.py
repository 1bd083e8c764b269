"""A language model behind the coder's protocol: what it is asked, what of its answer is believed. No network here."""
