# To be read by scripts: runs the docker program and prints what it said, without ids. "$words" is a folder of their own.
export DOCKER_BUILDKIT=0

# How "box" itself was made is not told.
tidy() { sed -E 's/^busybox$//; s/[0-9a-f]{64}/ID/g; s/\b[0-9a-f]{12}\b/ID/g; s/^(Sending build context to Docker daemon) .*/\1/; s/ +$//' | tr -d '\033'; }

# step TITLE ARGUMENTS... builds of the Dockerfile on standard input, with the context.
build() {
  cat >"$words/context/Dockerfile"
  say build "$@" "$words/context"
}

say() {
  echo "\$ docker $*" | sed "s|$words|.|"
  docker "$@" >"$words/out" 2>"$words/err" </dev/null
  code=$?
  tidy <"$words/out" | sed 's/^/> /'
  grep -v -e DEPRECATED -e 'Install the buildx' -e 'environment-variable' -e '^ *https:' -e 'BuildKit is currently disabled' -e '^ *$' "$words/err" | tidy | sed 's/^/! /'
  echo "= $code"
}
