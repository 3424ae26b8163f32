"""Spreadsheets in, workbooks out, and the workspace file."""
