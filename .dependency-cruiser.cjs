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
      to: { path: '^(server|client-sdk|web|embedded|cli|bench|test)/' },
    },
    {
      name: 'shared-only-zod',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'sdk-sees-shared-only',
      severity: 'error',
      from: { path: '^client-sdk/' },
      to: { path: '^(server|web|embedded|cli|bench|test)/' },
    },
    {
      name: 'web-sees-sdk-and-shared',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^(server|embedded|cli|bench|test)/' },
    },
    {
      name: 'embedded-stands-alone',
      comment: 'embedded/ is engines only: it knows nothing of suggestions or rooms',
      severity: 'error',
      from: { path: '^embedded/' },
      to: { path: '^(server|shared|client-sdk|web|cli|bench|test)/' },
    },
    {
      name: 'server-features-know-no-engine-or-terminal',
      comment: 'only main.ts brings engines up',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/main\\.ts$' },
      to: { path: '^(embedded|cli|bench|web|client-sdk)/' },
    },
    {
      name: 'features-meet-in-app',
      comment: 'a feature imports another feature only through its index.ts',
      severity: 'error',
      from: { path: '^server/(rooms|suggestions|org|people|notices)/' },
      to: {
        path: '^server/(rooms|suggestions|org|people|notices)/',
        pathNot: ['^server/$1/', '^server/[^/]+/index\\.ts$'],
      },
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
      name: 'only-the-runner-knows-bullmq',
      severity: 'error',
      from: { pathNot: '^server/jobs/runner\\.ts$' },
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
