"""What the service keeps: questions, feedback, approved answers, users, sessions, the audit log.

Begin at `opening.py` (settings → Records) and `book.py` (what Records offers). No module here knows the web.
"""
