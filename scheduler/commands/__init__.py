"""One module a command; the command line loads the one that is asked for."""
