"""The data package: built, verified and shown."""
