#!/usr/bin/env bash
# Speed, as ratios to baselines that run in the same rounds. docs/performance.md has its printed tables.
#
#   eng/bench.sh [upload|download|metadata|peak|inspection|all|growth|sweep-backlog] [--rounds N] [--short] [--save] [--tuned] [--only PART[,PART...]] [--rows N] [--backlog N] [--minutes N] [--keep SCHEMA]
#
# Servers run on the first half of the processors, the load program on the other. Where ATTACHMENTS_TEST_POSTGRES is not set, what needs PostgreSQL
# is left out. --short runs few rounds and ends with exit code 1 only where a figure is twice as bad as the committed one; --save commits to new ones.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command=all
if [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; then
  command=$1
  shift
fi

processors=$(nproc)
if [ "$processors" -lt 2 ]; then
  echo "A server and its load need a processor each; this machine has one." >&2
  exit 2
fi
half=$((processors / 2))
servers=0-$((half - 1))
load=$half-$((processors - 1))

dotnet build benchmarks/Attachments.LoadTests -c Release -v quiet -nodeReuse:false
echo "$(date -u +%Y-%m-%d), $(uname -sr), .NET $(dotnet --version), $processors processors: servers on $servers, load on $load; load average before: $(cut -d' ' -f1-3 /proc/loadavg)"
echo
taskset -c "$load" dotnet benchmarks/Attachments.LoadTests/bin/Release/net10.0/Attachments.LoadTests.dll "$command" --server-cpus "$servers" "$@"
