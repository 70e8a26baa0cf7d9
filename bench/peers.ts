import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Chat servers of others that the product is compared with. */
export const PEERS = ['ejabberd', 'prosody'] as const;
export type Peer = (typeof PEERS)[number];

/** Where one of them keeps everything, and where it listens. */
export interface Place {
  folder: string;
  port: number;
}

interface How {
  /** The programs that must be there, of the Debian package of the peer's name. */
  programs: readonly string[];
  /** Configuration, by file name. */
  files: (place: Place) => Record<string, string>;
  command: (place: Place) => readonly [program: string, ...args: string[]];
  environment: (place: Place) => Record<string, string>;
}

/** Rooms with an archive, people without a password, no TLS, no brakes, no module that the comparison does not need. */
export const HOW: Record<Peer, How> = {
  ejabberd: {
    programs: ['erl', 'ejabberdctl'],
    files: ({ port }) => ({ 'ejabberd.yml': ejabberdConfig(port) }),
    // As ejabberdctl starts it, but without a name among Erlang nodes: no second process stays behind.
    command: ({ folder }) => [
      ...(['erl', '+K', 'true', '+P', '250000', '-noinput'] as const),
      ...['-mnesia', 'dir', JSON.stringify(join(folder, 'mnesia')), '-s', 'ejabberd'],
    ],
    environment: ({ folder }) => ({
      EJABBERD_CONFIG_PATH: join(folder, 'ejabberd.yml'),
      EJABBERD_LOG_PATH: join(folder, 'ejabberd.log'),
      ERL_CRASH_DUMP: join(folder, 'crash.dump'),
      ERL_LIBS: ejabberdLibraries(),
      ERL_MAX_PORTS: '32000',
    }),
  },
  prosody: {
    programs: ['prosody'],
    files: (place) => ({ 'prosody.cfg.lua': prosodyConfig(place) }),
    command: ({ folder }) => ['prosody', '-F', '--config', join(folder, 'prosody.cfg.lua')],
    environment: () => ({}),
  },
};

/** What to install before this peer can be measured; null: nothing. */
export function whyNotThere(peer: Peer, has: (program: string) => boolean = isInstalled): string | null {
  const missing = HOW[peer].programs.find((program) => !has(program));
  return missing === undefined
    ? null
    : `${peer} is measured only where it is installed, and there is no ${missing}: apt-get install ${peer}`;
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Debian keeps ejabberd's modules beside the machine's libraries, under a folder named after the machine. */
function ejabberdLibraries(): string {
  const found = execFileSync('sh', [
    '-c',
    'ls -d /usr/lib/*/ejabberd-* /usr/lib/ejabberd-* 2>/dev/null || true',
  ]);
  const [first = '/usr/lib/ejabberd'] = found.toString().split('\n');
  return join(first, '..');
}

const ejabberdConfig = (port: number) => `hosts: [localhost]
loglevel: error
auth_method: [anonymous]
anonymous_protocol: sasl_anon
allow_multiple_connections: true
listen:
  - { port: ${port}, ip: 127.0.0.1, module: ejabberd_c2s, starttls: false, shaper: none, max_fsm_queue: 100000 }
modules:
  mod_mam: { db_type: mnesia, default: never }
  mod_muc:
    host: rooms.localhost
    history_size: 0
    default_room_options: { mam: true, persistent: true, max_users: 1000 }
`;

const prosodyConfig = ({ folder, port }: Place) => `daemonize = false
pidfile = "${folder}/pid"
data_path = "${folder}"
log = { error = "*console" }
modules_enabled = { "saslauth" }
modules_disabled = { "s2s", "offline" }
c2s_require_encryption = false
c2s_ports = { ${port} }
c2s_interfaces = { "127.0.0.1" }
c2s_direct_tls_ports = {}
storage = "internal"
VirtualHost "localhost"
  authentication = "anonymous"
Component "rooms.localhost" "muc"
  modules_enabled = { "muc_mam" }
  muc_log_by_default = true
  muc_log_expires_after = "never"
  muc_room_locking = false
  muc_room_default_persistent = true
  muc_room_default_history_length = 0
`;
