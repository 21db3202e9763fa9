# How a shell is an executor: . $MESOS_SANDBOX/executor.sh
# The first line, before these, says at which port it listens.
here=$MESOS_SANDBOX
agent=${MESOS_SLAVE_PID#*@}
process=${MESOS_SLAVE_PID%@*}

# tell MESSAGE FILE: sends a message whose body is a file of the sandbox; fails if the agent does not take it. By nc, as
# wget --post-file ends at the first zero byte.
tell() {
  answer=$({
    printf 'POST /%s/mesos.internal.%s HTTP/1.1\r\nHost: %s\r\n' "$process" "$1" "$agent"
    printf 'User-Agent: libprocess/executor(1)@127.0.0.1:%s\r\n' "$port"
    printf 'Connection: close\r\nContent-Length: %s\r\n\r\n' "$(wc -c < "$here/$2")"
    cat "$here/$2"
  } | nc "${agent%:*}" "${agent#*:}" 2> /dev/null)
  case $answer in "HTTP/1.1 202 "*) return 0 ;; esac
  return 1
}

# listen: takes messages from now on; their names are in the file inbox, a line each.
listen() {
  : > "$here/inbox"
  nc -ll -p "$port" -e /bin/sh "$here/inbox.sh" &
  until wget -q -O /dev/null "http://127.0.0.1:$port/" 2> /dev/null; do sleep 0.1; done
}

# heard MESSAGE: waits until that message has come.
heard() {
  while :; do
    case $(cat "$here/inbox") in *"$1"*) return ;; esac
    sleep 0.1
  done
}

register() { tell RegisterExecutorMessage register; }
reregister() { tell ReregisterExecutorMessage reregister; }

# status running | finished | failed | killed: a status update of its task.
status() { tell StatusUpdateMessage "$1"; }
