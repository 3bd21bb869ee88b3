"""What runs out and who must be told: dates of a case's papers, the ladder of notices, the working-day clock, the calendar feed.

Pure but for `notices.send`: no scans, no SQL. Thresholds are handed in.
"""
