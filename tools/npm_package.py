"""Makes the npm package of the widget: `python -m tools.npm_package FOLDER`, then `npm pack`.

It holds the one file that a server sends, with Décroche's own brand.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tomllib
from pathlib import Path

from bot.channels.web.files import Files
from bot.channels.web.scripts import WEB_DIR
from bot.channels.web.widget_files import WIDGET, WidgetFiles
from bot.publishing import library
from bot.settings import ROOT

NAME = "decroche-chat"
SCRIPT = f"{NAME}.js"


def main() -> None:
    """Write the package into the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where the package is written")
    write_package(parser.parse_args().folder)


def write_package(folder: Path) -> None:
    """Write the package into a folder, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    widget = WidgetFiles(Files(WEB_DIR)).file(WIDGET, library().current(), "")
    assert widget
    (folder / SCRIPT).write_bytes(widget.body)
    (folder / "package.json").write_text(json.dumps(_manifest(), indent=2) + "\n", "utf-8")
    (folder / "README.md").write_text(_README, "utf-8")
    shutil.copy(ROOT / "LICENSE", folder)


def _manifest() -> dict[str, object]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "name": NAME,
        "version": project["version"],
        "description": "<decroche-chat>: the French assistant about contact-centre jobs, in a page",
        "license": "Apache-2.0",
        "type": "module",
        "main": SCRIPT,
        "exports": f"./{SCRIPT}",
        "sideEffects": True,
        "files": [SCRIPT],
    }


_README = """# decroche-chat

```js
import "decroche-chat";
```

```html
<decroche-chat server="https://decroche.example"></decroche-chat>
```

`server` is needed: the script comes from your own site. The operator of that server
allows your origin in `DECROCHE_WEB_ORIGINS`.
"""

if __name__ == "__main__":
    main()
