#!/bin/sh
set -e

# Debian runs this with "upgrade" as well, after the new version is in place, which needs the link.
if [ "$1" = upgrade ]; then exit 0; fi

rm -f '/usr/bin/${executable}'
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
