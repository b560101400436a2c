#!/bin/sh
# Health check of a container: `sh alive.sh COMMAND...` runs COMMAND and ends as it does. The fifth miss in a row (or the
# one that PATIENCE says), about five minutes, kills the container's program, so that it is started again (THREATS Q05):
# of a container that is only unhealthy Docker says so and does nothing. MAIN and MISSES are for the test.
misses=${MISSES:-/tmp/misses}
if "$@"; then
    rm -f "$misses"
    exit 0
fi
echo missed >> "$misses"
if [ "$(wc -l < "$misses")" -ge "${PATIENCE:-5}" ]; then
    # The first child of the container's init.
    kill -s KILL "${MAIN:-$(cut -d ' ' -f 1 /proc/1/task/1/children)}"
fi
exit 1
