# To be sourced: runs functions and commands side by side, JOBS at a time (one, where nothing is said).

# Runs its arguments once there is room; a failure of an earlier one ends the script.
beside() {
  while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-1}" ]; do wait -n; done
  "$@" &
}

# Waits for all, and fails where one did.
all_done() {
  local job
  for job in $(jobs -p); do wait "$job"; done
}
