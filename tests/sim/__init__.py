"""Histories of many phones against the real application, told again by their seed.

`python -m tests.sim --seeds 1-150`. The phones are the real TypeScript engine and store on a simulated disk (see
`pwa/tests/sim`); the server is the real Flask application on SQLite (`server.py`). What is expected is worked out apart
from both: `model.py` follows what the server acknowledged, `oracle.py` says what a user's phone must hold.
"""
