"""Claims to events, origins and figures: pure functions, `record = reconcile(claims, judgements)`."""
