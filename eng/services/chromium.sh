# Chromium, which the browser tests start themselves: it only has to be there.

chromium_env() { echo "ATTACHMENTS_TEST_CHROMIUM=/usr/bin/chromium"; }
