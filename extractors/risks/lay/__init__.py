"""Warnings of articles for the general public, by a network learned from articles that were written for it.

Journalists seldom word a warning twice alike: phrases that were written down for some articles found one in seven of
the warnings of others.
"""
