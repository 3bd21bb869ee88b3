"""What outlives a run: pages that were read and the pictures that belong to them."""
