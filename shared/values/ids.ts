import type { CivilDate, HandOverId, ImportId, RoomId, SuggestionId } from '../ids.ts';

const UUID =
  /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|0{8}-(?:0{4}-){3}0{12}|f{8}-(?:f{4}-){3}f{12})$/i;

/** A UUID of any version (RFC 9562), in capitals or not. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

/** As ids are kept and sent; null: it is none. */
const idIn = (text: string | null | undefined): string | null => (isUuid(text) ? text.toLowerCase() : null);

// The id in an address, by the rule of the contract.
export const roomIdIn = (text: string | null | undefined): RoomId | null => idIn(text) as RoomId | null;
export const suggestionIdIn = (text: string | null | undefined): SuggestionId | null =>
  idIn(text) as SuggestionId | null;
export const handOverIdIn = (text: string | null | undefined): HandOverId | null =>
  idIn(text) as HandOverId | null;
export const importIdIn = (text: string | null | undefined): ImportId | null => idIn(text) as ImportId | null;

/** A calendar day in an address; null: it is none. */
export const civilDateIn = (text: string | null): CivilDate | null => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text ? text : null;
};
