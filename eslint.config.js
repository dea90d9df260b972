import tseslint from 'typescript-eslint';

const noElectron = { group: ['electron', 'electron/*'], message: 'Only electron/ may know Electron.' };

export default tseslint.config(
  { ignores: ['.build/', 'dist/', 'node_modules/', '.runtime/', 'coverage/', 'demo-output/', 'test/fixtures/', 'test/vectors/', '**/*.js', '**/*.mjs', '**/*.cjs'] },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['vitest.config.ts', 'vitest.soak.config.ts', 'renderer/vite.config.ts'] }, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/prefer-readonly': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name every export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'MemberExpression[property.name="openExternal"]', message: 'The application opens nothing outside itself.' },
      ],
      'no-restricted-imports': ['error', { patterns: [noElectron] }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'prefer-const': 'error',
      eqeqeq: 'error',
      'max-params': ['error', 4],
    },
  },
  { files: ['electron/**', 'test/unit/electron/**', 'test/electron/**', 'test/e2e/**', 'test/guides/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['**/*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['engine/**', 'shared/**', 'renderer/**'], rules: { 'no-console': 'error' } },
  // One file connects to other computers, by Node's own modules: dependency-cruiser names it.
  { files: ['engine/**', 'shared/**', 'renderer/**', 'cli/**', 'electron/**'], ignores: ['electron/chromium/bridge-scripts.ts'], rules: { 'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'] } },
  { files: ['test/**'], rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'max-params': 'off' } },
);
