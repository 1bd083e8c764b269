"""The cell in which files of strangers are read: a child process without files, network, programs or much memory."""
