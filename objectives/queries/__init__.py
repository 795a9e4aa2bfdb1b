"""Every read that crosses a relation, on rows the doors have already let through; a fixed number of queries each."""
