"""The peers: the same picture or the same table, written as tutorials write it."""
