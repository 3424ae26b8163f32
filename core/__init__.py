"""The desk without a window: model, files, analyses and views. Knows no Qt."""
