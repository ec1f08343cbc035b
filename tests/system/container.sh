# A throwaway root with a real systemd in it: nspawn over an overlay of this machine's root. Nothing is downloaded,
# nothing of the machine is changed. Sourced by the tests beside it, not run.
#
#   make_root            sets $root, or ends 77 with the reason when this machine does not allow it
#   boot_root SCRIPT     runs SCRIPT inside, as root, when the system is up; it may call
#                          expect NAME WANTED GOT   one line of the answer, "good: NAME" or "BAD: NAME: …"
#                          pid                      of claimwatchd's main process
#                        and ends 0 when every line was good, else 1 with the journal
# shellcheck shell=bash

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

clean() {
  umount "$work/root" 2>/dev/null || true
  umount "$work/layer" 2>/dev/null || true
  rm -rf "$work"
}

make_root() {
  work=$(mktemp -d)
  trap clean EXIT
  [ "$(id -u)" = 0 ] || skip "needs root"
  command -v systemd-nspawn >/dev/null || skip "systemd-nspawn is not installed (systemd-container)"
  mkdir "$work/root" "$work/layer"
  mount -t tmpfs -o size=3g tmpfs "$work/layer" 2>/dev/null || skip "cannot mount"
  mkdir "$work/layer/upper" "$work/layer/work"
  mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/upper,workdir=$work/layer/work" "$work/root" 2>/dev/null ||
    skip "cannot mount an overlay"
  root=$work/root
}

boot_root() {
  {
    cat <<'INSIDE'
expect() { # NAME WANTED GOT
  if [ "$2" = "$3" ]; then echo "good: $1"; else echo "BAD: $1: wanted '$2', got '$3'"; fi
}
pid() { systemctl show -p MainPID --value claimwatchd; }
INSIDE
    printf '%s\n' "$1"
    cat <<'INSIDE'
expect "all was run" yes yes
journalctl --no-pager -u claimwatchd -n 60 >/opt/journal
systemctl poweroff --force
INSIDE
  } >"$root/opt/inside.sh"
  printf '[Unit]\nRequires=basic.target\nAfter=basic.target\nWants=cwinside.service\n' >"$root/etc/systemd/system/cwtest.target"
  printf '[Unit]\nAfter=basic.target\n[Service]\nExecStart=/bin/sh -c "/bin/bash /opt/inside.sh > /opt/result 2>&1"\n' \
    >"$root/etc/systemd/system/cwinside.service"

  # shellcheck disable=SC2016  # $1 is the inner shell's
  timeout -k 5 240 unshare -m env SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 sh -c '
  mount -t tmpfs tmpfs /run && mkdir -p /run/systemd &&
    exec systemd-nspawn -q -D "$1" --keep-unit --register=no --private-network --capability=all \
      --system-call-filter=bpf --boot -- systemd.unit=cwtest.target </dev/null' sh "$root" >"$work/boot.log" 2>&1 || true

  [ -s "$root/opt/result" ] || {
    tail -n 5 "$work/boot.log"
    skip "systemd did not come up in the container"
  }
  grep -E '^(good|BAD|measured): ' "$root/opt/result"
  if grep -q '^BAD' "$root/opt/result" || ! grep -q '^good: all was run' "$root/opt/result"; then
    cat "$root/opt/result" "$root/opt/journal" 2>/dev/null
    exit 1
  fi
}
