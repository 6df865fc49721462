# Does what the image postgres:17 does at its start, as far as it is asked for here.
set -eu
data=${PGDATA:=/var/lib/postgresql/data}
if [ "$EUID" = 0 ]; then
  mkdir -p "$data"
  chown 999:999 "$data"
  exec setpriv --reuid=999 --regid=999 --clear-groups bash "$0" "$@"
fi
if [ ! -e "$data/PG_VERSION" ]; then
  initdb --pgdata="$data" --username=postgres --auth-local=trust --auth-host=scram-sha-256 --pwfile=<(echo "$POSTGRES_PASSWORD") ${POSTGRES_INITDB_ARGS:-}
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
fi
[ "${1:-}" = postgres ] && shift
exec postgres -D "$data" -c 'listen_addresses=*' -c unix_socket_directories= "$@"
