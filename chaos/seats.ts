import type { Random } from '../demo/random.ts';
import type { RoomId } from '../shared/ids.ts';
import type { HistoryFile } from './history-file.ts';
import type { Stage } from './stage.ts';
import { tick } from './tick.ts';
import { seatsOf, type Town, type Townsman } from './town.rules.ts';

const MEAN_GAP_MS = 1_500;
const FEWEST = 2;

/** Who sits where while people are moved in and out. */
export interface Seats {
  /** Moves people until told to stop; resolves when the last move is acknowledged. */
  move(stop: AbortSignal): Promise<number>;
  membersOf(room: number): readonly Townsman[];
}

interface SeatsParts {
  readonly town: Town;
  readonly roomIds: readonly RoomId[];
  readonly stage: Stage;
  readonly random: Random;
  readonly history: HistoryFile;
}

export function makeSeats({ town, roomIds, stage, random, history }: SeatsParts): Seats {
  const seated = town.rooms.map((room) => room.seated.flatMap((place) => town.people[place] ?? []));
  const absent: Townsman[][] = town.rooms.map(() => []);
  const places = town.rooms.map((_, i) => i);

  /** Somebody leaves, or somebody who left comes back. */
  const moveOne = async () => {
    const room = random.pick(places);
    const here = (seated[room] ?? []).filter(({ isOffice }) => !isOffice);
    const gone = absent[room] ?? [];
    const comes = gone.length > 0 && (here.length <= FEWEST || random.int(2) === 0);
    if (!comes && here.length <= FEWEST) return;
    const person = random.pick(comes ? gone : here);
    const now = comes ? [...here, person] : here.filter((other) => other !== person);
    seated[room] = [...now, ...town.people.filter(({ isOffice }) => isOffice)];
    absent[room] = comes ? gone.filter((other) => other !== person) : [...gone, person];
    const askedAt = tick();
    const subjectId = town.rooms[room]?.subjectId ?? '';
    await stage.seat({ subjectId, seats: seatsOf(seated[room]) });
    const roomId = roomIds[room] ?? '';
    history.write({
      kind: 'seat',
      person: person.personId,
      roomId,
      to: comes ? 'in' : 'out',
      askedAt,
      doneAt: tick(),
    });
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
