#!/usr/bin/env bash
# Installs a build into a throwaway root and runs the unit there under a real systemd (nspawn over an overlay of this
# machine's root; nothing is downloaded, nothing of the machine is changed): under_systemd.sh BUILD_FOLDER
#
# Ends 0 when everything held, 1 when something did not, 77 with the reason when this machine does not allow it.
set -euo pipefail
build=$(cd "$1" && pwd)
work=$(mktemp -d)

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

clean() {
  umount "$work/root" 2>/dev/null || true
  umount "$work/layer" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

[ "$(id -u)" = 0 ] || skip "needs root"
command -v systemd-nspawn >/dev/null || skip "systemd-nspawn is not installed (systemd-container)"
mkdir "$work/root" "$work/layer"
mount -t tmpfs -o size=3g tmpfs "$work/layer" 2>/dev/null || skip "cannot mount"
mkdir "$work/layer/upper" "$work/layer/work"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/layer/upper,workdir=$work/layer/work" "$work/root" 2>/dev/null ||
  skip "cannot mount an overlay"
root=$work/root
DESTDIR=$root cmake --install "$build" >"$work/install.log" || {
  cat "$work/install.log"
  exit 1
}

cat >"$root/opt/inside.sh" <<'INSIDE'
expect() { # NAME WANTED GOT
  if [ "$2" = "$3" ]; then echo "good: $1"; else echo "BAD: $1: wanted '$2', got '$3'"; fi
}
pid() { systemctl show -p MainPID --value claimwatchd; }
# back_as_another PID: waits for a start after that one, at most a minute.
back_as_another() {
  for _ in $(seq 120); do
    [ "$(systemctl is-active claimwatchd)" = active ] && [ "$(pid)" != "$1" ] && return 0
    sleep 0.5
  done
  systemctl status --no-pager claimwatchd
}
systemd-sysusers
systemd-tmpfiles --create claimwatch.conf
systemctl daemon-reload
systemctl start claimwatchd
expect "it starts and says that it is ready" active "$(systemctl is-active claimwatchd)"
expect "the command line reads the store beside it" 0 "$(claimwatch status >/dev/null 2>&1; echo $?)"
expect "the log is closed to others" 640 "$(stat -c %a /var/log/claimwatch/alerts.jsonl)"
mv /var/log/claimwatch/alerts.jsonl /var/log/claimwatch/alerts.jsonl.1
systemctl reload claimwatchd
expect "a good configuration is taken over" 0 $?
sleep 1
expect "a rotated log is opened anew" yes "$([ -e /var/log/claimwatch/alerts.jsonl ] && echo yes)"
printf '[fetch]\ntimeot = "1s"\n' >/etc/claimwatch/conf.d/bad.toml
systemctl reload claimwatchd 2>/dev/null
expect "a bad configuration is refused" 1 $?
expect "and the old one goes on" active "$(systemctl is-active claimwatchd)"
before=$(pid)
kill -9 "$before"
for _ in $(seq 60); do [ "$(systemctl is-failed claimwatchd)" = failed ] && break; sleep 0.5; done
expect "a bad configuration is not tried again and again" 78 "$(systemctl show -p ExecMainStatus --value claimwatchd)"
rm /etc/claimwatch/conf.d/bad.toml
systemctl reset-failed claimwatchd
systemctl start claimwatchd
before=$(pid)
kill -9 "$before"
back_as_another "$before"
expect "it is back after kill -9" active "$(systemctl is-active claimwatchd)"
before=$(pid)
[ "$before" -gt 0 ] && kill -STOP "$before" && sleep 5 && back_as_another "$before"
expect "the watchdog restarts it when it hangs" active "$(systemctl is-active claimwatchd)"
systemctl stop claimwatchd
expect "it stops in peace" success "$(systemctl show -p Result --value claimwatchd)"
expect "all was run" yes yes
journalctl --no-pager -u claimwatchd -n 60 >/opt/journal
systemctl poweroff --force
INSIDE
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
grep -E '^(good|BAD): ' "$root/opt/result"
if grep -q '^BAD' "$root/opt/result" || ! grep -q '^good: all was run' "$root/opt/result"; then
  cat "$root/opt/result" "$root/opt/journal" 2>/dev/null
  exit 1
fi
