"""How the tables came to be what they are: one alembic revision a change, in `versions`.

A revision that a release brought is never edited again. Another change is another revision, with
`bot/storage/tables.py` changed beside it.
"""
