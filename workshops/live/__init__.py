"""Delivery over sockets: one connection, its room, and who is present."""
