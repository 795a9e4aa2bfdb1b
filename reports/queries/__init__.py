"""What reports read: the dossier of one, and the rows of lists."""
