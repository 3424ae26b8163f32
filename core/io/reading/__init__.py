"""What happens inside the reading child: one module for each kind of file, over common checks and one grid of cells."""
