"""The sentences of planning pages: what the rules answer (codes and inputs), said in the reader's language."""
