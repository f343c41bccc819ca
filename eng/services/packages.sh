# The Debian packages. postgresql-15 and the others are Debian 12's own.

PACKAGES="clamav-daemon clamav-testfiles clamdscan postgresql-15 redis-server radosgw ceph-mon ceph-osd ceph-common chromium curl strace"

install_packages() {
  local missing
  missing=$(missing_packages)
  [ -n "$missing" ] || return 0
  [ "$(id -u)" = 0 ] || die "run as root: these packages are missing: $missing"

  say "installing $missing"
  keep_packages_from_starting_daemons
  # A new machine has no package lists, an old one may have lists that name packages which are gone.
  # shellcheck disable=SC2086
  if ! apt_get install $missing; then
    apt_get update || die "apt-get update failed: $(tail -n 5 "$apt_log")"
    apt_get install $missing || die "apt-get install failed: $(tail -n 20 "$apt_log")"
  fi
  allow_daemons_again

  missing=$(missing_packages)
  [ -z "$missing" ] || die "still missing after the installation: $missing"
}

missing_packages() {
  local package missing=
  for package in $PACKAGES; do
    case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null || true) in
      ii*) ;;
      *) missing="$missing $package" ;;
    esac
  done
  echo "${missing# }"
}

apt_log=${TMPDIR:-/tmp}/attachments-services-apt.log

apt_get() {
  local verb=$1
  shift
  local options=()
  [ "$verb" != install ] || options=(--no-install-recommends)
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$verb" -y -q "${options[@]}" "$@" \
    </dev/null >"$apt_log" 2>&1
}

# Debian's packages start their daemons and make a database cluster of their own; this script runs its own instead.
keep_packages_from_starting_daemons() {
  made_policy=
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
    made_policy=1
    trap allow_daemons_again EXIT
  fi
  if ! dpkg -s postgresql-common >/dev/null 2>&1; then
    mkdir -p /etc/postgresql-common/createcluster.d
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/no-main.conf
  fi
}

allow_daemons_again() { [ -z "${made_policy:-}" ] || rm -f /usr/sbin/policy-rc.d; }
