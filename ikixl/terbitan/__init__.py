"""What a workbook is issued from: katalog and rules as they were, what it carries, and its drawing by a worker."""
