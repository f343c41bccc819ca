# Every service keeps the port that it first got, in $SVC_DIR/ports. All stay below 32768: above, an outgoing connection of
# any process may own a port (net.ipv4.ip_local_port_range).

is_port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# port_of NAME DEFAULT: the port that NAME has, or would get.
port_of() {
  local kept
  kept=$(sed -n "s/^$1=//p" "$SVC_DIR/ports" 2>/dev/null | tail -n 1) || true
  echo "${kept:-$2}"
}

# choose_port NAME DEFAULT: called while NAME is down. Passes over ports that somebody else has: clamd would go on without TCP,
# and the other's server would answer our readiness probe.
choose_port() {
  local name=$1 port
  port=$(port_of "$name" "$2")
  for _ in $(seq 40); do
    if ! is_port_taken "$port"; then
      echo "$name=$port" >>"$SVC_DIR/ports"
      return 0
    fi
    say "port $port is taken, trying $((port + 37))"
    port=$((port + 37))
  done
  die "no free port for $name"
}
