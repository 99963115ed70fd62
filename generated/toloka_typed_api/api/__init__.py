# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
"""Contains methods for accessing the API"""
