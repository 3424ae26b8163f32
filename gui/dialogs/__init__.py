"""Questions and reports in windows of their own, always opened without blocking."""
