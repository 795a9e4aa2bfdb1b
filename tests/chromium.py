"""The browser of the tests: a Chromium of the machine, with a font that has Chinese."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def executable() -> str | None:
    """The Chromium that CHROMIUM names or that the machine has; None without one."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES, MAC) if name)
    return next((path for path in found if path), None)


def fonts(folder: Path) -> dict[str, str]:
    """The environment that gives the browser our font where the machine has none for Chinese."""
    if _machine_has_chinese():
        return {}
    import manimgx_fonts_cjk

    file = folder / "fonts.conf"
    file.write_text(FONTS.format(fonts=Path(manimgx_fonts_cjk.__file__).parent, cache=folder / "fonts"))
    return {"FONTCONFIG_FILE": str(file)}


def _machine_has_chinese() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True).stdout.strip())
