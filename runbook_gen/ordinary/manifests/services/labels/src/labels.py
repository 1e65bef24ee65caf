"""Labels for parcels: one module, no package."""

app = object()
