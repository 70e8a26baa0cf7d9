import type { CongressId } from '../../shared/ids.ts';
import type { CongressDoc, Org } from '../org/index.ts';
import type { NewId } from '../wire/ports.ts';
import { congressCellOf, sessionOf, type CongressName } from './congress-names.rules.ts';
import { Unreadable } from './reading/unreadable.rules.ts';
import type { RowCells } from './row-cells.rules.ts';

/** Where a row belongs. `id` of a congress that is still to be made is provisional. */
export interface Target {
  readonly id: CongressId;
  readonly name: string;
  readonly session: number;
  readonly isNew: boolean;
}

interface Options {
  readonly dryRun: boolean;
  readonly createCongresses: boolean;
  /** Congress of rows that name none; null: the only one there is. */
  readonly congress: string | null;
}

interface Known {
  id: CongressId;
  readonly name: string;
  /** Session of rows that say nothing about it. */
  session: number;
  /** How to make it, until it is made. */
  toMake: CongressName | null;
}

export type Congresses = Awaited<ReturnType<typeof openCongresses>>;

/** Sessions are small numbers; published lists that only give a year do not say which session is the current one. */
const isSession = (session: number): boolean => session < 100;

/** The congresses that rows of one file belong to. Made ones are made when the first row goes into them. */
export async function openCongresses(org: Org, newId: NewId, options: Options) {
  const kept = await org.congresses.all();
  const known = new Map<string, Known>(kept.map((doc) => [doc.name, asKnown(doc)]));
  const fallback = options.congress === null ? onlyOne(kept) : find(options.congress);
  if (options.congress !== null && fallback === null)
    throw new Unreadable('NO_SUCH_CONGRESS', { name: options.congress });

  function find(text: string): Known | null {
    const exact = known.get(text.trim());
    if (exact !== undefined) return exact;
    const cell = congressCellOf(text);
    const name = cell?.congress ?? null;
    if (name === null) return null;
    const there = known.get(name.name);
    if (there !== undefined || !options.createCongresses) return there ?? null;
    const made: Known = { id: newId() as CongressId, name: name.name, session: 0, toMake: name };
    known.set(name.name, made);
    return made;
  }

  /** A cell that only gives a term (十三届) means that term of the congress of the others. */
  function targetOf(text: string, cells: RowCells): Known | null {
    if (text === '') {
      if (fallback === null) cells.refuse('NO_CONGRESS', cells.has('congress') ? 'congress' : null);
      return fallback;
    }
    const found = find(text);
    if (found !== null) return found;
    const cell = congressCellOf(text);
    const term = fallback === null ? null : (kept.find(({ _id: id }) => id === fallback.id)?.term ?? null);
    if (cell !== null && cell.congress === null && cell.term === term) return fallback;
    if (cell === null) cells.refuse('BAD_CONGRESS', 'congress', { text });
    else cells.refuse('UNKNOWN_CONGRESS', 'congress', { name: cell.congress?.name ?? text });
    return null;
  }

  return {
    /** Congress and session of a row; null, with a complaint, when it cannot be told. */
    target(cells: RowCells): Target | null {
      const text = cells.get('congress');
      const congress = targetOf(text, cells);
      const said = cells.has('session') ? sessionOf(cells.get('session')) : null;
      if (cells.has('session') && said === null)
        cells.refuse('BAD_SESSION', 'session', { text: cells.get('session') });
      if (congress === null) return null;
      const session = (said === 0 ? null : said) ?? congressCellOf(text)?.session ?? said ?? congress.session;
      if (congress.toMake !== null && isSession(session))
        congress.session = Math.max(congress.session, session);
      return { id: congress.id, name: congress.name, session, isNew: congress.toMake !== null };
    },

    /** Makes a congress that is still to be made; answers the id to write under. */
    async make(name: string): Promise<CongressId> {
      const congress = known.get(name);
      if (congress === undefined) throw new Error('only congresses of targets are made');
      if (congress.toMake === null || options.dryRun) return congress.id;
      const made = await org.congresses.upsert({
        ...congress.toMake,
        id: congress.id,
        session: congress.session,
      });
      congress.toMake = null;
      congress.id = made._id;
      return made._id;
    },
  };
}

const asKnown = (doc: CongressDoc): Known => ({
  id: doc._id,
  name: doc.name,
  session: doc.session,
  toMake: null,
});

const onlyOne = (kept: readonly CongressDoc[]): Known | null => {
  const [first, ...others] = kept;
  return first === undefined || others.length > 0 ? null : asKnown(first);
};
