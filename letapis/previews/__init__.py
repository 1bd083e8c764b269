"""What of a stranger's file may be shown or published: pixels and plain text, never the file itself."""
