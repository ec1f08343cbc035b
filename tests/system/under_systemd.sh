#!/usr/bin/env bash
# Installs a build into a throwaway root and runs the unit there under a real systemd: under_systemd.sh BUILD_FOLDER
#
# Ends 0 when everything held, 1 when something did not, 77 with the reason when this machine does not allow it.
set -euo pipefail
# shellcheck source=tests/system/container.sh
source "$(dirname "${BASH_SOURCE[0]}")/container.sh"
build=$(cd "$1" && pwd)
make_root
DESTDIR=$root cmake --install "$build" >"$work/install.log" || {
  cat "$work/install.log"
  exit 1
}
cp "$(dirname "${BASH_SOURCE[0]}")/../plugin/shouting.py" "$root/opt/"

boot_root "$(
  cat <<'INSIDE'
# back_as_another PID: waits for a start after that one, at most a minute.
back_as_another() {
  local here
  for _ in $(seq 600); do
    here=$(pid) # 0 while it is between two lives
    [ "$(systemctl is-active claimwatchd)" = active ] && [ "$here" -gt 0 ] && [ "$here" != "$1" ] && return 0
    sleep 0.1
  done
  systemctl status --no-pager claimwatchd
}
now() { date +%s%3N; }
# measured WHAT SINCE MOST: milliseconds since then, and whether they are few enough.
measured() {
  local took=$(($(now) - $2))
  echo "measured: $1: $took ms"
  expect "$1 within $3 ms" yes "$([ "$took" -le "$3" ] && echo yes || echo "$took ms")"
}
systemd-sysusers
systemd-tmpfiles --create claimwatch.conf
systemctl daemon-reload
since=$(now)
systemctl start claimwatchd
expect "it starts and says that it is ready" active "$(systemctl is-active claimwatchd)"
measured "ready" "$since" 5000
child=$(pgrep -P "$(pid)" -f -- --child=parse)
filters() { sed -n 's/^Seccomp_filters:[[:space:]]*//p' "/proc/$1/status"; }
expect "a child of its own reads pages" 1 "$(printf '%s\n' "$child" | grep -c .)"
expect "which is locked in further than the daemon" yes "$([ "$(filters "$child")" -gt "$(filters "$(pid)")" ] && echo yes)"
expect "the daemon answers over its socket" true "$(claimwatch status --json | python3 -c 'import json,sys; print(str(json.load(sys.stdin)["daemon"]["pid"] > 0).lower())')"
expect "the socket is for its group" "660 claimwatch" "$(stat -c '%a %G' /run/claimwatch/claimwatch.sock)"
expect "a stranger may not ask" no "$(setpriv --reuid 65534 --regid 65534 --clear-groups claimwatch status >/dev/null 2>&1 && echo yes || echo no)"
expect "a member may ask" 0 "$(setpriv --reuid 65534 --regid claimwatch --clear-groups claimwatch status >/dev/null 2>&1; echo $?)"
expect "but gives no orders" 2 "$(setpriv --reuid 65534 --regid claimwatch --clear-groups claimwatch reload >/dev/null 2>&1; echo $?)"
expect "the store beside it can be read" 0 "$(claimwatch articles --state-dir /var/lib/claimwatch >/dev/null 2>&1; echo $?)"
expect "the log is closed to others" 640 "$(stat -c %a /var/log/claimwatch/alerts.jsonl)"
mv /var/log/claimwatch/alerts.jsonl /var/log/claimwatch/alerts.jsonl.1
since=$(now)
systemctl reload claimwatchd
expect "a good configuration is taken over" 0 $?
measured "reload" "$since" 10000
expect "and counted" 1 "$(claimwatch status --metrics | awk '$1 == "claimwatch_config_reloads_total" {print $2}')"
sleep 1
expect "a rotated log is opened anew" yes "$([ -e /var/log/claimwatch/alerts.jsonl ] && echo yes)"
printf '[fetch]\ntimeot = "1s"\n' >/etc/claimwatch/conf.d/bad.toml
systemctl reload claimwatchd 2>/dev/null
expect "a bad configuration is refused" 1 $?
expect "and the old one goes on" active "$(systemctl is-active claimwatchd)"
expect "with its errors for who asks" 3 "$(claimwatch reload >/opt/reload.out 2>&1; echo $?)"
expect "each with its line" yes "$(grep -q 'bad.toml:2:1' /opt/reload.out && echo yes)"
expect "the doctor sees it" 1 "$(claimwatch doctor --quiet >/dev/null 2>&1; echo $?)"
before=$(pid)
kill -9 "$before"
for _ in $(seq 60); do [ "$(systemctl is-failed claimwatchd)" = failed ] && break; sleep 0.5; done
expect "a bad configuration is not tried again and again" 78 "$(systemctl show -p ExecMainStatus --value claimwatchd)"
rm /etc/claimwatch/conf.d/bad.toml
systemctl reset-failed claimwatchd
systemctl start claimwatchd
before=$(pid)
since=$(now)
kill -9 "$before"
back_as_another "$before"
expect "it is back after kill -9" active "$(systemctl is-active claimwatchd)"
measured "back after kill -9" "$since" 5000
expect "and answers" 0 "$(claimwatch status >/dev/null 2>&1; echo $?)"
before=$(pid)
since=$(now)
[ "$before" -gt 0 ] && kill -STOP "$before" && sleep 5 && back_as_another "$before"
expect "the watchdog restarts it when it hangs" active "$(systemctl is-active claimwatchd)"
measured "back after a hang" "$since" 45000
# A program as a plugin wants to be reachable inside the unit's root, with what it is run by (docs/plugins.md).
mkdir -p /usr/local/lib/claimwatch /etc/systemd/system/claimwatchd.service.d
install -m 755 /opt/shouting.py /usr/local/lib/claimwatch/
printf '[Service]\nExecPaths=/usr/local/lib/claimwatch %s\n' "$(readlink -f /usr/bin/python3)" \
  >/etc/systemd/system/claimwatchd.service.d/plugin.conf
printf '[[plugin]]\nname = "shouting"\nstage = "analyzer"\ncommand = ["/usr/local/lib/claimwatch/shouting.py"]\n' \
  >/etc/claimwatch/conf.d/plugin.toml
systemctl daemon-reload
systemctl restart claimwatchd
expect "a plugin that is a program starts inside it" active "$(systemctl is-active claimwatchd)"
expect "with a process of its own" 1 "$(pgrep -P "$(pid)" -fc shouting.py)"
since=$(now)
systemctl stop claimwatchd
expect "no child is left when it stops" 0 "$(pgrep -fc -- '--child=parse|shouting.py')"
expect "it stops in peace" success "$(systemctl show -p Result --value claimwatchd)"
measured "stop" "$since" 5000
expect "its socket goes with it" no "$([ -e /run/claimwatch/claimwatch.sock ] && echo yes || echo no)"
claimwatch status >/dev/null 2>&1
expect "asking does not start it" inactive "$(systemctl is-active claimwatchd)"
INSIDE
)"
