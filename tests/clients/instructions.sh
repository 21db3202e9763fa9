#!/bin/sh
# Instructions of the classic builder that build.sh leaves out, and .dockerignore, as build.sh tells them.
words=$(mktemp -d) || exit
trap 'rm -r "$words"' EXIT
mkdir -p "$words/context/d"
echo hello >"$words/context/a.txt"
echo deep >"$words/context/d/e.txt"
. "$(dirname "$0")/saying.sh"

# refused LINE builds of a Dockerfile with that line.
refused() { printf 'FROM box\n%s\n' "$1" | build -q; }

# ignored RULES builds with them and prints what was copied.
ignored() {
  printf "$1" >"$words/context/.dockerignore"
  printf 'FROM box\nCOPY . /c/\nRUN for f in /c/.d* /c/* /c/d/*; do test -f "$f" && echo "$f"; done; true\n' | build --no-cache
}

printf 'FROM box\nMAINTAINER  Some One <x@y>\nSHELL ["/bin/sh", "-ec"]\nHEALTHCHECK --interval=5s --retries=2 CMD echo $HOME "a b"\nRUN false; echo never\n' | build
printf 'FROM box\nMAINTAINER  Some One <x@y>\nSHELL ["/bin/sh", "-ec"]\nhealthcheck --interval=5s --retries=2 CMD echo $HOME "a b"\nRUN echo run\nCMD echo cmd\nENTRYPOINT echo ent\nSTOPSIGNAL SIGUSR1\nWORKDIR /w\nCOPY a.txt .\n' | build -t one
say inspect -f '{{json .Config.Healthcheck}} {{json .Config.Shell}} {{json .Config.Cmd}} {{json .Config.Entrypoint}} {{.Config.StopSignal}} {{.Author}}' one
say history --no-trunc --format '{{.CreatedBy}}' one
printf 'FROM one\nHEALTHCHECK NONE\nENV A=2\nSTOPSIGNAL $A\nHEALTHCHECK --retries=34 CMD ["cat", "$A", "q\\"uo"]\nHEALTHCHECK --retries=10 --timeout=1m CMD echo ${A}\nHEALTHCHECK CMD echo \\\n   ${A}\nONBUILD HEALTHCHECK NONE\n' | build -t two
say inspect -f '{{json .Config.Healthcheck}} {{json .Config.Shell}} {{.Config.StopSignal}} {{.Author}}' two
say history --no-trunc --format '{{.CreatedBy}}' two
printf 'FROM two\nCMD true\n' | build -t three
say inspect -f '{{json .Config.Healthcheck}}' three
say create --name ofthree three
say inspect -f '{{json .Config.Healthcheck}} {{json .Config.Shell}}' ofthree
say commit -c 'HEALTHCHECK --retries=3 CMD ls' -c 'CMD echo hi' ofthree four
say inspect -f '{{json .Config.Healthcheck}} {{json .Config.Cmd}} {{.Author}}' four

refused HEALTHCHECK
refused 'HEALTHCHECK CMD'
refused 'HEALTHCHECK FOO'
refused 'HEALTHCHECK NONE x'
refused 'HEALTHCHECK --interval=x CMD a'
refused 'HEALTHCHECK --timeout=1us CMD a'
refused 'HEALTHCHECK --retries=0 CMD a'
refused 'HEALTHCHECK --bogus=1 CMD a'
refused 'HEALTHCHECK --interval CMD a'
refused 'HEALTHCHECK --interval=1s --interval=1s CMD a'
refused SHELL
refused 'SHELL x'
refused 'SHELL []'
refused 'SHELL [1]'
refused MAINTAINER
refused STOPSIGNAL
refused 'STOPSIGNAL BOGUS'
refused 'STOPSIGNAL $NONE'
refused 'COPY a.txt'
refused 'COPY --bogus a b'
refused 'ENV --x a=1'
refused 'WORKDIR'
refused 'ONBUILD MAINTAINER x'
refused 'ONBUILD ONBUILD RUN x'
printf 'FROM a b\n' | build

ignored '# a comment\n*.txt\n'
ignored 'Dockerfile\n.dockerignore\n'
ignored '*\n!d\n'
ignored '**/*.txt\n!a.txt\n.dock*\n'
ignored 'd/e*\nDockerfile\n!Dockerfile\n'
ignored '[\n'
rm "$words/context/.dockerignore"

say rm ofthree
say rmi four three two one
docker ps -aq | xargs docker rm -f >/dev/null
