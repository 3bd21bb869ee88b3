"""What papers say: one module per document type, and in `core` the records of every stage."""
