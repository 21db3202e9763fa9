#!/bin/sh
# The life of a project of docker compose v1 at the daemon behind DOCKER_HOST: each command with its output, its errors (sorted, for
# services are handled side by side) and its exit code, without what differs in every run. The image "box" has to be there.
cd "$(dirname "$0")" || exit
words=$(mktemp -d) || exit
trap 'rm -r "$words"' EXIT

step() {
  echo "\$ docker-compose $*"
  docker-compose --ansi never -p life -f compose.yaml "$@" >"$words/out" 2>"$words/err" </dev/null
  code=$?
  tr -d '\r' <"$words/out" | tidy | sed 's/^/> /'
  tr '\r' '\n' <"$words/err" | tidy | grep . | sort | sed 's/^/! /'
  echo "= $code"
}

tidy() {
  sed -E '
    s/\b[0-9a-f]{64}\b/ID/g
    s/\b[0-9a-f]{12}\b/ID/g
    s/ +$//
    # Of the table of processes, who and what.
    s/^UID .* CMD$/UID CMD/
    s/^root +[0-9].* [0-9:]{8} +/root /
    s/^-+$/---/'
}

step config --services
step up -d
step ps
step ps -q web
step exec -T web cat /data/file
step exec -T data sh -c 'echo $OWNER; exit 3'
step exec -T web nosuch
step logs --no-color --tail=1 web
step logs --no-color data
step up -d
step top web
step pause web
step unpause web
step stop -t 0 web
step ps
step start web
step restart -t 0 data
step run --rm -T web sh -c 'cat /data/file; echo $KIND'
step kill web
step rm -f web
step up -d --scale web=2
step ps web
step port web 80
step images -q
step stop nosuch
step down -v -t 0
step ps
step down
