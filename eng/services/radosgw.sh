# An S3 server: Ceph's radosgw with one monitor and one storage daemon on a sparse file of 16 GiB. It needs no manager daemon.
# Path-style addressing, region us-east-1. What it cannot do: it ignores x-amz-checksum-sha256, and If-None-Match on CompleteMultipartUpload.

S3_ACCESS_KEY=${S3_ACCESS_KEY:-testaccesskey}
S3_SECRET_KEY=${S3_SECRET_KEY:-testsecretkey1234567890}
S3_BUCKET=${S3_BUCKET:-attachments}

ceph_dir=$SVC_DIR/ceph
ceph_cluster_id=11111111-2222-4333-8444-555555555555
ceph_osd_id=22222222-2222-4333-8444-555555555555
export CEPH_CONF=$ceph_dir/ceph.conf CEPH_ARGS="--conf $ceph_dir/ceph.conf"

s3_port() { port_of S3 "${S3_PORT:-29000}"; }
mon_port() { port_of MON "${MON_PORT:-29300}"; }   # the storage daemon takes ports from 10 to 20 above

mon_is_up() { is_alive "$ceph_dir/run/mon.a.pid" ceph-mon; }
osd_is_up() { is_alive "$ceph_dir/run/osd.0.pid" ceph-osd; }
rgw_is_up() { is_alive "$ceph_dir/run/client.rgw.a.pid" radosgw; }

radosgw_status() {
  print_status ceph-mon "$ceph_dir/run/mon.a.pid" ceph-mon
  print_status ceph-osd "$ceph_dir/run/osd.0.pid" ceph-osd
  print_status radosgw "$ceph_dir/run/client.rgw.a.pid" radosgw
}

radosgw_stop() {
  stop_process "$ceph_dir/run/client.rgw.a.pid" radosgw
  stop_process "$ceph_dir/run/osd.0.pid" ceph-osd
  stop_process "$ceph_dir/run/mon.a.pid" ceph-mon
}

radosgw_env() {
  echo "ATTACHMENTS_TEST_S3_ENDPOINT=http://127.0.0.1:$(s3_port)"
  echo "ATTACHMENTS_TEST_S3_ACCESS_KEY=$S3_ACCESS_KEY"
  echo "ATTACHMENTS_TEST_S3_SECRET_KEY=$S3_SECRET_KEY"
  echo "ATTACHMENTS_TEST_S3_BUCKET=$S3_BUCKET"
  echo "ATTACHMENTS_TEST_S3_REGION=us-east-1"
}

radosgw_start() {
  if mon_is_up && osd_is_up && rgw_is_up && [ -e "$ceph_dir/ready" ]; then
    s3_make_bucket
    return 0
  fi

  # A cluster that is only half made, by a first start that was interrupted, is thrown away.
  if [ ! -e "$ceph_dir/ready" ]; then
    radosgw_stop
    rm -rf "$ceph_dir"
  fi
  mkdir -p "$ceph_dir"/{mon,run,log,rgw}
  mon_is_up || choose_port MON "${MON_PORT:-29300}"
  rgw_is_up || choose_port S3 "${S3_PORT:-29000}"
  ceph_write_config

  mon_start
  osd_start
  rgw_start
  touch "$ceph_dir/ready"
  s3_make_bucket
  say "radosgw up"
}

mon_start() {
  [ -e "$ceph_dir/ready" ] || mon_make
  mon_is_up || ceph_run ceph-mon -i a --setuser root --setgroup root
  timeout 30 ceph --connect-timeout 20 osd stat >/dev/null 2>&1 || die "ceph-mon does not answer: $ceph_dir/log"
}

mon_make() {
  local keys=$ceph_dir/keyring
  ceph-authtool --create-keyring "$keys" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$keys" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  ceph-authtool "$keys" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *' --cap mgr 'allow profile osd'
  ceph-authtool "$keys" --gen-key -n client.rgw.a --cap mon 'allow rw' --cap osd 'allow rwx'
  monmaptool --create --clobber --addv a "[v2:127.0.0.1:$(mon_port)]" --fsid "$ceph_cluster_id" "$ceph_dir/monmap" >/dev/null
  ceph_run ceph-mon --mkfs -i a --monmap "$ceph_dir/monmap" --keyring "$keys"
}

