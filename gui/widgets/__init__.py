"""Parts of the window that know no tab: what they show is handed to them."""
