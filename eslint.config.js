import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import mocha from 'eslint-plugin-mocha';
import hooks from 'eslint-plugin-react-hooks';
import prettier from 'eslint-config-prettier';

const rawClock = 'Take the time from the injected clock.';

export default defineConfig(
  { ignores: ['**/dist', 'node_modules', '.data', 'coverage'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Mongoose schemas are plain objects where its types name classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: rawClock }],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: rawClock },
      ],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['warn', 3],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { module: 'writable', process: 'readonly', URL: 'readonly', console: 'readonly' },
    },
  },
  { files: ['web/**'], ...hooks.configs.flat.recommended },
  {
    files: ['web/public/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: {
        document: 'readonly',
        localStorage: 'readonly',
        matchMedia: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        setTimeout: 'readonly',
        Response: 'readonly',
        location: 'readonly',
        addEventListener: 'readonly',
      },
    },
  },
  {
    // These speak to a terminal, and measure real time.
    files: [
      'cli/**',
      'bench/**',
      'chaos/**',
      'rehearsal/**',
      'docs/**',
      'embedded/**',
      'test/**',
      'server/ops/clock.ts',
      'web/build-when-stale.mjs',
    ],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    files: ['test/**'],
    plugins: { mocha },
    rules: {
      'mocha/no-exclusive-tests': 'error',
      'mocha/no-identical-title': 'error',
      'mocha/no-return-from-async': 'error',
      '@typescript-eslint/no-unused-expressions': 'off',
      'max-lines': 'off',
    },
  },
  prettier,
);
