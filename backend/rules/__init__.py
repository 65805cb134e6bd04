"""Swedish care administration's rules as pure functions over dated tables.

Nothing here asks a clock or a database: `now` and `on` are arguments, the regions' tables come
from `regions.load_regions`, the only I/O. `docs/rules.md` has the semantic choices and examples.
"""
