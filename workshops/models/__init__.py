"""Persistence: what is stored, its constraints, and its conversion to and from the domain."""

from workshops.models.account import User, UserManager

__all__ = ["User", "UserManager"]
