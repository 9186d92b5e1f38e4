"""« Quel métier me correspond ? »: six questions, two or three jobs."""
