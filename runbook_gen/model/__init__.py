"""What things are: incident, cluster, rule, text, place, finding, page, artifact.

The ground floor. It imports nothing of ours, and everything may import it.
"""
