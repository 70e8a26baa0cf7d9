import * as z from 'zod/mini';

/** Ids are UUID version 7 made by the server, lower case, kept and sent as strings. */
const id = () => z.uuid().check(z.toLowerCase());

export const roomId = id().brand<'RoomId'>();
export type RoomId = z.infer<typeof roomId>;
export const personId = id().brand<'PersonId'>();
export type PersonId = z.infer<typeof personId>;
export const unitId = id().brand<'UnitId'>();
export type UnitId = z.infer<typeof unitId>;
export const congressId = id().brand<'CongressId'>();
export type CongressId = z.infer<typeof congressId>;
export const delegationId = id().brand<'DelegationId'>();
export type DelegationId = z.infer<typeof delegationId>;
export const suggestionId = id().brand<'SuggestionId'>();
export type SuggestionId = z.infer<typeof suggestionId>;
export const handOverId = id().brand<'HandOverId'>();
export type HandOverId = z.infer<typeof handOverId>;
export const importId = id().brand<'ImportId'>();
export type ImportId = z.infer<typeof importId>;
export const contactId = id().brand<'ContactId'>();
export type ContactId = z.infer<typeof contactId>;
export const fileId = id().brand<'FileId'>();
export type FileId = z.infer<typeof fileId>;
/** A calendar day in Asia/Shanghai, `2022-04-01`. */
export const civilDate = z.iso.date();
export type CivilDate = z.infer<typeof civilDate>;
/** An instant in UTC, `2022-04-01T01:00:00.000Z`. */
export const instant = z.iso.datetime();
