"""What lets an outsider check a log without trusting us: the tree over its lines, signed notes, checkpoints, proofs."""
