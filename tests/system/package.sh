#!/usr/bin/env bash
# Installs, upgrades, removes and purges the Debian package in a throwaway root under a real systemd: package.sh DEB
#
# Ends 0 when everything held, 1 when something did not, 77 with the reason when this machine does not allow it.
set -euo pipefail
# shellcheck source=tests/system/container.sh
source "$(dirname "${BASH_SOURCE[0]}")/container.sh"
deb=$(realpath "$1")
make_root
cp "$deb" "$root/opt/claimwatch.deb"

boot_root "$(
  cat <<'INSIDE'
dpkg -i /opt/claimwatch.deb
expect "installing starts the service" active "$(systemctl is-active claimwatchd)"
expect "and enables it" enabled "$(systemctl is-enabled claimwatchd)"
expect "the command line reads the store" 0 "$(claimwatch status >/dev/null 2>&1; echo $?)"
expect "the manual page is found" 0 "$(man -w claimwatch >/dev/null 2>&1; echo $?)"
for _ in $(seq 60); do [ -e /var/lib/claimwatch/db/CURRENT ] && break; sleep 0.5; done
identity=$(stat -c %i /var/lib/claimwatch/db/IDENTITY)
before=$(pid)
echo '# mine' >>/etc/claimwatch/claimwatch.toml
dpkg -i /opt/claimwatch.deb
expect "an upgrade starts the new program" yes "$([ "$(pid)" != "$before" ] && echo yes)"
expect "it runs" active "$(systemctl is-active claimwatchd)"
expect "it keeps the store" "$identity" "$(stat -c %i /var/lib/claimwatch/db/IDENTITY)"
expect "it keeps an edited configuration" "# mine" "$(tail -n 1 /etc/claimwatch/claimwatch.toml)"
systemctl stop claimwatchd
dpkg -i /opt/claimwatch.deb
expect "an upgrade leaves alone what somebody stopped" inactive "$(systemctl is-active claimwatchd)"
dpkg -r claimwatch
dpkg -i /opt/claimwatch.deb
expect "removed and installed again it is enabled as it was" enabled "$(systemctl is-enabled claimwatchd)"
expect "and runs" active "$(systemctl is-active claimwatchd)"
dpkg -r claimwatch
expect "removing stops the service" inactive "$(systemctl is-active claimwatchd)"
expect "it keeps the store for whoever needs it" "$identity" "$(stat -c %i /var/lib/claimwatch/db/IDENTITY)"
expect "it leaves no empty folders of the program" no "$([ -e /usr/lib/claimwatch ] && echo yes || echo no)"
dpkg -P claimwatch
for folder in /var/lib/claimwatch /var/log/claimwatch /etc/claimwatch; do
  expect "purging leaves no $folder" no "$([ -e $folder ] && echo yes || echo no)"
done
INSIDE
)"
