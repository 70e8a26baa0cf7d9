import type { Readable } from 'node:stream';
import type { FileKind, RefusedBecause, Rendition, Transcript } from '../../shared/files.ts';
import type { FileFacts } from './files.store.ts';

/** A content that lies in a file of its own, in a folder that goes when the work is over. */
export interface Laid {
  readonly path: string;
  readonly bytes: number;
  /** As its owner called it. */
  readonly name: string;
  /** As what it was sent. */
  readonly kind: FileKind;
}

/** What a content is, whatever its name says; or why it is taken by nobody. */
export type Judgement = { readonly mime: string } | { readonly refused: RefusedBecause };
export type Judge = (laid: Laid, allowed: readonly string[]) => Promise<Judgement>;

/** Looks for viruses; null: there is no scanner. Throws when it cannot be asked. */
export type Scan = ((content: Readable) => Promise<'clean' | 'virus'>) | null;

/** Something made of a content: it lies at `path`, in the folder that was given. */
export interface Product {
  readonly rendition: Exclude<Rendition, 'original'>;
  readonly path: string;
  readonly mime: string;
}
export type Made =
  { readonly facts: FileFacts; readonly products: readonly Product[] } | { readonly refused: RefusedBecause };

/** Makes what people see and hear of a content; what this machine has no program for is left out. `folder` is empty. */
export type Make = (laid: Laid & { readonly mime: string }, folder: string) => Promise<Made>;

/** Writes down what was said in a voice; null: there is no speech service. Throws when it cannot be asked. */
export type Transcribe = ((voice: Laid) => Promise<Transcript | null>) | null;

/** What looks at contents, and makes something of them. */
export interface Making {
  readonly judge: Judge;
  readonly scan: Scan;
  readonly make: Make;
  readonly transcribe: Transcribe;
}
