#!/usr/bin/env bash
# Builds everything and runs every test against the real services. Needs the .NET SDK, Debian 12 and root; it installs the rest.
#
#   eng/test.sh
#
# Reports go to artifacts/test-results. The exit code is 0 only where every test project reported, no test failed, none was skipped that eng/allowed-skips.txt does not name, and, on two processors
# or more, nothing has become twice as slow against its baseline.
# ATTACHMENTS_TEST_PROJECTS_AT_ONCE (2) says how many test projects run side by side. ATTACHMENTS_TEST_EXTENT=full runs, on every database and store, also
# those suites of the HTTP contract whose outcome they have no part in.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

results=$PWD/artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

# Build nodes that outlive the build would keep our output open, and a caller that reads it would wait for them.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Packages are fetched and unpacked while the compiler runs.
eng/services.sh up >"$results/services.env" 2>"$results/services.log" &
services=$!

echo "== Build"
dotnet build Attachments.sln -c Release -v minimal -nodeReuse:false

echo "== Services"
wait "$services" || status=$?
cat "$results/services.log"
[ "${status:-0}" = 0 ] || exit "$status"
while IFS='=' read -r name value; do
  export "$name=$value"
done <"$results/services.env"

echo "== Tests"
# Tests and the hosts they start end before code that was compiled with a profile would pay: a twelfth of the processor time less.
export DOTNET_TieredPGO=0

# The longest first, so that none of them is left to run alone in the end. The summary below decides: it also finds projects that crashed without a report.
longest=(Crash Fleet Contract Packaging Browser EntityFrameworkCore PostgreSql Races Fuzz Storage.S3 SampleHost Jobs.Hangfire Scanning.ClamAV)
projects() {
  printf 'Attachments.%s.Tests\n' "${longest[@]}"
  ls tests | grep '\.Tests$' | grep -vxF -f <(printf 'Attachments.%s.Tests\n' "${longest[@]}")
}
run_tests() {
  local project=$1 log=$results/$1.log extent=(-trait- Extent=Full)
  [ "${ATTACHMENTS_TEST_EXTENT:-}" != full ] || extent=()
  if dotnet "tests/$project/bin/Release/net10.0/$project.dll" -xml "$results/$project.xunit.xml" -noColor -noLogo "${extent[@]}" >"$log" 2>&1; then
    echo "$project passed"
  else
    cat "$log"
    echo "$project failed"
    return 1
  fi
}
export results
export -f run_tests
status=0
projects | xargs -P "${ATTACHMENTS_TEST_PROJECTS_AT_ONCE:-2}" -I{} bash -c 'run_tests {}' || status=$?

# After the tests, which would be in its way. Speed hangs on the machine; that something takes twice as long against its baseline as it did does not.
echo "== Speed"
unset DOTNET_TieredPGO
if [ "$(nproc)" -lt 2 ]; then
  echo "Left out: a server and its load need a processor each."
else
  eng/bench.sh all --short --only upload-25m-x1,upload-allocated,download-25m || status=$?
fi

echo "== Summary"
dotnet run eng/TestSummary.cs -- "$results" "$PWD" || status=1

if [ "$status" = 0 ]; then echo "All tests passed."; else echo "The test run failed."; fi
exit "$status"
