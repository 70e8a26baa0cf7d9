import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import {
  FILE_TYPES,
  type FileType,
  type FileTypesChange,
  type setFileTypes,
  type showFileTypes,
} from '../../../shared/file-types.ts';
import type { CongressId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { FileLimits } from '../files.rules.ts';
import type { FileTypesAuthor, FileTypesChangeDoc, FileTypesStore } from './file-types.store.ts';

interface Parts {
  readonly store: FileTypesStore;
  /** What a congress takes that has not chosen itself. */
  readonly installation: readonly string[];
  /** How long recordings may be. */
  readonly seconds: FileLimits['seconds'];
  readonly clock: Clock;
}

/** A change that somebody asks for; `types: null` goes back to the installation’s. */
export type AskedFileTypes = z.output<typeof setFileTypes.input>;

const MOST_CHANGES = 50;

/** Reads and changes what congresses take as files; every change is kept with who and why. */
export function makeFileTypes({ store, installation, seconds, clock }: Parts) {
  const newestOf = async (congressId: CongressId) => (await store.newest(congressId, 1))[0];

  const change = async (
    congressId: CongressId,
    by: FileTypesAuthor,
    asked: AskedFileTypes,
  ): Promise<FileTypesChange> => {
    const newest = await newestOf(congressId); // read first: the key’s own change is it, or found next
    const { actKey, why } = asked;
    const repeated = await store.byActKey(congressId, actKey);
    if (repeated) return changeView(repeated);
    const version = newest?.version ?? 0;
    if (version !== asked.version) throw new Fault('STALE_REVISION', { version });
    const types = asked.types && eachOnce(asked.types);
    if (isTheSame(types, newest?.types ?? null)) throw new Fault('ALREADY_DONE', { version });
    const next = { version: version + 1, types, why, actKey };
    await store.append({ congressId, ...next, by, at: clock.now() }); // refused: the key came twice, or somebody was faster
    const made = await store.byActKey(congressId, actKey);
    if (!made) throw new Fault('STALE_REVISION', { version: next.version });
    return changeView(made);
  };

  return {
    change,
    /** What the congress takes at this moment. */
    async show(congressId: CongressId): Promise<z.output<typeof showFileTypes.output>> {
      const newest = await newestOf(congressId);
      const own = newest?.types ?? null;
      const types = [...(own ?? installation)];
      return { version: newest?.version ?? 0, types, own: own !== null, seconds };
    },
    /** The last changes, newest first. */
    changes: async (congressId: CongressId): Promise<FileTypesChange[]> =>
      (await store.newest(congressId, MOST_CHANGES)).map(changeView),
  };
}

export type FileTypes = ReturnType<typeof makeFileTypes>;

/** Each once, in the order of the product. */
const eachOnce = (types: readonly FileType[]): FileType[] => FILE_TYPES.filter((one) => types.includes(one));

const isTheSame = (one: readonly string[] | null, other: readonly string[] | null): boolean =>
  one?.join() === other?.join();

const changeView = ({ version, types, by, why, at }: FileTypesChangeDoc): FileTypesChange => ({
  ...{ version, types, why },
  by: { name: by.name, label: by.label },
  at: at.toISOString(),
});
