#!/usr/bin/env bash
# Builds what changed, then runs it. ./run.sh: every scenario on the reference. ./run.sh test: every test. Anything else is
# passed to the conformance command; ./run.sh --help lists what there is.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$root/out
program=$root/src/Conformance.Cli/bin/Release/net10.0/conformance.dll
stamp=$out/.built
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

command -v dotnet >/dev/null || { echo "run.sh: dotnet is not on PATH; install the .NET 10 SDK" >&2; exit 69; }
mkdir -p "$out"

# Compares with a stamp instead of asking MSBuild each time: that alone takes seconds.
build() {
  if [[ -f $program && -f $stamp && -z $(find "$root/src" "$root/proto" "$root"/Directory.*.props -newer "$stamp" \
      -not -path '*/bin/*' -not -path '*/obj/*' -type f -print -quit) ]]; then
    return
  fi
  echo "building ..." >&2
  local log=$out/build.log mark
  mark=$(mktemp)
  if ! dotnet build "$root/src/Conformance.Cli" -c Release -v q --nologo >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u >&2 || cat "$log" >&2
    rm -f "$mark"
    echo "run.sh: the build failed; all of it is in $log" >&2
    exit 70
  fi
  mv "$mark" "$stamp"
}

run_tests() {
  local filter=() trx=$out/tests
  while (($#)); do
    case $1 in
      --require) [[ ${2:-} ]] || { echo "run.sh: --require needs a word: docker" >&2; exit 64; }
        [[ $2 == docker ]] || { echo "run.sh: --require $2: expected docker" >&2; exit 64; }
        export CONFORMANCE_REQUIRE=docker; shift 2 ;;
      --filter) [[ ${2:-} ]] || { echo "run.sh: --filter needs an expression, such as FullyQualifiedName~Scenarios" >&2; exit 64; }
        filter=(--filter "$2"); shift 2 ;;
      --accept) export CONFORMANCE_ACCEPT=1; shift ;;
      *) echo "run.sh: test does not know '$1'; it takes --require docker, --filter EXPRESSION, --accept" >&2; exit 64 ;;
    esac
  done
  build
  rm -rf "$trx"
  echo "building the tests ..." >&2
  dotnet build "$root/Conformance.sln" -c Release -v q --nologo
  local code=0
  # One project at a time: those of the real daemon wait for real processes and should not wait for the others too.
  dotnet test "$root/Conformance.sln" -m:1 -c Release --no-build --nologo --results-directory "$trx" \
    --logger "trx" --logger "console;verbosity=minimal" "${filter[@]}" || code=$?
  count() {
    local sum=0 number
    for number in $(cat "$trx"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+'); do
      sum=$((sum + number))
    done
    echo $sum
  }
  # Again at the end: whoever reads a log sees that first, and often only that.
  failures() {
    awk '/<UnitTestResult / { name = /outcome="Failed"/ && match($0, /testName="[^"]*"/) ? substr($0, RSTART + 10, RLENGTH - 11) : "" }
      name && /<Message>/ { print "failed: " name; said = 0; inside = 1 }
      inside { end = sub(/<\/Message>.*/, ""); sub(/.*<Message>/, ""); if (said++ < 30) print "  " $0; inside = !end }' "$trx"/*.trx 2>/dev/null |
      sed -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#xD;//g; s/&amp;/\&/g'
  }
  failures
  local passed failed skipped
  passed=$(count passed) failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
  skipped=$(($(count total) - $(count executed)))
  echo "$passed passed, $failed failed, $skipped skipped"
  if ((passed + failed == 0)); then
    echo "run.sh: no test ran" >&2
    exit 8
  fi
  exit $code
}

case ${1:-} in
  '') build; cd "$root"; exec dotnet "$program" run scenarios ;;
  test) shift; run_tests "$@" ;;
  *) build; exec dotnet "$program" "$@" ;;
esac
