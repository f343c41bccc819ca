# Redis, in memory alone.

redis_dir=$SVC_DIR/redis

redis_port() { port_of REDIS "${REDIS_PORT:-26379}"; }
redis_is_up() { is_alive "$redis_dir/redis.pid" redis-server; }
redis_status() { print_status redis "$redis_dir/redis.pid" redis-server; }
redis_stop() { stop_process "$redis_dir/redis.pid" redis-server; }
redis_env() { echo "ATTACHMENTS_TEST_REDIS=127.0.0.1:$(redis_port)"; }

redis_start() {
  ! redis_is_up || return 0

  mkdir -p "$redis_dir/log"
  choose_port REDIS "${REDIS_PORT:-26379}"
  redis-server --bind 127.0.0.1 --port "$(redis_port)" --save '' --appendonly no --daemonize yes \
    --pidfile "$redis_dir/redis.pid" --logfile "$redis_dir/log/redis.log" --dir "$redis_dir" >/dev/null 2>&1 </dev/null
  wait_for redis 100 redis_answers
  say "redis up"
}

redis_answers() { [ "$(redis-cli -p "$(redis_port)" ping)" = PONG ]; }
