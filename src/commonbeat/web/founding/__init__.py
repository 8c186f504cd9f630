"""Starting a real agency: what is asked, how it is answered, what is then made."""
