import type { SuggestionImport } from '../../../shared/import.ts';
import { csvOf, sendTable } from '../../support/imports.ts';
import { type Stage, unknownId } from './stage.ts';
import type { InputOf, NameOf, Refusals, Trial } from './trial.ts';

type OfImport = Extract<NameOf, `import:${string}`>;

/** Gives up what other trials left: so many may be open, and no more. */
async function clear({ ask, theCase: { office } }: Stage): Promise<void> {
  const { imports } = await ask(office, 'import:list', {});
  for (const { importId, state } of imports) {
    if (state === 'running') await ask(office, 'import:stop', { importId });
    await ask(office, 'import:end', { importId });
  }
}

async function begun(stage: Stage): Promise<SuggestionImport> {
  return stage.ask(stage.theCase.office, 'import:begin', { name: '汇总表.csv', bytes: 100 });
}

let made = 0;

/** An import whose one row waits for its columns. */
async function read(stage: Stage): Promise<SuggestionImport> {
  const { server, theCase } = stage;
  await clear(stage);
  const { importId } = await begun(stage);
  const unit = (await server.parts.org.units.byIds([theCase.leadUnit])).get(theCase.leadUnit);
  made += 1;
  const rows = [
    ['编号', '标题', '主办单位'],
    [`导入-${made}`, `关于导入${made}的建议`, unit?.name ?? ''],
  ];
  const { token } = await stage.as(theCase.office);
  const { reply } = await sendTable(server.url, { token, importId }, csvOf(rows));
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.data;
}

const columnsOf = ({ columns }: SuggestionImport) => columns.map(({ column, field }) => ({ column, field }));

/** An import whose one row is right. */
export async function checkedImport(stage: Stage): Promise<SuggestionImport> {
  const found = await read(stage);
  const { importId } = found;
  const { office } = stage.theCase;
  await stage.ask(office, 'import:columns', { importId, columns: columnsOf(found), updates: false });
  await stage.server.parts.imports.carryOn(importId);
  return stage.ask(office, 'import:show', { importId });
}

const ORDER = { aim: 'register', assignedOn: null, count: 1 } as const;

/** An import that was let run; there is no worker, so it stays so. */
async function running(stage: Stage): Promise<SuggestionImport> {
  const { importId } = await checkedImport(stage);
  return stage.ask(stage.theCase.office, 'import:run', { importId, ...ORDER });
}

const LINE = { line: 2 };
const MENDED = { ...LINE, cells: [{ column: 1, text: '关于改过的建议' }] };

/** What an import is asked for that everybody of the office may ask, and nobody else. */
const ofOffice = <N extends OfImport>(
  stand: (stage: Stage) => Promise<SuggestionImport>,
  inputOf: (found: SuggestionImport) => InputOf<N>,
) => ({
  NOT_ALLOWED: async (stage: Stage): Promise<Trial<InputOf<N>>> => ({
    asker: stage.theCase.contact,
    input: inputOf(await stand(stage)),
    facts: {},
    well: { asker: stage.theCase.office },
  }),
  NOT_FOUND: async (stage: Stage): Promise<Trial<InputOf<N>>> => {
    const right = inputOf(await stand(stage));
    const importId = unknownId();
    return {
      asker: stage.theCase.office,
      input: { ...(right as object), importId } as InputOf<N>,
      facts: { importId },
      well: { input: right },
    };
  },
});

/** Asked while it stands where this cannot be done, then where it can. */
const inWrongState =
  <N extends OfImport>(
    stand: (stage: Stage) => Promise<SuggestionImport>,
    inputOf: (found: SuggestionImport) => InputOf<N>,
    first: (stage: Stage, found: SuggestionImport) => Promise<unknown>,
  ) =>
  async (stage: Stage): Promise<Trial<InputOf<N>>> => {
    const found = await stand(stage);
    const { importId, state } = found;
    return {
      asker: stage.theCase.office,
      input: inputOf(found),
      facts: { importId, state },
      well: { first: () => first(stage, found) },
    };
  };

const order =
  (...names: ('import:run' | 'import:stop')[]) =>
  async ({ ask, theCase: { office } }: Stage, { importId }: SuggestionImport) => {
    for (const name of names)
      if (name === 'import:run') await ask(office, name, { importId, ...ORDER });
      else await ask(office, name, { importId });
  };

