"""Receiving a case: what each file is by its bytes, its hash, archives unpacked, and why a file cannot be taken."""
