#!/bin/sh
set -e

# Where a system gives programs no user namespaces of their own, this program is Chromium's sandbox, and has to be root's.
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'
ln -sf '/opt/${sanitizedProductName}/${executable}' '/usr/bin/${executable}'

# Systems with triggers for these folders have done so already.
if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
