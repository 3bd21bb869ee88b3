"""Numbers and notations of Chinese papers: one module each, in the protocol of python-stdnum where it is a number."""
