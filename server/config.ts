import { engines } from './config/engines.ts';
import { files } from './config/files.ts';
import { keys } from './config/keys.ts';
import { load } from './config/load.ts';
import { mail } from './config/mail.ts';
import { making } from './config/making.ts';
import { push } from './config/push.ts';
import { serving } from './config/serving.ts';
import { terms } from './config/terms.ts';
import { BadConfig, MAKE_ONE } from './config/variable.ts';

export { BadConfig };

/** Every variable the server knows, by area. Nothing else reads the environment. */
export const AREAS = { serving, engines, keys, load, terms, mail, push, files, making };

const VARIABLES = {
  ...serving,
  ...engines,
  ...keys,
  ...load,
  ...terms,
  ...mail,
  ...push,
  ...files,
  ...making,
};

export type Config = {
  readonly [N in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[N]['read']>;
};

/** Reads and checks all variables. Throws BadConfig naming the first that cannot be used. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const values = Object.entries(VARIABLES).map(([name, { fallback, read }]) => {
    const given = environment[name];
    try {
      return [name, read(given === undefined || given === '' ? fallback : given)] as const;
    } catch (error) {
      throw new BadConfig(name, error instanceof Error ? error.message : String(error));
    }
  });
  const config = Object.fromEntries(values) as unknown as Config;
  if (config.NODE_ENV === 'production') refuseMissing(config);
  if (config.SMTP_URL !== '' && config.HUYING_MAIL_FROM === '')
    throw new BadConfig('HUYING_MAIL_FROM', 'must be set where SMTP_URL is: the sender of all e-mail');
  refuseHalfPush(config);
  return config;
}

/** Of a pair of keys both are there, and somebody to turn to; or nothing. */
function refuseHalfPush(config: Config): void {
  const together = ['HUYING_VAPID_PUBLIC_KEY', 'HUYING_VAPID_PRIVATE_KEY', 'HUYING_VAPID_SUBJECT'] as const;
  const isOn = together.slice(0, 2).some((name) => config[name] !== '');
  for (const name of together)
    if (isOn && config[name] === '')
      throw new BadConfig(name, 'must be set where the other keys of Web Push are');
}

/** A production start has no fallbacks for these. */
function refuseMissing(config: Config): void {
  for (const name of ['MONGODB_URL', 'REDIS_URL', 'HUYING_PUBLIC_URL'] as const)
    if (config[name] === '') throw new BadConfig(name, 'must be set in production; see docs/OPERATIONS.md');
  if (config.HUYING_TOKEN_SECRET === null)
    throw new BadConfig('HUYING_TOKEN_SECRET', `must be set in production; ${MAKE_ONE}`);
  if (config.HUYING_DATA_KEY.length === 0)
    throw new BadConfig('HUYING_DATA_KEY', `must be set in production; ${MAKE_ONE}`);
}
