"""Rows -> Plotly figures as plain dicts: data and layout, colours by the names of the design tokens.

Functions of values alone: no database, no clock, no Django. Every text that
comes from outside goes through ``labels.plot_label``; every template of a hover
is a constant. ``static/js/figures.js`` replaces ``var(--name)`` by the colours
of the reader's theme. Plotly itself is imported by ``template`` alone.
"""
