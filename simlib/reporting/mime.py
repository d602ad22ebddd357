"""The media types by which cells of template notebooks tell the page what they are."""

HEAD = "application/vnd.simlib.head+json"
"""What stands in the head of the page: language, title, identity of the report, digests."""

FIGURE = "application/vnd.simlib.figure+json"
"""A figure with its title, what is drawn, and the sentence that reads it."""

PLOTLY = "application/vnd.plotly.v1+json"
"""The same figure as JupyterLab shows it."""
