"""Marks up a returned workbook inside its package: what is wrong, at the cells where it is, all else untouched."""