const judge = async (stage: Stage, found: SuggestionImport) => {
  const { importId } = found;
  const columns = columnsOf(found);
  await stage.ask(stage.theCase.office, 'import:columns', { importId, columns, updates: false });
  await stage.server.parts.imports.carryOn(importId);
};

const id = ({ importId }: SuggestionImport) => ({ importId });
const columnsIn = (found: SuggestionImport) => ({
  ...id(found),
  columns: columnsOf(found),
  updates: false,
});

/** Imports through the web. */
export const IMPORTS = {
  'import:begin': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => ({
      asker: contact,
      input: { name: '汇总表.csv', bytes: 100 },
      facts: {},
      well: { asker: office },
    }),
    QUOTA_EXCEEDED: async (stage) => {
      const first = await read(stage);
      const { server, theCase } = stage;
      const imports = server.parts.database.connection.collection<{ _id: string }>('imports');
      const kept = await imports.findOne({ _id: first.importId });
      const more = Array.from({ length: 4 }, () => ({ ...kept, _id: unknownId(), fileId: unknownId() }));
      await imports.insertMany(more);
      return {
        asker: theCase.office,
        input: { name: '汇总表.csv', bytes: 100 },
        facts: { of: 'imports', limit: 5 },
        well: { first: () => clear(stage) },
      };
    },
  },
  'import:list': {
    NOT_ALLOWED: ({ theCase: { contact, office } }) => ({
      ...{ asker: contact, input: {}, facts: {} },
      well: { asker: office },
    }),
  },
  'import:show': ofOffice<'import:show'>(read, id),
  'import:columns': {
    ...ofOffice<'import:columns'>(read, columnsIn),
    WRONG_STATE: async (stage) => {
      const { importId } = await begun(stage);
      const found = await read(stage);
      return {
        asker: stage.theCase.office,
        input: { ...columnsIn(found), importId },
        facts: { importId, state: 'begun' },
        well: { input: { importId: found.importId } },
      };
    },
    NOT_YET: async (stage) => {
      const found = await read(stage);
      const right = columnsIn(found);
      const columns = right.columns.map(({ column }) => ({ column, field: null }));
      return {
        asker: stage.theCase.office,
        input: { ...right, columns },
        facts: { missing: ['title', 'leadUnits'] },
        well: { input: right },
      };
    },
  },
  'import:rows': ofOffice<'import:rows'>(checkedImport, (found) => ({
    ...id(found),
    which: 'good',
    after: null,
  })),
  'import:cell': ofOffice<'import:cell'>(checkedImport, (found) => ({ ...id(found), ...LINE, column: 1 })),
  'import:mend': {
    ...ofOffice<'import:mend'>(checkedImport, (found) => ({ ...id(found), ...MENDED })),
    WRONG_STATE: inWrongState<'import:mend'>(read, (found) => ({ ...id(found), ...MENDED }), judge),
  },
  'import:preview': {
    ...ofOffice<'import:preview'>(checkedImport, id),
    WRONG_STATE: inWrongState<'import:preview'>(read, id, judge),
  },
  'import:run': {
    ...ofOffice<'import:run'>(checkedImport, (found) => ({ ...id(found), ...ORDER })),
    WRONG_STATE: inWrongState<'import:run'>(read, (found) => ({ ...id(found), ...ORDER }), judge),
    STALE_REVISION: async (stage) => ({
      asker: stage.theCase.office,
      input: { ...id(await checkedImport(stage)), ...ORDER, count: 2 },
      facts: { count: 1 },
      well: { input: { count: 1 } },
    }),
    IN_THE_FUTURE: async (stage) => ({
      asker: stage.theCase.office,
      input: { ...id(await checkedImport(stage)), ...ORDER, assignedOn: '2099-01-01' },
      facts: { today: stage.today },
      well: { input: { assignedOn: null } },
    }),
  },
  'import:stop': {
    ...ofOffice<'import:stop'>(running, id),
    WRONG_STATE: inWrongState<'import:stop'>(checkedImport, id, order('import:run')),
  },
  'import:resume': {
    ...ofOffice<'import:resume'>(async (stage) => {
      const found = await running(stage);
      await order('import:stop')(stage, found);
      return found;
    }, id),
    WRONG_STATE: inWrongState<'import:resume'>(checkedImport, id, order('import:run', 'import:stop')),
  },
  'import:end': {
    ...ofOffice<'import:end'>(checkedImport, id),
    WRONG_STATE: inWrongState<'import:end'>(running, id, order('import:stop')),
  },
} satisfies Partial<Refusals>;
