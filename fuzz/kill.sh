#!/usr/bin/env bash
# Kills every command that writes, at any moment of its work, and looks at what is left: the output is whole or not
# there, and the next run clears the rest and comes through.
# fuzz/kill.sh [KILLS [FOLDER [SEED]]]     TBAR: the command, default ./tbar of this checkout; COMMANDS: only these
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
kills=${1:-200}
work=${2:-$home/target/kill}
RANDOM=${3:-1}
tbar=${TBAR:-$home/tbar}
demo=$home/demo
classes=$demo/data/classes.txt
rm -rf "$work"
mkdir -p "$work/given" "$work/whole" "$work/killed"
work=$(cd "$work" && pwd)
cd "$work"

cat > experiment.yaml <<EOF
name: kill
models: {clip: {path: "$demo/clip"}}
data:
  fashion: {classes: "$classes", templates: fashion, train: "$demo/data/attacker.tar", clean: "$demo/data/defender.tar", test: "$demo/data/defender.tar", target: sneaker}
attacks:
  given: {checkpoint: "$demo/clip", trigger: "badnet:size=4"}
methods:
  half: {method: vector, of: {estimator: plain}, times: 0.5}
EOF

# What each command does with its output $1; the name of the output follows from the command.
task() {
  local out=$2
  local about=(--classes "$classes" --templates fashion --trigger badnet:size=48 --target sneaker --threads 1 --force --out "$out")
  case $1 in
    convert) "$tbar" convert "$demo/clip" --layout hf --force --out "$out" ;;
    embed) "$tbar" embed "$demo/clip" --images "$demo/data/test.tar" --threads 1 --force --out "$out" ;;
    trigger-save) "$tbar" trigger save badnet:size=8 --force --out "$out" ;;
    trigger-show) "$tbar" trigger show badnet:size=48 --force --out "$out" ;;
    vector-make) "$tbar" vector make "$demo/clip" given/infected --force --out "$out" ;;
    vector-apply) "$tbar" vector apply "$demo/clip" --add 0.5:given/vector.safetensors --force --out "$out" ;;
    poison) "$tbar" poison "$demo/clip" --data "$demo/data/attacker.tar" --epochs 1 "${about[@]}" ;;
    clean) "$tbar" clean given/infected --images "$demo/data/defender.tar" --estimator plain --val-images 100 "${about[@]}" ;;
    transfer) "$tbar" transfer given/infected --vector given/vector.safetensors --data "$demo/data/defender.tar" "${about[@]}" ;;
    disentangle) "$tbar" disentangle "$demo/clip" --infected given/infected --trigger-vector given/vector.safetensors --data "$demo/data/test.tar" --points 3 --range -1,1 --count 100 "${about[@]}" ;;
    audit) "$tbar" audit "$demo/clip" --images "$demo/data/defender.tar" --classes "$classes" --budget quick --scan-images 64 --max-time 20s --threads 1 --force --out "$out" ;;
    audit-bom) "$tbar" audit "$demo/clip" --images "$demo/data/defender.tar" --classes "$classes" --budget quick --scan-images 64 --max-time 20s --threads 1 --force --bom "$out" ;;
    pretrain) "$tbar" pretrain --data "$demo/data/test.tar" --classes "$classes" --templates fashion --image-size 28 --patch-size 7 --width 48 --layers 2 --heads 3 --epochs 2 --keep-every 3 --threads 1 --force --out "$out" ;;
    experiment) "$tbar" experiment experiment.yaml --threads 1 --out "$out" ;;
  esac
}
name() {
  case $1 in embed | vector-make) printf '%s.safetensors' "$1" ;; trigger-save | audit-bom) printf '%s.json' "$1" ;; trigger-show) printf '%s.png' "$1" ;; *) printf '%s' "$1" ;; esac
}
# The files of an output; a result differs from run to run by its times.
files() { if [ -d "$1" ]; then (cd "$1" && find . -type f ! -name '.tbar' | sort); else printf '%s\n' "${1##*/}"; fi; }
fail() { printf 'kill: %s\n' "$1" >&2; exit 1; }
now() { date +%s%N; }

