"""What each tab shows, as plain values; the exports write the same values."""
