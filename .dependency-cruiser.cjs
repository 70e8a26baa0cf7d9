/** Who may import whom. Read top-down: each rule forbids one arrow. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-is-a-leaf',
      comment: 'shared/ runs in browsers too',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|client-sdk|web|embedded|cli|bench|chaos|rehearsal|test)/' },
    },
    {
      name: 'shared-only-zod',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'values-hold-no-schemas',
      comment: 'what clients hold of the contract at run time: lists, limits, plain rules',
      severity: 'error',
      from: { path: '^shared/(values/|faults\\.ts$)' },
      to: {
        pathNot: '^shared/(values/|faults\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'clients-hold-no-schemas',
      comment:
        'they ask by name and know contracts as types alone: docs/decisions/0017-clients-ask-by-name.md',
      severity: 'error',
      from: { path: '^(client-sdk|web/src)/', pathNot: '^client-sdk/kept-contracts\\.ts$' },
      to: {
        path: '(^shared/(?!values/|faults\\.ts$)|node_modules/zod/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'kept-things-are-read-through-the-contract',
      comment: 'the one place where a client holds schemas comes when something kept is read',
      severity: 'error',
      from: { path: '^(client-sdk|web/src)/' },
      to: { path: '^client-sdk/kept-contracts\\.ts$', dynamic: false },
    },
    {
      name: 'sdk-sees-shared-only',
      severity: 'error',
      from: { path: '^client-sdk/' },
      to: { path: '^(server|web|embedded|cli|bench|chaos|rehearsal|test)/' },
    },
    {
      name: 'web-sees-sdk-and-shared',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|embedded|cli|bench|chaos|rehearsal|test)/' },
    },
    {
      name: 'web-features-stand-apart',
      comment: 'house.tsx and room-page.tsx join them',
      severity: 'error',
      from: {
        path: '^web/src/(account|address-book|app|sign-in|home|inbox|notices|room|case|desk|hand-over|settings|statistics|tasks)/',
      },
      to: {
        path: '^web/src/(account|address-book|app|sign-in|home|inbox|notices|room|case|desk|hand-over|settings|statistics|tasks)/',
        pathNot: '^web/src/$1/',
      },
    },
    {
      name: 'web-kit-knows-nothing',
      comment: 'buttons and tokens know nothing of suggestions',
      severity: 'error',
      from: { path: '^web/src/kit/' },
      to: { path: '^(web/src/(?!kit/)|shared/|client-sdk/)' },
    },
    {
      name: 'web-reaches-the-server-through-the-sdk',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: 'node_modules/(socket\\.io|engine\\.io)' },
    },
    {
      name: 'screens-for-some-come-when-asked-for',
      comment: 'only by import(): who never goes there does without them',
      severity: 'error',
      from: { path: '^web/src/(?!(account|address-book|desk|hand-over|settings|statistics|tasks)/)' },
      to: {
        path: '^web/src/(account|address-book|desk|hand-over|settings|statistics|tasks)/',
        dynamic: false,
      },
    },
    {
      name: 'rooms-and-cases-come-when-asked-for',
      comment: 'what a first page needs of the client does not bring the rest of it: client-sdk/lean.ts',
      severity: 'error',
      from: {
        path: '^(client-sdk/(connect|lean|sending|cases|hearing)\\.ts$|web/src/(app|home|inbox|kit|notices|wording)/|web/src/(main|house)\\.tsx$)',
      },
      to: {
        path: '^client-sdk/(inside|whole|room|case|keeper|outbox)\\.ts$',
        dynamic: false,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'words-of-rooms-come-with-rooms',
      comment: 'and with the list of them: a first page does without',
      severity: 'error',
      from: {
        path: '^web/src/((app|home|kit|notices|wording)/|(main|house)\\.tsx$)',
        pathNot: '^web/src/wording/use-room-say\\.ts$',
      },
      to: {
        path: '^(web/src/(inbox/inbox-list\\.tsx$|wording/use-room-say\\.ts$)|client-sdk/wording/(zh|en)/room-words\\.ts$)',
        dynamic: false,
      },
    },
    {
      name: 'charts-come-with-the-first-one',
      comment: 'the page of figures is read before its charts are drawn',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '^web/src/statistics/drawing\\.ts$' },
      to: { path: 'node_modules/(echarts|zrender)/' },
    },
    {
      name: 'files-come-when-asked-for',
      comment: 'only by import(): who only writes does without them',
      severity: 'error',
      from: { path: '^web/src/', pathNot: '^web/src/room/files/' },
      to: { path: '^web/src/room/files/', dynamic: false },
    },
    {
      name: 'embedded-stands-alone',
      comment: 'embedded/ is engines only: it knows nothing of suggestions or rooms',
      severity: 'error',
      from: { path: '^embedded/' },
      to: { path: '^(server|shared|client-sdk|web|cli|bench|chaos|rehearsal|test)/' },
    },
    {
      name: 'server-features-know-no-engine-or-terminal',
      comment: 'only main.ts brings engines up',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/main\\.ts$' },
      to: { path: '^(embedded|cli|demo|bench|chaos|rehearsal|web|client-sdk)/' },
    },
    {
      name: 'features-meet-in-app',
      comment: 'a feature imports another feature only through its index.ts',
      severity: 'error',
      from: { path: '^server/(rooms|files|suggestions|org|people|notices|tasks|import)/' },
      to: {
        path: '^server/(rooms|files|suggestions|org|people|notices|tasks|import)/',
        pathNot: ['^server/$1/', '^server/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'demo-is-for-entrances',
      comment: 'only main.ts, the command line, bench, chaos, rehearsals and tests make demo congresses',
      severity: 'error',
      from: { pathNot: '^(demo|cli|bench|chaos|rehearsal|test|server/main\\.ts)' },
      to: { path: '^demo/' },
    },
    {
      name: 'checker-knows-answers-only',
      comment: 'what judges the server knows nothing of its inside',
      severity: 'error',
      from: { path: '^chaos/(checks/|checker\\.rules|history\\.)' },
      to: { pathNot: '^chaos/(checks/|checker\\.rules|history\\.)' },
    },
    {
      name: 'count-knows-histories-only',
      comment: 'what counts reminders independently knows nothing of what is counted',
      severity: 'error',
      from: { path: '^rehearsal/count/' },
      to: { pathNot: '^rehearsal/count/' },
    },
    {
      name: 'rules-are-pure',
      comment: '*.rules.ts take values, return values',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: '(mongoose|socket\\.io|express|bullmq|node_modules/redis|^server/(wire|store|ops)/|\\.(store|actions|wire|job)\\.ts$)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-stores-touch-mongoose',
      severity: 'error',
      from: { path: '^server/', pathNot: '(\\.store\\.ts$|^server/store/)' },
      to: { path: 'node_modules/mongoose' },
    },
    {
      name: 'only-jobs-know-bullmq',
      severity: 'error',
      from: { pathNot: '^server/jobs/' },
      to: { path: 'node_modules/bullmq' },
    },
    {
      name: 'stores-do-not-act',
      severity: 'error',
      from: { path: '\\.store\\.ts$' },
      to: { path: '\\.(actions|wire|job)\\.ts$' },
    },
    {
      name: 'actions-do-not-know-the-wire',
      severity: 'error',
      from: { path: '\\.actions\\.ts$' },
      to: { path: '(\\.wire\\.ts$|node_modules/(express|socket\\.io)/)' },
    },
    {
      name: 'production-never-imports-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
