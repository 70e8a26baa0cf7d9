/** What should have been heard, by whom, and what was: so that nothing is lost, doubled or misled unseen. */
export class Tally {
  /** People (by position) of each room. */
  readonly rooms = new Map<string, number[]>();
  readonly #roomOf: readonly string[];
  readonly #posts: { room: string; hearers: Set<number>; isAccepted: boolean }[] = [];
  readonly #numbers = new Map<string, number[]>();
  #doubled = 0;
  #misled = 0;

  constructor(roomOf: readonly string[]) {
    this.#roomOf = roomOf;
    roomOf.forEach((room, person) => push(this.rooms, room, person));
  }

  /** A message is about to be posted; gives its number in this tally. */
  sent(person: number): number {
    return this.#posts.push({ room: this.#roomOf[person] ?? '', hearers: new Set(), isAccepted: false }) - 1;
  }

  accepted(no: number, seq: number | null): void {
    const post = this.#posts[no];
    if (!post) return;
    post.isAccepted = true;
    if (seq !== null) push(this.#numbers, post.room, seq);
  }

  /** False: not of this tally, or heard before. */
  heard(person: number, no: number): boolean {
    const post = this.#posts[no];
    if (!post) return false;
    if (post.room !== this.#roomOf[person]) this.#misled += 1;
    else if (post.hearers.has(person)) this.#doubled += 1;
    else post.hearers.add(person);
    return true;
  }

  isComplete(): boolean {
    return this.#posts.every(({ room, hearers }) => hearers.size >= (this.rooms.get(room)?.length ?? 0));
  }

  counts() {
    const posts = this.#posts.filter((p) => p.isAccepted);
    const due = posts.reduce((sum, { room }) => sum + (this.rooms.get(room)?.length ?? 0), 0);
    const delivered = posts.reduce((sum, { hearers }) => sum + hearers.size, 0);
    return {
      ...{ due, delivered, lost: due - delivered, doubled: this.#doubled, misled: this.#misled },
      missingNumbers: [...this.#numbers.values()].reduce((sum, seqs) => sum + gapsOf(seqs), 0),
    };
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** How many numbers between the smallest and the largest were given to nobody, or twice. */
export function gapsOf(seqs: readonly number[]): number {
  if (seqs.length === 0) return 0;
  const span =
    seqs.reduce((most, s) => Math.max(most, s), 0) -
    seqs.reduce((least, s) => Math.min(least, s), Infinity) +
    1;
  return Math.abs(span - seqs.length) + (seqs.length - new Set(seqs).size);
}
