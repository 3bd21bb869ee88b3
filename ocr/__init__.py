"""From a file to pages of text: the only stage that knows OCR, OpenCV and PDF libraries."""
