# PostgreSQL with a cluster of its own, which is thrown away: nothing is flushed to disk.

postgres_dir=$SVC_DIR/pg
postgres_bin=/usr/lib/postgresql/15/bin

postgres_port() { port_of PG "${PG_PORT:-25432}"; }
postgres_is_up() { is_alive "$postgres_dir/data/postmaster.pid" postgres; }
postgres_status() { print_status postgres "$postgres_dir/data/postmaster.pid" postgres; }
postgres_stop() { stop_process "$postgres_dir/data/postmaster.pid" postgres INT; }
postgres_env() { echo "ATTACHMENTS_TEST_POSTGRES=Host=127.0.0.1;Port=$(postgres_port);Username=postgres;Database=attachments"; }

postgres_start() {
  ! postgres_is_up || return 0

  mkdir -p "$postgres_dir/log"
  chmod 755 "$SVC_DIR" "$postgres_dir"
  chown postgres "$postgres_dir/log"
  choose_port PG "${PG_PORT:-25432}"
  [ -s "$postgres_dir/data/PG_VERSION" ] || postgres_make_cluster
  rm -f "$postgres_dir/data/postmaster.pid"

  # TCP alone: after a kill -9, the lock file beside a unix socket stops the next start.
  local settings="-c listen_addresses=127.0.0.1 -c port=$(postgres_port) -c unix_socket_directories="
  settings="$settings -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 ${PG_SETTINGS:-}"
  postgres_run pg_ctl -D "$postgres_dir/data" -w -t 30 -l "$postgres_dir/log/server.log" -o "$settings" start >/dev/null 2>&1 </dev/null \
    || die "postgres failed: $postgres_dir/log/server.log"

  [ "$(postgres_query "select 1 from pg_database where datname = 'attachments'")" = 1 ] || postgres_query 'create database attachments'
  say "postgres up"
}

postgres_make_cluster() {
  rm -rf "$postgres_dir/data"
  install -d -o postgres -g postgres -m 700 "$postgres_dir/data"
  postgres_run initdb -D "$postgres_dir/data" -U postgres --auth=trust --no-sync -E UTF8 --locale=C.UTF-8 >"$postgres_dir/log/initdb.log" 2>&1 \
    || die "initdb failed: $postgres_dir/log/initdb.log"
}

# From /, a folder that the user postgres may enter.
postgres_run() { (cd / && runuser -u postgres -- "$postgres_bin/$1" "${@:2}"); }
postgres_query() { psql -qAt -h 127.0.0.1 -p "$(postgres_port)" -U postgres -c "$1"; }
