"""The public ledger, the page of the person promised, and the pages of those who make and keep promises."""
