# Sourced by the launcher and the benchmarks: how a process runs that computes with libtorch. Why: docs/engine.md.
# Sets the environment where it is not set yet, and the array libtorch_flags for Java.
#
# glibc keeps freed memory instead of giving it back between steps: page faults cost more than arithmetic.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-1} MALLOC_MMAP_MAX_=${MALLOC_MMAP_MAX_:-0}
export MALLOC_TRIM_THRESHOLD_=${MALLOC_TRIM_THRESHOLD_:-8589934592} MALLOC_TOP_PAD_=${MALLOC_TOP_PAD_:-33554432}
# Idle OpenMP threads sleep instead of spinning: OpenBLAS's own threads need their processors.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-PASSIVE}
# OpenBLAS's idle threads sleep after some 30 µs (2^16 cycles) instead of spinning for 30 ms on what others need.
export OPENBLAS_THREAD_TIMEOUT=${OPENBLAS_THREAD_TIMEOUT:-16}
# No accounting of native memory on each tensor, no freeing by the collector, no search for libraries.
libtorch_flags=(-Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dorg.bytedeco.javacpp.nopointergc=true -Dtbar.direct-start=true)
