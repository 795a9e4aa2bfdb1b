"""The API of planning and progress: one module a noun, each with its shape, its filters and its resource.

Resources open rows through `objectives.access`, write through `objectives.actions` and read through
`objectives.queries`, exactly as the pages do.
"""
