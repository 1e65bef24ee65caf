"""Settings."""

DEBUG = False
