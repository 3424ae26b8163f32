"""Makes the program that is installed: PyInstaller's recipe, the Debian package and archive, and the recipes for Windows and macOS."""
