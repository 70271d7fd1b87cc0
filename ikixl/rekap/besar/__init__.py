"""The rekap of more units than a workbook can show one by one: their details stand in files beside it."""
