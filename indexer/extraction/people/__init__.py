"""Which sightings of a name are one person."""
