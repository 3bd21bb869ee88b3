"""The ledger's migrations, run by `store.ledger.open`."""
