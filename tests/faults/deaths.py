"""Ways for a server to end itself in the middle of something; see launch.py."""


def die(point: str, count: str) -> None:
    """Have this process killed when it comes to a point for the `count`-th time."""
    raise NotImplementedError(point, count)
