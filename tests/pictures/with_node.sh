#!/bin/sh
# Runs a script of node, or says that it is skipped where there is no node.
command -v node > /dev/null || { echo "SKIPPED: there is no node (apt-get install nodejs npm)"; exit 77; }
exec node "$@"
