"""How fast heyan is, and how well it reads: commands that print figures; none of them is a test."""
