// An allow-list of who may know whom: an import that no rule below permits fails.
const capabilities = ['vault', 'intake', 'reading', 'people', 'redaction', 'translation', 'bundle', 'release'];
const ground = ['pdf', 'workers', 'integrity'];
const outside = { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core', 'npm-no-pkg', 'aliased'] };

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'shared-knows-no-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    { name: 'shared-knows-only-the-schema-library', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod/' } },
    { name: 'renderer-knows-no-node', severity: 'error', from: { path: '^renderer/', pathNot: 'vite\\.config\\.ts$' }, to: { dependencyTypes: ['core'] } },
    { name: 'engine-knows-no-electron', severity: 'error', from: { path: '^(engine|cli|shared|renderer)/' }, to: { path: '(^electron/|node_modules/electron/)' } },
    {
      // One file connects to other computers (docs/adr/0067); the others take the network away, or meet in a socket of the settings folder. What sets a checkout up fetches packages.
      name: 'one-file-connects', severity: 'error',
      from: { path: '^(shared|engine|cli|electron|renderer)/', pathNot: '^(engine/translation/server/ask-server\\.ts|engine/workers/worker-entry\\.ts|electron/single-instance\\.ts|cli/set-up/.*\\.mjs)$' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns|dns/promises|quic)$', dependencyTypes: ['core'] },
    },
    { name: 'shipped-code-knows-no-dev-dependency', severity: 'error', from: { path: '^(shared|engine|cli|renderer)/', pathNot: 'vite\\.config\\.ts$' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' } },
    {
      name: 'features-are-ignorant-of-one-another', severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' }, to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    { name: 'components-know-no-ipc', severity: 'error', from: { path: '^renderer/components/' }, to: { path: '^(renderer/(features|engine-client)|shared/ipc)/' } },
  ],
  allowed: [
    { from: {}, to: outside },
    { from: { path: '^shared/' }, to: { path: '^shared/' } },
    ...capabilities.map((name) => ({ from: { path: `^engine/${name}/` }, to: { path: `^(shared/|engine/(${[name, ...ground].join('|')})/)` } })),
    { from: { path: '^engine/pdf/' }, to: { path: '^(shared/|engine/(pdf|workers|integrity)/)' } },
    { from: { path: '^engine/workers/' }, to: { path: '^(shared/|engine/workers/)' } },
    { from: { path: '^engine/integrity/' }, to: { path: '^(shared/|engine/integrity/)' } },
    { from: { path: '^engine/operations/' }, to: { path: '^(shared/|engine/)', pathNot: '^engine/(serve\\.ts$|serving/)' } },
    { from: { path: '^engine/serving/' }, to: { path: '^(shared/|engine/(operations|serving|workers|vault)/)' } },
    { from: { path: '^engine/[^/]+\\.ts$' }, to: { path: '^(shared/|engine/(operations|serving)/|engine/[^/]+\\.ts$)' } },
    { from: { path: '^cli/' }, to: { path: '^(cli/|shared/|engine/)' } },
    { from: { path: '^electron/' }, to: { path: '^(electron/|shared/|engine/)' } },
    { from: { path: '^renderer/' }, to: { path: '^(renderer/|shared/|resources/(locales|icons)/)' } },
    { from: { path: '^test/' }, to: {} },
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.build|dist|\\.runtime)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json', '.css'] },
  },
};