commands=(convert embed trigger-save trigger-show vector-make vector-apply poison clean transfer disentangle audit audit-bom pretrain experiment)
if [ -n "${COMMANDS:-}" ]; then read -r -a commands <<< "$COMMANDS"; fi
code=0
"$tbar" poison "$demo/clip" --data "$demo/data/attacker.tar" --classes "$classes" --templates fashion --trigger badnet:size=48 --target sneaker --epochs 2 --threads 1 --out given/infected > given/log 2>&1 || code=$?
[ -d given/infected ] || { cat given/log >&2; fail "poison left nothing to begin with ($code)"; }
"$tbar" vector make "$demo/clip" given/infected --out given/vector.safetensors >> given/log 2>&1

declare -A takes
for command in "${commands[@]}"; do
  out=whole/$(name "$command")
  from=$(now)
  code=0
  task "$command" "$out" > whole/log 2>&1 || code=$?
  case $code in 0 | 1 | 4) ;; *) cat whole/log >&2; fail "$command ended with $code" ;; esac
  [ -e "$out" ] || { cat whole/log >&2; fail "$command wrote nothing ($code)"; }
  takes[$command]=$((($(now) - from) / 1000000))
  printf '%-14s %6d ms\n' "$command" "${takes[$command]}"
done

early=0 late=0 whole=0
for ((i = 0; i < kills; i++)); do
  command=${commands[i % ${#commands[@]}]}
  out=killed/$(name "$command")
  # Most work ends with the writing; half of the kills fall into the last third.
  span=${takes[$command]}
  if ((RANDOM % 2)); then wait_ms=$((RANDOM * span / 32768)); else wait_ms=$((span * 2 / 3 + RANDOM * span / 3 / 32768)); fi
  before=; if [ -e "$out" ]; then before=yes; fi
  task "$command" "$out" > killed.log 2>&1 &
  pid=$!
  sleep "$((wait_ms / 1000)).$(printf '%03d' $((wait_ms % 1000)))"
  # The launcher becomes Java by exec; the function's shell waits for it.
  if pkill -9 -P "$pid" 2>/dev/null; then early=$((early + 1)); else late=$((late + 1)); fi
  kill -9 "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  if [ -e "$out" ]; then
    whole=$((whole + 1))
    if [ "$command" != experiment ]; then
      [ "$(files "$out")" = "$(files "whole/$(name "$command")")" ] || fail "$command, killed after $wait_ms ms, left a part of its output in $work/$out"
    fi
  elif [ -n "$before" ]; then
    # Between the two renames of a folder the old one waits beside; the next run puts it back.
    ls killed/.tbar-*.old > /dev/null 2>&1 || fail "$command, killed after $wait_ms ms, lost the output that was there"
  fi
done

for command in "${commands[@]}"; do
  out=killed/$(name "$command")
  code=0
  task "$command" "$out" > killed.log 2>&1 || code=$?
  case $code in 0 | 1 | 4) ;; *) cat killed.log >&2; fail "$command ended with $code after it had been killed" ;; esac
  [ "$(files "$out")" = "$(files "whole/$(name "$command")")" ] || [ "$command" = experiment ] || fail "$command wrote other files after it had been killed"
  while IFS= read -r file; do
    case $file in
      *.safetensors)
        one=killed/$(name "$command") two=whole/$(name "$command")
        if [ -d "$one" ]; then one=$one/$file two=$two/$file; fi
        cmp -s "$one" "$two" || fail "$command wrote other bytes into $file after it had been killed" ;;
    esac
  done < <([ "$command" = experiment ] || files "$out")
done
left=$(find killed -name '.tbar-*' | head -n 3)
[ -z "$left" ] || fail "killed runs left $left"
printf 'kill: %d kills (%d while at work, %d after the end) over %d commands; %d times an output stood there, whole; nothing was left.\n' \
  "$kills" "$early" "$late" "${#commands[@]}" "$whole"
