#!/bin/sh
# exported_symbols.sh NM PLUGIN: a plugin exports the six functions of its C interface, and nothing else.
found=$("$1" -D --defined-only "$2" | awk '{ print $NF }' | sort | tr '\n' ' ')
expected="lead_plugin_change lead_plugin_close lead_plugin_error lead_plugin_open lead_plugin_report lead_plugin_version "
[ "$found" = "$expected" ] || { echo "found $found, expected $expected"; exit 1; }
