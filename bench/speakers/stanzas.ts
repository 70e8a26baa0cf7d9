// A tag, a declaration or the end of an element; a quoted value may hold `>`. XMPP allows no comments and no DTD (RFC 6120, 11.1).
const TAG = /<(?:[^<>"']|"[^"]*"|'[^']*')*>/y;

/** Cuts the stream of an XMPP server into stanzas: whole elements right below the stream's own. Give it bytes as latin1, in any pieces. */
export class Stanzas {
  #text = '';
  #at = 0; // where to look for the next tag
  #begun = 0; // where the stanza under way begins
  #depth = 0; // 1: between stanzas

  /** The stanzas that this piece completes. */
  take(piece: string): string[] {
    this.#text += piece;
    const whole: string[] = [];
    for (let tag = this.#nextTag(); tag !== null; tag = this.#nextTag()) {
      if (tag.startsWith('<?')) continue;
      const [from, isEnd, isEmpty] = [this.#at - tag.length, tag[1] === '/', tag.endsWith('/>')];
      if (!isEnd && this.#depth === 1) this.#begun = from;
      if (isEnd) this.#depth -= 1;
      else if (!isEmpty) this.#depth += 1;
      if (this.#depth === 1 && (isEnd || isEmpty)) whole.push(this.#text.slice(this.#begun, this.#at));
    }
    this.#forget();
    return whole;
  }

  /** Null while the piece that holds its end has not come. */
  #nextTag(): string | null {
    const open = this.#text.indexOf('<', this.#at);
    if (open < 0) return null;
    TAG.lastIndex = open;
    const [tag] = TAG.exec(this.#text) ?? [null];
    if (tag !== null) this.#at = open + tag.length;
    return tag;
  }

  #forget(): void {
    const done = this.#depth > 1 ? this.#begun : this.#at;
    this.#text = this.#text.slice(done);
    this.#at -= done;
    this.#begun = 0;
  }
}
