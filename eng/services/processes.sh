# Messages, and processes known by their pid files.

say() { printf '[services] %s\n' "$*" >&2; }

die() {
  echo "services.sh: $*" >&2
  exit 1
}

# A zombie counts as gone: in a container, PID 1 may be slow to reap it.
is_running() {
  local state
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null) || return 1
  [ -n "$state" ] && [ "$state" != Z ] && [ "$state" != X ]
}

# is_alive PIDFILE PROGRAM: a pid file is trusted only if that process is the program that was started, for a reboot can reuse the number.
is_alive() {
  local pid
  [ -s "$1" ] && pid=$(head -n 1 "$1") && [ -n "$pid" ] || return 1
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ] && is_running "$pid"
}

# wait_for WHAT TENTHS COMMAND...
wait_for() {
  local what=$1 tenths=$2
  shift 2
  for _ in $(seq "$tenths"); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.1
  done
  die "$what did not become ready; see the logs below $SVC_DIR"
}

# stop_process PIDFILE PROGRAM [SIGNAL]: asks, waits 15 seconds, then kills.
stop_process() {
  local file=$1 program=$2 signal=${3:-TERM} pid
  if ! is_alive "$file" "$program"; then
    rm -f "$file"
    return 0
  fi

  pid=$(head -n 1 "$file")
  kill "-$signal" "$pid" 2>/dev/null || true
  for _ in $(seq 150); do
    is_running "$pid" || break
    sleep 0.1
  done
  ! is_running "$pid" || kill -KILL "$pid" 2>/dev/null || true
  rm -f "$file"
  say "$program stopped"
}

print_status() {
  if is_alive "$2" "$3"; then
    local pid
    pid=$(head -n 1 "$2")
    printf '%-9s up    pid %-7s rss %s\n' "$1" "$pid" "$(awk '/VmRSS/ { print int($2 / 1024) " MiB" }' "/proc/$pid/status")"
  else
    printf '%-9s down\n' "$1"
  fi
}
