"""The sheets of a level's rekap workbook."""
