#!/usr/bin/env bash
# Makes sure of what the tests of the pages need: Debian's Chromium, Firefox and WebKit, the kiosk's screen and voices, PHP for
# the plugin of WordPress, and node_modules/ (axe-core, the checkers of types and of HTML) as package-lock.json says. Quick when nothing is to do.
set -euo pipefail
cd "$(dirname "$0")/.."
browser=/usr/bin/chromium
firefox=/usr/bin/firefox-esr
webkit=/usr/bin/WebKitWebDriver
screen=/usr/bin/cage
voice=/usr/lib/speech-dispatcher-modules/sd_espeak-ng
served_voice=/usr/bin/espeak-ng
php=/usr/bin/php
stamp=node_modules/.synced-from

install() {
  if [ "$(id -u)" != 0 ]; then
    echo "setup: $1 is missing: run as root: apt-get install -y $2" >&2
    exit 2
  fi
  echo "Installing $2 ..." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$2"; } > /dev/null ||
    { echo "setup: $2 cannot be installed: see what \`apt-get install $2\` says" >&2; exit 2; }
}

[ -x "$browser" ] || install "$browser" chromium
[ -x "$firefox" ] || install "$firefox" firefox-esr
[ -x "$webkit" ] || install "$webkit" webkit2gtk-driver
[ -x "$screen" ] || install "$screen" cage
[ -x "$voice" ] || install "$voice" speech-dispatcher-espeak-ng
[ -x "$served_voice" ] || install "$served_voice" espeak-ng
[ -x "$php" ] || install "$php" php-cli

wanted=$(cat package.json package-lock.json | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
  exit 0
fi
command -v npm > /dev/null || install npm npm
echo "Preparing node_modules/ ..." >&2
npm ci --silent --no-audit --no-fund
echo "$wanted" > "$stamp"
