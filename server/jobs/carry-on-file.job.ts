import type { FileId } from '../../shared/ids.ts';
import type { JobHandlers } from './runner.ts';

/** Job file.carry-on: carries on with one file until it is ready or refused. */
export const carryOnFileJob =
  (files: { carryOn(id: FileId): Promise<void> }): JobHandlers['file.carry-on'] =>
  ({ fileId }) =>
    files.carryOn(fileId);
