import { buildParts } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import type { ImportId } from '../../../shared/ids.ts';

/** A process of its own that carries one import on, to be killed in the middle. */
const { MONGODB_URL: mongodbUrl = '', REDIS_URL: redisUrl = '', IMPORT } = process.env;
const parts = await buildParts({
  config: readConfig(process.env),
  ...{ mongodbUrl, redisUrl },
  secrets: { token: new Uint8Array(32), data: [new Uint8Array(32)] },
});
await parts.imports.carryOn(IMPORT as ImportId);
process.exit(0);
