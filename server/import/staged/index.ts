import {
  beginImport,
  endImport,
  listImportRows,
  listImports,
  mendImportRow,
  previewImport,
  resumeImport,
  runImport,
  setImportColumns,
  showImport,
  showImportCell,
  stopImport,
} from '../../../shared/import.ts';
import type { Org } from '../../org/index.ts';
import type { Database } from '../../store/mongo.ts';
import type { Suggestions } from '../../suggestions/index.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Clock, Enqueue, NewId, Tell } from '../../wire/ports.ts';
import { makeReadApart } from '../reading/apart.ts';
import type { ImportParts } from '../works.actions.ts';
import { makeAccessImport, makeShow, type MayImport } from './access.actions.ts';
import { makeCarryOn, makeForget, makeResume } from './carry-on.actions.ts';
import { makeSetColumns } from './columns.actions.ts';
import { makeImportStore } from './imports.store.ts';
import { makeOpenReading } from './judge.actions.ts';
import { makeListRows, makeMend, makeShowCell } from './rows.actions.ts';
import { makeRowStore } from './rows.store.ts';
import { makeLook, makePreview, makeRunning } from './run.actions.ts';
import { makeBegin, makeStaging, type OnSecretRows } from './stage.actions.ts';

/** What imports through the web stand on. */
export interface StagedImportsParts extends Pick<ImportParts, 'codesOfCertificate'> {
  readonly database: Database;
  readonly org: Org;
  readonly suggestions: Pick<Suggestions, 'record' | 'handOver'>;
  readonly may: MayImport;
  readonly onSecretRows: OnSecretRows;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tell: Tell;
  readonly enqueue: Enqueue;
}

/** Imports of suggestions in steps: a file’s rows are kept, judged, mended, taken in and handed over. */
export function makeStagedImports({ database, suggestions, ...parts }: StagedImportsParts) {
  const { org, may, clock, newId } = parts;
  const { record, handOver } = suggestions;
  const imports = makeImportStore(database);
  const rows = makeRowStore(database);
  const openReading = makeOpenReading({ ...parts, record });
  const access = makeAccessImport({ may, imports });
  const show = makeShow({ org, handOver });
  let stopping = false;
  const common = { ...parts, imports, rows, openReading, access, show, handOver };
  const staging = { ...common, readApart: makeReadApart() };
  const look = makeLook(common);
  const running = makeRunning(common);
  const resume = makeResume(common);
  const forget = makeForget({ imports, rows, clock });
  return {
    bindings: [
      bind(beginImport, makeBegin(staging)),
      bind(listImports, look.list),
      bind(showImport, look.show),
      bind(setImportColumns, makeSetColumns(common)),
      bind(listImportRows, makeListRows(common)),
      bind(showImportCell, makeShowCell(common)),
      bind(mendImportRow, makeMend(common)),
      bind(previewImport, makePreview(common)),
      bind(runImport, running.run),
      bind(stopImport, running.stop),
      bind(resumeImport, running.resume),
      bind(endImport, running.end),
    ] satisfies Binding[],
    /** Where the bytes of tables go: for the door. */
    staging: makeStaging({ ...staging, newId }),
    carryOn: makeCarryOn({ ...common, stopping: () => stopping }),
    /** Queues what a crash left, and gives up what nobody has touched for long. Call at start and at every tick. */
    async tick() {
      return { resumed: await resume(), forgotten: await forget() };
    },
    /** Call before the workers close: a running import ends after its group and goes on at the next start. */
    stop: () => {
      stopping = true;
    },
  };
}
