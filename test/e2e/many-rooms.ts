import type { SuggestionId } from '../../shared/ids.ts';
import { newId } from '../../server/ops/clock.ts';
import type { Stage } from './stage.ts';

/** Registers as many suggestions of one unit as make `count` with those of the stage. */
export async function seedRooms({ server, people, units, suggestions }: Stage, count: number): Promise<void> {
  const rows = Array.from({ length: count - suggestions.length }, (_, n) => ({
    ...{ id: newId() as SuggestionId, session: 5, number: String(90_000 + n), text: '建议如下。' },
    ...{ title: `关于第 ${n} 件事的建议`, category: '民政', source: 'individual' as const },
    ...{ leadId: people.deputy.personId, secondingIds: [], delegationId: null, wantsWrittenReply: true },
    tracks: [{ unitId: units.lead, role: 'lead' as const, contactIds: [] }],
    ...{ replyClass: '', repliedOn: '' },
  }));
  const outcomes = await server.parts.suggestions.record.upsertMany(server.congressId, rows);
  const ids = new Set(outcomes.map(({ id }) => id));
  if (ids.size !== rows.length) throw new Error('not every suggestion is one of its own');
}
