"""The Debian package and the archive."""
