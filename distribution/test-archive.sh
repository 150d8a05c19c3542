#!/usr/bin/env bash
# Unpacks the archives of this platform as a user would, into an empty folder, with an empty home, no Java on the PATH
# and, where that is permitted, no network; runs inspect, demo and audit; checks every archive against its checksum.
# test-archive.sh FOLDER VERSION
set -euo pipefail
archives=$(cd "$1" && pwd)
version=$2
fail() { printf 'test-archive: %s\n' "$1" >&2; exit 1; }

(cd "$archives" && sha256sum --check --quiet SHA256SUMS) || fail "a checksum does not fit"
for name in linux-x86_64.tar.gz linux-x86_64.zip linux-x86_64-openblas.tar.gz macosx-arm64.tar.gz macosx-arm64.zip \
  windows-x86_64.tar.gz windows-x86_64.zip; do
  grep -q "  tbar-$version-$name\$" "$archives/SHA256SUMS" || fail "tbar-$version-$name has no checksum"
done
grep -q "  tbar-$version-sbom.json\$" "$archives/SHA256SUMS" || fail "the SBOM has no checksum"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/home" "$place/tools" "$place/work"
# Every tool but Java.
for tool in /bin/* /usr/bin/*; do
  case ${tool##*/} in java | javac | javaw | jar | jlink | mvn) ;; *) ln -sf "$tool" "$place/tools/${tool##*/}" ;; esac
done
alone=()
if unshare -rn true 2>/dev/null; then
  alone=(unshare -rn)
else
  printf 'test-archive: no network namespace is permitted here; the runs below had a network.\n'
fi
tbar() {
  (cd "$place/work" && "${alone[@]}" env -i PATH="$place/tools" HOME="$place/home" "$place/$archive/tbar-$version/tbar" "$@")
}
unpack() {
  archive=$1
  mkdir "$place/$archive"
  case $1 in
    *.zip) (cd "$place/$archive" && jar_unzip "$archives/$1") ;;
    *) tar -xzf "$archives/$1" -C "$place/$archive" ;;
  esac
}
jar_unzip() { if command -v unzip >/dev/null; then unzip -q "$1"; else python3 -c 'import sys,shutil; shutil.unpack_archive(sys.argv[1], ".")' "$1" && chmod +x tbar-*/tbar tbar-*/runtime/bin/* tbar-*/runtime/lib/jspawnhelper; fi; }

unpack "tbar-$version-linux-x86_64.tar.gz"
home=$place/$archive/tbar-$version
# A runtime that leans on the libraries of one Linux distribution starts on no other.
foreign=$(find "$home/runtime" -name '*.so' -exec ldd {} + 2>/dev/null | sed -n 's/^[[:space:]]*\([^ ]*\) => \/.*/\1/p' |
  sort -u | grep -v -E '^(libc|libm|libdl|libpthread|librt|libz|libgcc_s)\.so|^lib(jvm|java|jli|jimage|net|nio|awt|awt_headless|freetype|verify|zip|mlib_image|lcms|javajpeg|fontmanager|management)\.so' || true)
[ -z "$foreign" ] || fail "the runtime needs of this system: $foreign; set tbar.runtime.jdk to a Temurin JDK"

tbar --version | grep -q "^tbar $version " || fail "--version does not tell $version"
tbar inspect "$home/demo/clip" --verify > "$place/inspect" || fail "inspect ended with $?"
grep -q -i 'openclip' "$place/inspect" || fail "inspect does not tell the layout"
code=0
tbar demo --threads 1 --out demo > "$place/demo" || code=$?
[ "$code" = 0 ] || { cat "$place/demo" >&2; fail "demo ended with $code"; }
[ -s "$place/work/demo/cleaned/report.html" ] || fail "demo left no report"
code=0
tbar audit "$home/demo/clip" --images "$home/demo/data/defender.tar" --classes "$home/demo/data/classes.txt" \
  --budget quick --scan-images 64 --threads 1 --format json --out audit > "$place/audit.json" || code=$?
case $code in 0 | 1 | 4) ;; *) fail "audit ended with $code" ;; esac
grep -q '"answer"' "$place/audit.json" || fail "audit gave no answer"
[ -s "$place/work/audit/report.html" ] || fail "audit left no report"

# The other Linux archives: the zip keeps what may be run, and without MKL libtorch computes as well.
for other in "tbar-$version-linux-x86_64.zip" "tbar-$version-linux-x86_64-openblas.tar.gz"; do
  rm -rf "${place:?}/$archive" "$place/home"; mkdir "$place/home"
  unpack "$other"
  home=$place/$archive/tbar-$version
  tbar embed "$home/demo/clip" --texts "$home/demo/data/classes.txt" --threads 1 --out "embed-$other.safetensors" > "$place/embed" 2>&1 ||
    { cat "$place/embed" >&2; fail "embed of $other ended with an error"; }
  [ -s "$place/work/embed-$other.safetensors" ] || fail "embed of $other wrote nothing"
done
cmp -s "$place/work/embed-tbar-$version-linux-x86_64.zip.safetensors" "$place/work/embed-tbar-$version-linux-x86_64-openblas.tar.gz.safetensors" ||
  printf 'test-archive: MKL and OpenBLAS round differently here, as expected.\n'

# What cannot run here: each has its launcher, its natives and the common jars, and no other platform's natives.
for platform in macosx-arm64 windows-x86_64; do
  tar -tzf "$archives/tbar-$version-$platform.tar.gz" > "$place/list"
  for need in tbar tbar.cmd app/natives.jar "app/tbar-cli-$version.jar" "app/lib/tbar-core-$version.jar" demo/data/classes.txt LICENSE; do
    grep -q -x "tbar-$version/$need" "$place/list" || fail "the archive of $platform lacks $need"
  done
  grep -q "app/lib/pytorch-.*-$platform.jar" "$place/list" || fail "the archive of $platform lacks its natives"
  if grep -q 'linux-x86_64' "$place/list"; then fail "the archive of $platform brings Linux natives"; fi
done
printf 'Download in MB:\n'; (cd "$archives" && du -m --apparent-size tbar-*.tar.gz tbar-*.zip)
printf 'test-archive: %s\n' "all archives are whole, and those of Linux run."
