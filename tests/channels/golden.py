"""Golden files: what a channel sends, as JSON that a reviewer reads.

`DECROCHE_GOLDEN=write pytest …` writes them anew; look at the difference before you keep it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, value: Any) -> None:
    """Compare a value with golden/<name>.json."""
    file = _FOLDER / f"{name}.json"
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("DECROCHE_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8")) == value, f"golden/{file.name} differs"
