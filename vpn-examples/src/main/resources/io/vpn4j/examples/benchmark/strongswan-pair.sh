# Two charons on the loopback interface of a network namespace of their own, one with the ports 500
# and 4500, one with 510 and 4510. One gets COUNT connections that start themselves; printed are the
# seconds from loading them until all have their Child SA, and the CPU seconds of both meanwhile.
#
# To be run as root by: unshare --net --mount --propagation private --pid --fork --kill-child
# --mount-proc bash -c SCRIPT name PROPOSAL COUNT. Nothing of it outlives that command.
set -euo pipefail
proposal=$1 count=$2
state=/mnt
mount -t tmpfs none $state
ip link set lo up

charon() { # SIDE IKE-PORT NAT-T-PORT
  mkdir -p $state/$1/run $state/$1/swanctl
  cat >$state/$1/strongswan.conf <<CONF
charon {
  load = aesni openssl random drbg nonce aes sha1 sha2 hmac kdf gmp curve25519 gcm kernel-libipsec kernel-netlink socket-default vici
  port = $2
  port_nat_t = $3
  threads = 16
  install_routes = no
  # As many SAs as there are connections, all from one address, and no cookies.
  reuse_ikesa = no
  dos_protection = no
  filelog {
    log {
      path = $state/$1/log
      default = 0
    }
  }
  plugins {
    vici {
      socket = unix://$state/$1/vici
    }
  }
}
swanctl {
  load = random openssl
}
CONF
  # charon.pid is compiled in to be in /run.
  STRONGSWAN_CONF=$state/$1/strongswan.conf unshare --mount --propagation private \
    bash -c "mount --bind $state/$1/run /run && exec /usr/lib/ipsec/charon" >$state/$1/out 2>&1 &
  for _ in $(seq 100); do
    if [ -S $state/$1/vici ]; then return; fi
    sleep 0.1
  done
  cat $state/$1/out $state/$1/log
  echo "charon did not start"
  exit 1
}

cpu_ticks() { # user and system, of both
  for pid in $(pidof charon); do cat "/proc/$pid/stat"; done |
    awk '{ sub(/.*\) /, ""); ticks += $12 + $13 } END { print ticks }'
}

control() { # SIDE SWANCTL-ARGUMENTS
  SWANCTL_DIR=$state/$1/swanctl STRONGSWAN_CONF=$state/$1/strongswan.conf \
    swanctl "$2" --uri unix://$state/$1/vici "${@:3}" 2>/dev/null
}

connection() { # NAME LOCAL LOCAL-PORT REMOTE REMOTE-PORT START-ACTION
  cat <<CONF
  $1 {
    version = 2
    local_addrs = $2
    local_port = $3
    remote_addrs = $4
    remote_port = $5
    proposals = $proposal
    unique = never
    mobike = no
    encap = yes
    local {
      auth = psk
      id = $2
    }
    remote {
      auth = psk
      id = $4
    }
    children {
      child {
        esp_proposals = aes256gcm16
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        start_action = $6
      }
    }
  }
CONF
}

secret='secrets { ike { secret = "example_Key.1" } }'
charon left 500 4500
charon right 510 4510
{
  echo "connections {"
  connection peer 127.0.0.2 4510 127.0.0.1 4500 none
  echo "}"
  echo "$secret"
} >$state/right/all
{
  echo "connections {"
  for i in $(seq "$count"); do connection "c$i" 127.0.0.1 4500 127.0.0.2 4510 start; done
  echo "}"
} >$state/left/connections
echo "$secret" >$state/left/secrets
control right --load-all --file $state/right/all >/dev/null
control left --load-creds --file $state/left/secrets >/dev/null

ticks=$(cpu_ticks)
started=$(date +%s.%N)
control left --load-conns --file $state/left/connections >/dev/null
for _ in $(seq 600); do
  ended=$(date +%s.%N)
  if control right --stats | grep -q "IKE_SAs: $count total, 0 half-open"; then
    awk -v a="$started" -v b="$ended" -v c="$ticks" -v d="$(cpu_ticks)" -v hz="$(getconf CLK_TCK)" \
      'BEGIN { print b - a, (d - c) / hz }'
    exit
  fi
  sleep 0.02
done
control right --stats | grep IKE_SAs
exit 1
