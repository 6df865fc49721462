# Does what the image postgres:17 does at its start, as far as docker-compose.yml asks for it.
set -eu
data=/var/lib/postgresql/data
run() { setpriv --reuid=999 --regid=999 --clear-groups "$@"; }
mkdir -p "$data"
chown 999:999 "$data"
chmod 700 "$data"
if [ ! -e "$data/PG_VERSION" ]; then
  echo "$POSTGRES_PASSWORD" > /tmp/password
  chmod 644 /tmp/password
  run initdb --pgdata="$data" --username=postgres --auth-local=trust --auth-host=scram-sha-256 --pwfile=/tmp/password $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
fi
[ "$1" = postgres ] && shift
exec setpriv --reuid=999 --regid=999 --clear-groups postgres -D "$data" -c 'listen_addresses=*' -c unix_socket_directories= "$@"
