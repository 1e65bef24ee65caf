"""Everything that is drawn, as SVG at build: waves, cascades, moves, the timeline, the plots."""
