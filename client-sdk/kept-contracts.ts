import * as z from 'zod/mini';
import { showDeputyBoard } from '../shared/figures.ts';
import { message } from '../shared/messages.ts';
import { listNotices } from '../shared/notices.ts';
import type { RequestsByName } from '../shared/protocol.ts';
import { listInbox, room } from '../shared/rooms.ts';
import { seatRole } from '../shared/seats.ts';
import { listContacts, showSuggestion } from '../shared/suggestions.ts';
import { listTasks } from '../shared/tasks.ts';
import { caseTimeline } from '../shared/timeline.ts';
import type { KeptName } from './kept.ts';

// What was kept may have been written by another version: it is read back through the contract. Nothing else of a client
// holds schemas; these come by import() when something kept is read.

/** The answers that are kept. */
export const keptAnswers: { readonly [N in KeptName]: RequestsByName[N]['output'] } = {
  'inbox:list': listInbox.output,
  'task:list': listTasks.output,
  'board:deputy': showDeputyBoard.output,
  'notice:list': listNotices.output,
  'suggestion:show': showSuggestion.output,
  'contact:list': listContacts.output,
  'case:timeline': caseTimeline.output,
};

/** A room as it is kept; see KeptRoom. */
export const keptRoom = z.object({
  at: z.number(),
  header: room,
  roles: z.array(seatRole),
  readSeq: z.int(),
  from: z.int(),
  to: z.int(),
  changedTo: z.int(),
  messages: z.array(message),
});
