import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { FileDoc } from '../files.store.ts';
import type { Receiving } from './receive.actions.ts';

/** Files as tus 1.0.0 sees them. They are begun elsewhere (`file:begin`), and who asks was looked at before. */
export class TusStore extends DataStore {
  readonly #receiving: Receiving;

  constructor(receiving: Receiving) {
    super();
    this.#receiving = receiving;
    this.extensions = ['termination'];
  }

  override async getUpload(id: string): Promise<Upload> {
    const doc = await this.#receiving.byId(id);
    return new Upload({ id, size: doc.announced.bytes, offset: await this.#receiving.offset(doc) });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.#receiving.take(await this.#byId(id), { offset, bytes: stream as AsyncIterable<Buffer> });
  }

  override async remove(id: string): Promise<void> {
    await this.#receiving.cancel(await this.#byId(id));
  }

  #byId(id: string): Promise<FileDoc> {
    return this.#receiving.byId(id);
  }
}
