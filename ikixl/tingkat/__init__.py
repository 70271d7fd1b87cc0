"""Levels: rekap of several instansi consolidated into one, and those again."""
