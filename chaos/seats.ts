import type { Random } from '../demo/random.ts';
import type { PersonId, RoomId } from '../shared/ids.ts';
import type { HistoryFile } from './history-file.ts';
import type { Stage } from './stage.ts';
import { tick } from './tick.ts';
import type { Town } from './town.rules.ts';

const MEAN_GAP_MS = 1_500;
const FEWEST = 2;

/** Who sits where while people are moved in and out. */
export interface Seats {
  /** Moves people until told to stop; resolves when the last move is acknowledged. */
  move(stop: AbortSignal): Promise<number>;
  membersOf(room: number): readonly PersonId[];
}

interface SeatsParts {
  readonly town: Town;
  readonly roomIds: readonly RoomId[];
  readonly stage: Stage;
  readonly random: Random;
  readonly history: HistoryFile;
}

export function makeSeats({ town, roomIds, stage, random, history }: SeatsParts): Seats {
  const seated = town.rooms.map((room) => room.seated.flatMap((place) => town.people[place]?.personId ?? []));
  const absent: PersonId[][] = town.rooms.map(() => []);
  const places = town.rooms.map((_, i) => i);

  /** Somebody leaves, or somebody who left comes back. */
  const moveOne = async () => {
    const room = random.pick(places);
    const [here, gone] = [seated[room] ?? [], absent[room] ?? []];
    const comes = gone.length > 0 && (here.length <= FEWEST || random.int(2) === 0);
    if (!comes && here.length <= FEWEST) return;
    const person = random.pick(comes ? gone : here);
    seated[room] = comes ? [...here, person] : here.filter((other) => other !== person);
    absent[room] = comes ? gone.filter((other) => other !== person) : [...gone, person];
    const askedAt = tick();
    await stage.seat({ subjectId: town.rooms[room]?.subjectId ?? '', seated: seated[room] });
    const roomId = roomIds[room] ?? '';
    history.write({ kind: 'seat', person, roomId, to: comes ? 'in' : 'out', askedAt, doneAt: tick() });
  };

  return {
    async move(stop) {
      let moves = 0;
      for (; !stop.aborted; moves += 1) {
        await new Promise((resolve) => setTimeout(resolve, -Math.log(1 - random.real()) * MEAN_GAP_MS));
        await moveOne();
      }
      return moves;
    },
    membersOf: (room) => seated[room] ?? [],
  };
}
