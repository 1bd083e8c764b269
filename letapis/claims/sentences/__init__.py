"""The grammar of a sentence: clauses, frames of acts, who and whom, modality, attribution, scope."""
