#!/usr/bin/env bash
# Makes the samples beside it, once: with bzip2 1.0, xz 5.4, lzip 1.23, zstd 1.5, ncompress 4.2 and GNU tar 1.34.
set -euo pipefail
samples=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$(mktemp -d)"

for line in $(seq 300); do echo "line $line of a report"; done >text
{ printf '\177ELF\2\1\1'; head -c 200 /dev/zero; } >program
head -c 67108864 /dev/zero >zeros
printf 'a program by its name' >a.exe
tar --owner=0 --group=0 --mtime=@0 -cf nested.tar text a.exe

for file in text program zeros nested.tar; do
  bzip2 -c $file >"$samples/$file.bz2"
  xz -c $file >"$samples/$file.xz"
  lzip -c $file >"$samples/$file.lz"
  zstd -q -c --stream-size=$(stat -c %s $file) <$file >"$samples/$file.zst"
  compress -c $file >"$samples/$file.Z" || true
done

xz -c --block-size=2048 text >"$samples/blocks.xz"
xz -c -9 -T1 text >"$samples/dictionary.xz"
xz -c -9 -T2 text >"$samples/dictionary-stated.xz"
xz -c --x86 --lzma2 text >"$samples/filtered.xz"
xz -c --check=none text >"$samples/check-none.xz"
xz -c --check=crc32 text >"$samples/check-crc32.xz"
xz -c --check=sha256 text >"$samples/check-sha256.xz"
zstd -q -c --no-check text >"$samples/plain.zst"
zstd -q -c --single-thread -19 --no-content-size <text >"$samples/window.zst"
for number in $(seq 50); do cat text; echo $number; done >words
zstd -q --train -o dictionary --maxdict=4096 -B512 words
zstd -q -c -D dictionary text >"$samples/dictionary.zst"
for number in $(seq 300); do cat "$samples/text.xz"; done | xz -c >"$samples/xz-in-xz.xz"
