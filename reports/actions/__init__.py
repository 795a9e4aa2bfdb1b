"""Writes to reports, one module per noun; each function one write."""
