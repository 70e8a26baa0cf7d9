import type { ImportId } from '../../shared/ids.ts';
import type { JobHandlers } from './runner.ts';

/** Job import.carry-on: carries on with one import until its rows are judged, or taken in. */
export const carryOnImportJob =
  (imports: { carryOn(id: ImportId): Promise<void> }): JobHandlers['import.carry-on'] =>
  ({ importId }) =>
    imports.carryOn(importId);
