import { Fault } from '../../../shared/faults.ts';
import type { ImportId } from '../../../shared/ids.ts';
import type { ImportState, SuggestionImport } from '../../../shared/import.ts';
import type { Org } from '../../org/index.ts';
import type { Suggestions } from '../../suggestions/index.ts';
import type { Caller } from '../../wire/ports.ts';
import type { ImportDoc, ImportStore } from './imports.store.ts';
import { importView } from './view.rules.ts';

/** The role table: `may` of server/people. */
export type MayImport = (roles: Caller['roles'], act: 'suggestion:import') => boolean;

/** Throws NOT_ALLOWED unless this person may import. */
export function allowed(may: MayImport, { roles }: Caller): void {
  if (!may(roles, 'suggestion:import')) throw new Fault('NOT_ALLOWED');
}

/** An import of the caller’s congress. Throws NOT_ALLOWED or NOT_FOUND. */
export type AccessImport = (caller: Caller, importId: ImportId) => Promise<ImportDoc>;

export const makeAccessImport =
  ({ may, imports }: { may: MayImport; imports: Pick<ImportStore, 'byId'> }): AccessImport =>
  async (caller, importId) => {
    allowed(may, caller);
    const found = await imports.byId(importId);
    if (found?.congressId !== caller.congressId) throw new Fault('NOT_FOUND', { importId });
    return found;
  };

/** An import whose file has come, and in one of these states. Throws WRONG_STATE. */
export function inState<D extends ImportDoc>(doc: D, states: readonly ImportState[]): D & { fileId: string } {
  const { _id: importId, state, fileId } = doc;
  if (fileId === null || !states.includes(state)) throw new Fault('WRONG_STATE', { importId, state });
  return { ...doc, fileId };
}

/** As it is shown, with the hand-over that followed. */
export type ShowImport = (doc: ImportDoc) => Promise<SuggestionImport>;

export const makeShow =
  ({
    org,
    handOver,
  }: {
    org: { readonly people: Pick<Org['people'], 'cards'> };
    handOver: Pick<Suggestions['handOver'], 'progress'>;
  }): ShowImport =>
  async (doc) => {
    const [cards, run] = await Promise.all([
      org.people.cards([doc.by]),
      doc.handedOver && doc.handOverId !== null ? handOver.progress(doc.handOverId) : null,
    ]);
    return importView(doc, { byName: cards.get(doc.by)?.name ?? '', handOver: run });
  };
