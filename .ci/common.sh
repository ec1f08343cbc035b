# What ./run, ./test and .ci/run share: packages, building, saying things. Sourced, not run.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
assume_yes=no

# Two clones of one state compile once: ccache sees paths below the clone, not the clone's own.
export CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# packages_of GROUP…: the names in packages.txt.
packages_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' "$top/.ci/packages.txt"
  done
}

# missing_of PACKAGE…: those that are not installed.
missing_of() {
  local package
  for package in "$@"; do
    if [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
      printf '%s\n' "$package"
    fi
  done
}

# as_root COMMAND…: directly when we are root, else with sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

# Asks before sudo is used; root and --yes are not asked.
may_install() {
  if [ "$(id -u)" = 0 ] || [ "$assume_yes" = yes ]; then
    return 0
  fi
  [ -t 0 ] || fail "packages are missing and there is nobody to ask; use --yes or install them: apt-get install $*"
  local answer
  read -r -p "Install these with sudo? [y/N] " answer
  [[ $answer == [yY]* ]]
}

# need_packages GROUP…: installs what is missing.
need_packages() {
  local wanted=() missing=()
  command -v dpkg-query >/dev/null || fail "this script knows Debian packages only; .ci/packages.txt lists what is needed"
  mapfile -t wanted < <(packages_of "$@")
  mapfile -t missing < <(missing_of "${wanted[@]}")
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "Missing Debian packages: ${missing[*]}"
  may_install "${missing[@]}" || fail "not installed; do it yourself: apt-get install ${missing[*]}"
  as_root apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >/dev/null
}

# configure FOLDER OPTION…: only when something changes; quiet when it works.
configure() {
  local folder=$1
  shift
  mkdir -p "$folder"
  cmake -G Ninja -S "$top" -B "$folder" "$@" >"$folder/configure.log" 2>&1 || {
    tail -n 30 "$folder/configure.log" >&2
    fail "cmake failed; the whole story is in $folder/configure.log"
  }
}

# build FOLDER TARGET…
build() {
  local folder=$1
  shift
  ninja -C "$folder" -j "$(nproc)" "$@"
}

# run_tests FOLDER OPTION…: ctest; what failed is said once more at the end, and kept for whoever ends with a summary.
run_tests() {
  local folder=$1 kept=$1/what-failed.txt
  shift
  rm -f "$kept"
  ctest --test-dir "$folder" --output-on-failure --no-tests=error "$@" && return 0
  say "--- what failed, from $folder/Testing/Temporary/LastTest.log:"
  grep -E '^\[  FAILED  \]|: Failure$|(SUMMARY|WARNING|ERROR): .*Sanitizer|runtime error:' \
    "$folder/Testing/Temporary/LastTest.log" | awk '!seen[$0]++' | head -n 40 | tee "$kept"
  return 1
}
