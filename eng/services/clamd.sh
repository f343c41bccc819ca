# clamd on TCP and on a unix socket, with signatures for the EICAR test file alone: no signature download is needed.
# Names from a local database end in .UNOFFICIAL in clamd's replies.

CLAMD_STREAM_MAX=${CLAMD_STREAM_MAX:-25M}
clamd_dir=$SVC_DIR/clam

clamd_port() { port_of CLAMD "${CLAMD_PORT:-23310}"; }
clamd_is_up() { is_alive "$clamd_dir/clamd.pid" clamd; }
clamd_status() { print_status clamd "$clamd_dir/clamd.pid" clamd; }
clamd_stop() { stop_process "$clamd_dir/clamd.pid" clamd; }

clamd_env() {
  echo "ATTACHMENTS_TEST_CLAMD_TCP=127.0.0.1:$(clamd_port)"
  echo "ATTACHMENTS_TEST_CLAMD_UNIX=$clamd_dir/clamd.sock"
}

clamd_start() {
  ! clamd_is_up || return 0

  mkdir -p "$clamd_dir"/{db,tmp,log}
  rm -f "$clamd_dir/clamd.sock"
  choose_port CLAMD "${CLAMD_PORT:-23310}"
  clamd_write_signatures
  clamd_write_config

  # Its first process waits for a signal of the second, and may die of it where that comes too early: what counts is whether clamd answers.
  clamd -c "$clamd_dir/clamd.conf" >"$clamd_dir/log/stdout.log" 2>&1 </dev/null || say "clamd's first process ended with $?: $(tail -n 5 "$clamd_dir/log/stdout.log")"
  wait_for clamd 100 clamd_answers "$(clamd_port)"
  say "clamd up"
}

clamd_answers() {
  local reply
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'nPING\n' >&3
  read -r -t 2 reply <&3
  exec 3>&-
  [ "$reply" = PONG ]
}

clamd_write_signatures() {
  # Put together from pieces, so that no scanner flags this script.
  local eicar='X5O!P%@AP[4\PZX54(P^)7CC)7}$''EICAR-STANDARD-''ANTIVIRUS-TEST-FILE!''$H+H*'
  [ "$(printf %s "$eicar" | md5sum | cut -d' ' -f1)" = 44d88612fea8a8f36de82e1278abb02f ] || die "the EICAR string is damaged"

  # 0 = any kind of file, * = at any offset.
  echo "Local.Eicar-Test-Signature:0:*:$(printf %s "$eicar" | od -An -tx1 | tr -d ' \n')" >"$clamd_dir/db/local.ndb"
  # The file inside the package clamav-testfiles.
  echo "aa15bcf478d165efd2065190eb473bcb:544:ClamAV-Test-File" >"$clamd_dir/db/local.hdb"
}

clamd_write_config() {
  cat >"$clamd_dir/clamd.conf" <<CONF
DatabaseDirectory $clamd_dir/db
LocalSocket $clamd_dir/clamd.sock
LocalSocketMode 666
FixStaleSocket yes
TCPSocket $(clamd_port)
TCPAddr 127.0.0.1
PidFile $clamd_dir/clamd.pid
LogFile $clamd_dir/log/clamd.log
LogTime yes
TemporaryDirectory $clamd_dir/tmp
StreamMaxLength $CLAMD_STREAM_MAX
MaxScanSize 400M
MaxFileSize 400M
AlertExceedsMax yes
AlertEncrypted yes
MaxThreads 8
ReadTimeout 30
CommandReadTimeout 10
SelfCheck 3600
CONF
}
