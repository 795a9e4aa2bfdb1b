"""The shapes of computed answers. Figures keep every digit; `shown` is how the pages print them."""
