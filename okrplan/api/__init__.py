"""What every resource of the API shares, whatever it is about.

`views` holds the base classes: rows one may list, read, make, change, remove. `serializers` the strict shapes,
`versions` If-Match and ETag, `idempotency` the Idempotency-Key, `schema` how all that stands in the description.
"""
