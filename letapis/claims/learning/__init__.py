"""What is learned from annotated texts and judgements: how sure a claim is, and which date and place it takes."""
