#!/usr/bin/env bash
# An experiment on Slurm: an array of equal jobs that share a store, and one that writes the tables.
#   sbatch examples/cluster/slurm.sh
# To change: --array (one less than the number of nodes; N below follows), cores, memory, time, and the four names.
#SBATCH --job-name=tbar
#SBATCH --array=0-7
#SBATCH --cpus-per-task=8
#SBATCH --mem=16G
#SBATCH --time=24:00:00
#SBATCH --requeue
set -euo pipefail
TBAR=${TBAR:-$HOME/tbar}                                   # the project, on a file system that all nodes see
FILE=${FILE:-$TBAR/experiments/single-task/full.yaml}
OUT=${OUT:-$HOME/runs/single-task}                         # as well on a file system that all nodes see
SETS=${SETS:---set DATA=$HOME/data --set CLIP=$HOME/clip}  # words for the file's variables

# Built before, on the login node: ./tbar --version. Nodes then never build and need no network.
export TBAR_BUILD=never
# libtorch is unpacked once a node, on its own disk.
export TBAR_CACHE=${TBAR_CACHE:-/tmp/tbar-$USER}

# shellcheck disable=SC2086  # SETS is a list of words
"$TBAR/tbar" experiment "$FILE" $SETS --out "$OUT" --threads "$SLURM_CPUS_PER_TASK" --quiet \
  --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"

# When the array has ended:  tbar experiment FILE --set ... --out OUT --merge
