"""The roof: one file per command. Only here is the disk read, written, and anything printed."""
