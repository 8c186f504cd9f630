#!/bin/sh
# Writes requirements/*.txt from requirements/*.in: every version with its hashes, and no address of any host.
set -eu
cd "$(dirname "$0")/.."
for name in uv base demo dev; do
  .venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal \
    "requirements/$name.in" -o "requirements/$name.txt"
done
