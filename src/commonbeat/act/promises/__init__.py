"""The public ledger of promises: made, kept or not, and checked by the person promised."""
