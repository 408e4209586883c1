"""Ranks users by how often they reviewed changes of the same folders."""
from collections import Counter
from posixpath import dirname


def rank(history: list[tuple[str, str]], paths: list[str], limit: int = 5) -> list[str]:
    folders = {dirname(path) for path in paths}
    counts = Counter(user for user, path in history if dirname(path) in folders)
    return [user for user, _ in counts.most_common(limit)]
