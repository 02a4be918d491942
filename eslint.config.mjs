import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const host = { group: ['vscode', 'node:*', 'fs', 'path', 'os', 'child_process'], message: 'This room is independent of its host: ask for a port.' };

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', '.tools/', 'templates/', 'test/fixtures/', 'test/github/sample/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.mjs', '*.mts', '.*.cjs'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  { files: ['src/portal/**', 'src/protocol/**', 'webview/**'], rules: { 'no-restricted-imports': ['error', { patterns: [host] }] } },
  {
    files: ['src/editor/**', 'src/extension.ts', 'src/extension.web.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ ...host, group: host.group.filter((name) => name !== 'vscode'), message: 'The editor also runs in the browser: node: belongs in extension.node.ts and cli.' }] }] },
  },
  { files: ['src/cli/**'], rules: { 'no-console': 'off', 'no-restricted-imports': ['error', { patterns: [{ group: ['vscode'], message: 'The terminal has no editor.' }] }] } },
  { files: ['test/**', 'scripts/**', '*.mjs'], rules: { 'no-console': 'off', 'max-lines': 'off' } },
  { files: ['**/*.mjs', '**/*.cjs', '**/*.js'], ...tseslint.configs.disableTypeChecked, languageOptions: { globals: { process: 'readonly', performance: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable', setTimeout: 'readonly', clearTimeout: 'readonly', TextDecoder: 'readonly' } } },
);
