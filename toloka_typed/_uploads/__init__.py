"""Uploads: tasks are checked, cut into requests, created, and read back."""
