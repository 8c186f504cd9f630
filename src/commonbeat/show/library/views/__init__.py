"""The library's pages, for everybody and for those who keep it."""
