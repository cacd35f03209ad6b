"""How right a coder is on whole Arabic news articles: ``python -m benchmarks.quality``.

``gold`` reads the articles, ``coders`` makes answers in the format of ``waqai extract --jsonl``, ``spans``, ``layers``,
``events`` and ``calibration`` score an answer against an article (each module defines its scores), ``report`` writes.
"""
