#!/usr/bin/env bash
# Fuzzes the parsers of what others send. Needs the .NET SDK and nothing else; docs/fuzzing.md says how it works.
#
#   eng/fuzz.sh [TARGET[,TARGET...]|all] [--minutes N] [--jobs N] [--work DIR]     runs (all, 10 minutes, 2 processes)
#   eng/fuzz.sh list                                                              names the targets
#   eng/fuzz.sh replay TARGET FILE                                                runs one input
#   eng/fuzz.sh show [--work DIR]                                                 prints the figures, those of runs included that the ledger has not got
#   eng/fuzz.sh merge [--work DIR]                                                adds those to tests/Attachments.Fuzz/ledger.json and docs/security.md
#   eng/fuzz.sh keep [--work DIR]                                                 copies the smallest inputs that reach what others do not into the corpus
#
# A run merges at its end. What it finds is made small and saved beside the corpus of its target, where the tests run it from then on:
# a finding is there to be fixed, and its file to be committed with the fix. The exit code is 0 where nothing was found.
# Inputs that reach new code are kept in DIR (artifacts/fuzz), and the next run goes on with them.
# With FUZZ_BIN=DIR a build that was made before is used in place of a new one.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

words=() minutes=10 jobs=2 work=$repository/artifacts/fuzz
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) minutes=$2; shift 2 ;;
    --jobs) jobs=$2; shift 2 ;;
    --work) mkdir -p "$2"; work=$(cd "$2" && pwd); shift 2 ;;
    *) words+=("$1"); shift ;;
  esac
done

bin=${FUZZ_BIN:-$repository/tests/Attachments.Fuzz/bin/Release/net10.0}
[ -n "${FUZZ_BIN:-}" ] || dotnet build "$repository/tests/Attachments.Fuzz" -c Release -v quiet -nodeReuse:false
fuzz() { dotnet "$bin/Attachments.Fuzz.dll" "$@"; }

# A copy, which later builds leave alone.
instrument() {
  local copy=$work/bin-$$
  mkdir -p "$work"
  trap 'rm -rf "$work/bin-$$"' EXIT
  fuzz instrument "$copy" >/dev/null
  bin=$copy
}

case ${words[0]:-all} in
  list) fuzz list ;;
  replay) fuzz replay "${words[1]}" "${words[2]}" ;;
  show) fuzz show "$work" "$repository" ;;
  merge) fuzz merge "$work" "$repository" ;;
  keep) instrument; fuzz keep "$work" "$repository" ;;
  *)
    instrument
    status=0
    fuzz run "${words[0]:-all}" "$minutes" "$jobs" "$repository" "${FUZZ_FINDINGS:-$repository/tests/Attachments.Fuzz/Corpus}" "$work" || status=$?
    if [ -z "${FUZZ_FINDINGS:-}" ]; then fuzz merge "$work" "$repository"; else fuzz show "$work" "$repository"; fi
    exit "$status"
    ;;
esac
