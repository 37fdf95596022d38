"""The commands: parse, call a service, print; exit codes are decided in one place."""
