"""The tabs. None knows another; they meet in the session."""
