#!/usr/bin/env bash
# Adds the public members that the analyzer finds undeclared to each package's PublicAPI.Unshipped.txt, and takes away those that are gone. Review the difference.
#
#   eng/update-public-api.sh [src/Attachments.Core/]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for project in ${1:-src/*/}; do
  declared=$project/PublicAPI.Unshipped.txt
  findings=$(dotnet build "$project" --no-incremental -p:TreatWarningsAsErrors=false -v quiet -nodeReuse:false 2>&1 | grep -F "/${project%/}/" || true)

  gone=$(sed -nE "s/.*warning RS0017: Symbol '(.*)' is part of the declared API.*/\1/p" <<<"$findings" | sort -u)
  new=$(sed -nE "s/.*warning RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" <<<"$findings" | sort -u)

  {
    echo '#nullable enable'
    { grep -v '^#nullable' "$declared" | grep -vxF -f <(echo "$gone") || true; [ -z "$new" ] || echo "$new"; } | sed '/^$/d' | LC_ALL=C sort -u
  } >"$declared.new"
  mv "$declared.new" "$declared"
  echo "$project: $(grep -vc '^#' "$declared") members"
done
