"""`python -m ikixl`: the same as the command ikixl."""

from __future__ import annotations

from ikixl.cli import jalankan

if __name__ == "__main__":
    jalankan()
