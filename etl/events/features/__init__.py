"""What the models of the event coder look at: readable features of triggers, phrases and pairs of them.

Each function gives the names of the features that hold. ``tools/fit_events.py`` finds their weights on annotated
articles; ``seeds/events`` stores them; :mod:`etl.linear` adds them up.
"""
