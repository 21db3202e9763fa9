# One connection: notes the name of the message, and answers.
read -r method path version
case $path in
  */mesos.internal.*) echo "${path##*.}" >> "$MESOS_SANDBOX/inbox" ;;
esac
printf 'HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
