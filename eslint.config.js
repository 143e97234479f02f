import svelte from 'eslint-plugin-svelte'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a thing has one name everywhere.',
}

/** The house's rules that a selector can see. */
const houseRules = [
  { selector: 'TSEnumDeclaration', message: 'No enums: they are not erasable. Use a const list and a union.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that has it.' },
  {
    selector: 'SvelteElement[kind="html"] > SvelteStartTag > SvelteAttribute[key.name="style"]',
    message: 'The doors forbid style attributes: use style: directives or a class.',
  },
]

export default defineConfig(
  { ignores: ['dist/', 'release/', 'coverage/', 'test/vectors/', 'test/.artifacts/', 'test/.cache/', '**/*.cjs'] },
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.js'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': ['error', noDefaultExport, ...houseRules],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Numbers in messages are meant; objects are not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // `() => clearTimeout(timer)` is how things are ended here.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Overflows the stack on recursive types (seen with 8.73 on the wire's values).
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A face may be asynchronous where one of its bodies is not.
      '@typescript-eslint/require-await': 'off',
      // Indexing is checked by the compiler (noUncheckedIndexedAccess) and the guards it asks for look needless here.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Spreading a text into its characters is what is meant.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      // The mirrors replace whole values ($state.raw); the maps inside them are not meant to react.
      'svelte/prefer-svelte-reactivity': 'off',
      // ESLint sees another component's types as any; svelte-check sees them as they are.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // In components `let` is how props and state begin.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
  {
    // What a person sees in a terminal is written by the starts, the tests' tools and the benchmarks.
    files: ['main/*.ts', 'main/start/**', 'main/web/serve.ts', 'main/web/ending.ts', 'test/**', '*.config.*'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/unbound-method': 'off', '@typescript-eslint/no-base-to-string': 'off' },
  },
  {
    // Their tools ask for a default export.
    files: ['*.config.ts', '*.config.js'],
    rules: { 'no-restricted-syntax': ['error', ...houseRules] },
  },
)
