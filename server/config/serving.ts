import { oneOf, text, variable, whole } from './variable.ts';

const roles = (raw: string) => {
  const asked = raw.split(',').map((r) => oneOf('web', 'worker')(r.trim()));
  return { web: asked.includes('web'), worker: asked.includes('worker') };
};

/** What this process does, and where people and operators reach it. */
export const serving = {
  NODE_ENV: variable({
    fallback: 'development',
    unit: 'development | production | test',
    about: 'production: no demo data, no embedded engines, no generated secrets.',
    read: oneOf('development', 'production', 'test'),
  }),
  HUYING_ROLES: variable({
    fallback: 'web,worker',
    unit: 'list of web, worker',
    about: 'web answers people; worker runs jobs. One image, several processes.',
    read: roles,
  }),
  HOST: variable({
    fallback: '127.0.0.1',
    unit: 'address',
    about: 'Address to listen on; 0.0.0.0 in a container.',
    read: text,
  }),
  PORT: variable({
    fallback: '',
    unit: 'port',
    about:
      'Port of HTTP and socket.io; 0 takes a free one. Empty: 7230, and outside production a free one where that is taken.',
    read: (raw: string) => (raw === '' ? null : whole(0)(raw)),
  }),
  HUYING_PUBLIC_URL: variable({
    fallback: '',
    unit: 'URL',
    about: 'Address people type. https makes cookies Secure. Empty: http://HOST:PORT.',
    read: text,
  }),
  HUYING_TRUST_PROXY: variable({
    fallback: '0',
    unit: 'hops',
    about: 'How many reverse proxies stand in front; their X-Forwarded-For is believed.',
    read: whole(0),
  }),
  HUYING_LOG: variable({
    fallback: 'info',
    unit: 'debug | info | warn | error | silent',
    about: 'How much is logged. Never message text, tokens or phone numbers.',
    read: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  }),
  HUYING_METRICS_TOKEN: variable({
    fallback: '',
    unit: 'word',
    about: 'Bearer token for /metrics. Empty: /metrics answers on loopback only.',
    read: text,
  }),
};
