"""Closes orders that nobody paid."""
