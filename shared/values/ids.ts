import type { HandOverId, RoomId, SuggestionId } from '../ids.ts';

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
