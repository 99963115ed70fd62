# Made by scripts/generate from openapi/toloka.yaml: change that, never this file.
"""Contains endpoint functions for accessing the API"""
