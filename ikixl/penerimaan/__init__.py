"""Returns on their way in: opened, read, checked, archived, recorded, and chosen between where they contradict."""
