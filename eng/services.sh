#!/usr/bin/env bash
# The real services that tests run against: clamd, PostgreSQL, Redis and Ceph radosgw (S3); and Chromium, which tests start by themselves.
#
#   eng/services.sh up        install and start (the default)
#   eng/services.sh install   install the Debian packages, where they are missing
#   eng/services.sh start     start what is not running; prints the connection strings
#   eng/services.sh env       print the connection strings
#   eng/services.sh status    say what is running
#   eng/services.sh stop      stop everything that this script started
#   eng/services.sh wipe      stop, and remove all data
#
# For Debian 12 as root; neither systemd nor Docker is needed. Everything listens on 127.0.0.1 alone and lives below $SVC_DIR,
# takes up to 16 GiB of sparse disk and about 250 MiB of memory. Starting twice does nothing.
#
# Two users of one machine give each its own SVC_DIR; ports that are taken are passed over. Keep SVC_DIR short: it holds unix sockets,
# whose paths end at 107 bytes.
# PG_SETTINGS gives PostgreSQL more settings when it starts: PG_SETTINGS='-c shared_buffers=2GB'.
set -eEuo pipefail
trap 'echo "services.sh: line $LINENO failed: $BASH_COMMAND" >&2' ERR

SVC_DIR=${SVC_DIR:-/tmp/attachments-services}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

source "$here/services/processes.sh"
source "$here/services/ports.sh"
source "$here/services/packages.sh"
source "$here/services/clamd.sh"
source "$here/services/postgres.sh"
source "$here/services/redis.sh"
source "$here/services/radosgw.sh"
source "$here/services/chromium.sh"

start() {
  [ "$(id -u)" = 0 ] || die "run as root"
  mkdir -p "$SVC_DIR"
  exec 9>"$SVC_DIR/.lock"
  flock -w 300 9 || die "another start is running"

  # 9>&- : a daemon that inherits the lock would hold it for as long as it lives.
  clamd_start 9>&-
  postgres_start 9>&-
  redis_start 9>&-
  radosgw_start 9>&-
  exec 9>&-

  print_env
}

stop() {
  radosgw_stop
  redis_stop
  postgres_stop
  clamd_stop
}

status() {
  clamd_status
  postgres_status
  redis_status
  radosgw_status
}

print_env() {
  clamd_env
  postgres_env
  redis_env
  radosgw_env
  chromium_env
}

wipe() {
  stop
  case $SVC_DIR in
    */attachments-services*) rm -rf "$SVC_DIR" ;;
    *) die "refusing to remove $SVC_DIR: its name does not start with attachments-services" ;;
  esac
}

case ${1:-up} in
  up) install_packages; start ;;
  install) install_packages ;;
  start) start ;;
  stop) stop ;;
  status) status ;;
  env) print_env ;;
  wipe) wipe ;;
  *) die "usage: $0 [up|install|start|stop|status|env|wipe]" ;;
esac
