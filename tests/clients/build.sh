#!/bin/sh
# Images built by the classic builder of the daemon behind DOCKER_HOST: what the docker program prints, and what came of it, without ids.
# The image "box" has to be there.
words=$(mktemp -d) || exit
trap 'rm -r "$words"' EXIT
mkdir -p "$words/context/d"
echo hello >"$words/context/a.txt"
echo deep >"$words/context/d/e.txt"

. "$(dirname "$0")/saying.sh"

whole='# a comment
ARG BASE=box
FROM $BASE
LABEL kind="site" other=x
ENV A=1 B="two words"
WORKDIR /work
COPY a.txt .
COPY d sub/
ADD a.txt /x/y.txt
ARG WHO=nobody
RUN echo "hi $WHO $A" > made && cat made && \
    cat a.txt
RUN ["cat", "/work/sub/e.txt"]
EXPOSE 80 81/udp
VOLUME /data
USER root
STOPSIGNAL KILL
ENTRYPOINT ["sh", "-c"]
CMD ["cat /work/made /x/y.txt; echo $B"]'
echo "$whole" | build -t made:1 --label l=m --build-arg WHO=me
echo "$whole" | build -t made:2 --build-arg WHO=me
say run --rm made:1
say run --rm made:1 'pwd; ls; cat sub/e.txt'
say inspect -f '{{json .Config.Env}} {{json .Config.Labels}} {{json .Config.ExposedPorts}} {{json .Config.Volumes}} {{.Config.WorkingDir}} {{.Config.StopSignal}}' made:1
say inspect -f '{{json .Config.Entrypoint}} {{json .Config.Cmd}} {{json .Config.User}}' made:1
say history --no-trunc --format '{{.CreatedBy}}' made:1
say images --format '{{.Repository}}:{{.Tag}}'
printf 'FROM box AS one\nRUN echo x > /f\nFROM box\nCOPY --from=one /f /g\nRUN cat /g\n' | build -t stages
printf 'FROM box AS one\nRUN echo x > /f\nFROM box\nRUN false\n' | build --target one -q
printf 'FROM box\nONBUILD RUN echo triggered\n' | build -t trigger
printf 'FROM trigger\nCMD true\n' | build -t pulled
printf 'FROM box\nBOGUS x\n' | build
printf 'RUN x\n' | build
printf '\n' | build
printf 'FROM box\nRUN echo said; exit 3\n' | build
printf 'FROM box\nCOPY nosuch /\n' | build
printf 'FROM box\nENV A\n' | build
printf 'FROM Box\n' | build
printf 'FROM box\nCMD echo\n' | build -t Bad
printf 'FROM box\nCMD echo x\n' | build --no-cache -t again
say rmi trigger pulled stages
docker ps -aq | xargs docker rm -f >/dev/null
