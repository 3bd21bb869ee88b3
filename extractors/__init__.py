"""From pages to documents with fields: one public module per document type; underscore modules are machinery."""
