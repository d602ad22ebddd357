"""The media types by which cells of template notebooks tell what they are."""

HEAD = "application/vnd.simlib.head+json"
"""What a report says about itself: language, title, identity, digests."""

SECTION = "application/vnd.simlib.section+json"
"""A section as data, as JSON text."""

PLOTLY = "application/vnd.plotly.v1+json"
"""A figure as JupyterLab shows it."""
