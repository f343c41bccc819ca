#!/usr/bin/env bash
# The proof that hosts scale out: several sample hosts on one PostgreSQL and one bucket, under load from clients that turn to another host with every
# request, while hosts, radosgw, Redis, PostgreSQL and clamd are killed and started again in turn. docs/scale-out.md has its printed result.
#
#   eng/fleet.sh [--minutes 20] [--hosts 2] [--clients 8] [--jobs redis|postgresql] [--scan on|off] [--seed N]
#
# Needs the .NET SDK, Debian 12 and root. It runs services of its own and removes them afterwards; others on the machine are left alone.
# The exit code is 0 only where nothing was seen that may not be.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export SVC_DIR=/tmp/attachments-services-fleet

eng/services.sh install
dotnet build benchmarks/Attachments.LoadTests -c Release -v quiet -nodeReuse:false

# The tool starts and wipes the services itself; this is for one that was killed.
trap 'eng/services.sh wipe' EXIT
dotnet benchmarks/Attachments.LoadTests/bin/Release/net10.0/Attachments.LoadTests.dll fleet --services "$SVC_DIR" "$@"
