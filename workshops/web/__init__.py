"""Delivery over HTTP: pages, forms and fragments."""
