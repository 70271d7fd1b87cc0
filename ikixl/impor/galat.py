"""What makes a document impossible to import."""

from __future__ import annotations

from ikixl.errors import IkixlError

__all__ = ["ImporError"]


class ImporError(IkixlError):
    """The document cannot be read as a decree, or the folder to write to holds a katalog already."""
