"""The order of the stages: one plain story of a case, run directly or as Prefect tasks."""
