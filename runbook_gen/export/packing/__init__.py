"""What makes a pack of the targets: manifest, READMEs, checksums; and what verifies one."""