osd_start() {
  [ -e "$ceph_dir/ready" ] || osd_make
  osd_is_up || ceph_run ceph-osd -i 0 --setuser root --setgroup root
  wait_for ceph-osd 200 osd_answers
}

osd_make() {
  ceph osd new "$ceph_osd_id" 0 >/dev/null 2>&1
  ceph osd crush add osd.0 1.0 root=default >/dev/null 2>&1
  mkdir -p "$ceph_dir/osd"
  ceph_run ceph-osd -i 0 --mkfs --osd-uuid "$ceph_osd_id"
}

osd_answers() { timeout 10 ceph osd stat 2>/dev/null | grep -q '1 up'; }

rgw_start() {
  rgw_is_up || ceph_run radosgw -n client.rgw.a --setuser root --setgroup root
  wait_for radosgw 600 curl -sf -m 5 -o /dev/null "http://127.0.0.1:$(s3_port)/"
  [ -e "$ceph_dir/ready" ] || ceph_run radosgw-admin user create --uid test --display-name test --access-key "$S3_ACCESS_KEY" --secret-key "$S3_SECRET_KEY"
}

ceph_run() { "$@" >>"$ceph_dir/log/out.log" 2>&1 </dev/null || die "$1 failed: $(tail -n 5 "$ceph_dir/log/out.log")"; }

# curl signs the request itself. 200 and 409 (it is there already) are both fine.
s3_make_bucket() {
  local empty status
  empty=$(printf '' | sha256sum | cut -d' ' -f1)
  status=$(curl -s -o /dev/null -w '%{http_code}' -X PUT --aws-sigv4 aws:amz:us-east-1:s3 -u "$S3_ACCESS_KEY:$S3_SECRET_KEY" \
    -H "x-amz-content-sha256: $empty" "http://127.0.0.1:$(s3_port)/$S3_BUCKET")
  case $status in
    200 | 409) ;;
    *) die "creating the bucket $S3_BUCKET answered $status" ;;
  esac
}

# Deleted bytes are given back after half a minute: by default it is two hours, and tests that write gigabytes fill the disk before.
# cephx with one shared keyring (without it radosgw loops), chooseleaf type 0 (without it pools never become active on one host),
# a short paxos interval (the default makes the first start take 13 seconds), tcp_nodelay (without it every GET takes 49 ms).
ceph_write_config() {
  cat >"$CEPH_CONF" <<CONF
[global]
fsid = $ceph_cluster_id
run dir = $ceph_dir/run
admin socket = $ceph_dir/run/\$name.\$pid.asok
pid file = $ceph_dir/run/\$name.pid
log file = $ceph_dir/log/\$name.log
log to stderr = false
err to stderr = false
mon cluster log file = $ceph_dir/log/cluster.log
crash dir = $ceph_dir/run
keyring = $ceph_dir/keyring
ms bind ipv6 = false
ms bind port min = $(($(mon_port) + 10))
ms bind port max = $(($(mon_port) + 20))
public addr = 127.0.0.1
cluster addr = 127.0.0.1
mon initial members = a
mon host = v2:127.0.0.1:$(mon_port)
auth allow insecure global id reclaim = false
mon data avail warn = 1
mon data avail crit = 1
mon tick interval = 1
paxos propose interval = 0.02
paxos min wait = 0.01
mon allow pool size one = true
mon max pg per osd = 1000
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
[client]
admin socket =
log file = /dev/null
[mon.a]
mon data = $ceph_dir/mon/a
[osd]
osd data = $ceph_dir/osd
osd objectstore = bluestore
osd crush update on start = false
osd mon shutdown timeout = 1
bluestore block size = 17179869184
bluestore cache autotune = false
bluestore cache size = 134217728
[client.rgw.a]
log file = $ceph_dir/log/client.rgw.a.log
rgw data = $ceph_dir/rgw
rgw frontends = beast endpoint=127.0.0.1:$(s3_port) tcp_nodelay=1
rgw rados pool pg num min = 1
rgw thread pool size = 64
rgw run sync thread = false
rgw gc obj min wait = 30
rgw gc processor period = 10
rgw gc processor max time = 30
CONF
}
